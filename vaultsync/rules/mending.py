"""What link rules share: the place to point at, and the edits that mend a link.

An edit replaces the written path or the written subpath and nothing else; it
keeps the syntax and the habits that it finds: a Markdown link stays encoded,
keeps its `.md`, its `./`, its angle brackets.
"""

from __future__ import annotations

from vaultsync.diagnostic import FileEdit, Fix, Safety
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.relative import relative_path
from vaultsync.obsidian.links import has_bare_pipe
from vaultsync.obsidian.names import is_canvas, is_note, nfc, without_suffix
from vaultsync.rules.faults import decoded_once_more, understood, without_doubled_extension
from vaultsync.rules.rule import Finding
from vaultsync.text import Edit

if TYPE_CHECKING:
    from vaultsync.diagnostic import Place
    from vaultsync.obsidian.leads.resolve import Resolution
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

_BLOCK_ID = late(r"[A-Za-z0-9-]+")
_STEPS = late(r"(?:\.{0,2}/)*")
_NOT_IN_SUBPATH = late(r'[|\[\]"\\\n]')
_NOT_IN_DESTINATION = late(r"[\x00-\x20\x7f<>\\]|%(?=[0-9A-Fa-f]{2})")
_NOT_IN_BRACKETS = late(r"[<>\\\n]|%(?=[0-9A-Fa-f]{2})")
# Obsidian help, "Internal links": what a wikilink cannot hold. Quotes and
# backslashes would need escapes where the link stands in a property.
_NOT_IN_WIKILINK = late(r'[#|\[\]"\\\x00-\x1f]')


def path_place(use: Use, note: Source) -> Place:
    """Return the place of the path as it is written, or of the link where it has none."""
    link = use.link
    # The path of a reference link lies in its definition, which several links may share.
    if link.kind == "reference" or link.path_end <= link.path_start:
        return note.place(link.start, link.end)
    return note.place(link.path_start, link.path_end)


def subpath_place(use: Use, note: Source) -> Place:
    """Return the place of the subpath as it is written."""
    link = use.link
    if link.kind == "reference" or link.subpath_end <= link.subpath_start:
        return note.place(link.start, link.end)
    return note.place(link.subpath_start, link.subpath_end)


def did_you_mean(use: Use, note: Source, view: View) -> tuple[str, Fix | None]:
    """Return what to advise about a link without a file, and the fix for the first advice."""
    for meant in (decoded_once_more(use, view), without_doubled_extension(use, view)):
        if meant.target:
            return f"write {names_of(meant)}", as_meant(use, note, view, meant)
    name, caret, block = use.link.path.partition("^")
    if caret and not use.link.subpath:
        found = view.vault.resolver.resolve(name.strip(), note.path).target
        if found:
            return f"a block is named with #^{block}", None
    near = view.vault.resolver.advice.nearest(use.link.path)
    if not near:
        return "make the file, or mend the name", None
    names = " or ".join(on_one_line(without_suffix(path)) for path in near[:2])
    return f"did you mean {names}?", retargeted(use, note, view, near[0], Safety.UNSAFE)


def anchor_finding(use: Use, note: Source, view: View, word: str, part: str) -> Finding:
    """Return what to say of a link or an embed (`word`) without its heading or block (`part`)."""
    from vaultsync.obsidian.leads.advice import nearest_subpath
    from vaultsync.rules.unspaced import glued_ids, unspaced_heading

    target = use.resolution.target or note.path
    whose = "this note" if target == note.path else target
    message = f"the {word} names a {part} that {whose} does not have"
    anchors = view.vault.anchors(target)
    near = nearest_subpath(anchors, use.link.subpath) if anchors else None
    if use.anchor and not understood(use, view):
        message = f"the {word} names a {part} of {whose} as Obsidian does not: {use.anchor.rung}"
        near = None
    line = glued_ids(target, view).get(use.link.subpath[2:].lower()) if part == "block" else None
    if line is not None:
        advice = f"put a space before {use.link.subpath[1:]} in line {line} of {whose}"
        return Finding(subpath_place(use, note), message, advice)
    if part == "heading" and use.anchor is None:
        found = unspaced_heading(use.link.subpath, target, view)
        if found is not None:
            advice = f"put a space after {found.hashes} in line {found.line} of {whose}"
            return Finding(subpath_place(use, note), message, advice)
    if near is None:
        return Finding(subpath_place(use, note), message, _without_nearest(use, view, target, part))
    fix = reanchored(use, note, near, Safety.UNSAFE)
    return Finding(subpath_place(use, note), message, f"did you mean {near} ?", fix)


def _without_nearest(use: Use, view: View, target: str, part: str) -> str:
    """Return what to do where nothing in the target resembles what was named."""
    if part == "block":
        name = use.link.subpath.lstrip("#^")
        if not _BLOCK_ID.fullmatch(name):
            return "an id holds Latin letters, digits and - only"
        return f"write ^{name} behind the paragraph that is meant"
    other = view.vault.note(target)
    titles = [heading.text for heading in other.headings[:4]] if other else []
    if not titles:
        return "it has no headings: leave out the #…"
    return "it has: " + ", ".join(titles[:3]) + (", …" if titles[3:] else "")


def names_of(meant: Resolution) -> str:
    """Return the files that a link may mean, as advice names them."""
    return " or ".join(map(on_one_line, filter(None, (meant.target, *meant.ambiguous))))


def on_one_line(path: str) -> str:
    """Return a path as advice names it: a line end in it begins no line of advice."""
    return path.replace("\n", "\\n")


def as_meant(use: Use, note: Source, view: View, meant: Resolution) -> Fix | None:
    """Return the fix that lets a link lead to what it means: safe if that is one file alone."""
    safety = Safety.UNSAFE if meant.ambiguous else Safety.SAFE
    return retargeted(use, note, view, meant.target or "", safety)


def retargeted(
    use: Use, note: Source, view: View, target: str, safety: Safety, display: str = ""
) -> Fix | None:
    """Return the fix that lets a link lead to another file, or None where no edit can.

    `display` is what a wikilink is to show from then on, if it says so nowhere else.
    """
    resolver = view.vault.resolver
    if use.link.kind in ("wikilink", "property"):
        path = resolver.linktext(target)
    elif use.link.path.startswith(("./", "../")):
        path = relative_path(target, note.path)
        path = path if path.startswith("../") else "./" + path
    else:
        path = resolver.linktext(target) + (target[-3:] if is_note(target) else "")
    if resolver.resolve(path, note.path).target != target:
        return None
    return repathed(use, note, path, safety, display)


def respelled(use: Use, note: Source, view: View, target: str) -> Fix | None:
    """Return the fix that spells a link's path as its target, with the folders that it names."""
    link = use.link
    steps = _STEPS.match(link.path)
    lead = steps.group() if steps else ""
    parts = link.path[len(lead) :].count("/") + 1
    path = "/".join(nfc(target).split("/")[-parts:])
    if is_note(target) and not is_note(link.path):
        path = without_suffix(path)
    if view.vault.resolver.resolve(lead + path, note.path) != use.resolution:
        return None
    shown = link.path if link.kind == "wikilink" and not link.embed and not link.subpath else ""
    return repathed(use, note, lead + path, Safety.SAFE, shown)


def repathed(use: Use, note: Source, path: str, safety: Safety, display: str = "") -> Fix | None:
    """Return the fix that writes another path into a link, encoded as the link's syntax needs."""
    link = use.link
    written: str | None
    if link.kind in ("wikilink", "property") and not _is_markdown(use, note):
        written = None if _NOT_IN_WIKILINK.search(path) else path
        if written and display and "|" not in note.text[link.start : link.end]:
            written += ("\\|" if link.in_table else "|") + display
    else:
        written = _destination(path, note.text[link.path_start - 1 : link.path_start] == "<")
    if not written or link.kind == "canvas" or link.path_end <= link.path_start:
        return None
    edit = Edit(link.path_start, link.path_end, written)
    return link_edit(use, note, safety, f"write {written}", edit)


def reanchored(use: Use, note: Source, subpath: str, safety: Safety) -> Fix | None:
    """Return the fix that writes another subpath, `#` included, into a link."""
    link = use.link
    if link.kind in ("wikilink", "property") and not _is_markdown(use, note):
        written: str | None = None if _NOT_IN_SUBPATH.search(subpath[1:]) else subpath
    else:
        written = _destination(subpath[1:], note.text[link.path_start - 1 : link.path_start] == "<")
        written = "#" + written if written else None
    if written is None or link.subpath_end <= link.subpath_start:
        return None
    edit = Edit(link.subpath_start, link.subpath_end, written)
    return link_edit(use, note, safety, f"write {written}", edit)


def link_edit(use: Use, note: Source, safety: Safety, message: str, edit: Edit) -> Fix | None:
    r"""Return the fix of one edit in a link, and of a `|` that would end the cell it stands in.

    Of a link one fault is said: the edit alone would only lay the `|` bare.
    """
    fix = single_edit(note, safety, message, edit)
    link = use.link
    if fix is None or not link.in_table or link.kind != "wikilink":
        return fix
    if not has_bare_pipe(note.text[link.start : link.end]):
        return fix
    return fix._replace(edits=(*fix.edits, FileEdit(note.path, pipe_edit(use, note))))


def pipe_edit(use: Use, note: Source) -> Edit:
    r"""Return what makes the first `|` of a link a `\|`, which ends no cell."""
    at = note.text.index("|", use.link.start)
    return Edit(at, at, "\\")


def single_edit(note: Source, safety: Safety, message: str, edit: Edit) -> Fix | None:
    """Return the fix of one edit; None in a canvas, whose JSON is Obsidian's to write."""
    if is_canvas(note.path):
        return None
    return Fix(safety, message, (FileEdit(note.path, edit),))


def _is_markdown(use: Use, note: Source) -> bool:
    """Return whether a link, which may stand in a property, is written `[…](…)`."""
    return not note.text.startswith("[[", use.link.start + use.link.embed)


def _destination(path: str, bracketed: bool) -> str | None:
    """Return a path as the destination of a Markdown link; None where none can hold it.

    Obsidian itself encodes little more than spaces (release note 0.10.12).
    """
    if "#" in path.removeprefix("^"):
        return None
    unsafe = _NOT_IN_BRACKETS if bracketed else _NOT_IN_DESTINATION
    written = unsafe.sub(lambda found: f"%{ord(found.group()):02X}", path)
    if not bracketed and not _balanced(written):
        written = written.replace("(", "%28").replace(")", "%29")
    return written


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0
