"""Markdown as hypothesis makes it: texts of the pieces that make Markdown hard."""

from hypothesis import strategies as st

_PLAIN = ["a", "b c", "text", "é", "中", " ", "  ", "    ", "\t", ".", ":", "*", "_", "**b**", "\\"]
_LINES = ["\n", "\n", "\n", "\n\n", "\n\n", "\n> ", "\n- ", "\n1. ", "\n    ", "\n\t", "\n# "]
_BLOCKS = ["> ", "- ", "* ", "+ ", "1. ", "2. ", "- [ ] ", "# ", "## ", "#", "---", "===", "***"]
_CODE = ["`", "``", "```", "````", "~~~", "```\n", "\n```\n", "`x`", "\\`"]
_BRACKETS = ["[", "]", "](", "(", ")", "![", "<", ">", "\\[", "[x](y)", "![x](y)", "](z)", "[x]"]
_LINKS = ['[x](y "t")', "[x](<y z>)", "[x](y(z))", "[x](%20y#z)", "[x][lab]", "[lab]", "[lab][]"]
_HTML = ["<b>", "</b>", "<div>", "</div>", "<!--", "-->", "<!-- c -->", "<pre>", "</pre>", "<br>\n"]
_OTHER_HTML = ["<http://a.b>", "<x.y>", "<?", "?>", "<!A", "<a b='", '="']
_TABLES = ["|", "| a | b |\n", "|---|---|\n", "\n| - |\n"]
_OBSIDIAN = ["[[", "]]", "[[a]]", "![[a#b|c]]", "[[a\\|b]]", "%%", "%%\n", "$$", "$$\n", "$", "$x$"]
_MORE_OBSIDIAN = ["#tag", "#a/b", "^id", "\n^id\n", " ^id\n", "==", "[^1]", "\n[^1]: ", "[k:: v]"]
_FENCES = ["---\n", "\n---\n", "\r\n", "\r", "<<<<<<< a\n", "\ufeff", "\u2028", "\x0c", "\x00"]

COMMONMARK = [*_PLAIN, *_LINES, *_BLOCKS, *_CODE, *_BRACKETS, *_LINKS, *_HTML, *_OTHER_HTML]
OBSIDIAN = [*COMMONMARK, *_TABLES, *_OBSIDIAN, *_MORE_OBSIDIAN, *_FENCES]


def made_of(pieces: list[str], longest: int = 25) -> st.SearchStrategy[str]:
    """Return texts made of some pieces, put together as they come."""
    return st.lists(st.sampled_from(pieces), max_size=longest).map("".join)


def any_text() -> st.SearchStrategy[str]:
    """Return texts of Obsidian's Markdown, and texts of any characters."""
    return made_of(OBSIDIAN) | st.text(max_size=60)
