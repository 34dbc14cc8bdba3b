"""What a note is seen to hold, in short forms for tests."""

from vaultsync.obsidian.note import Note


def note(text):
    return Note("N.md", text.encode())


def paths(text):
    return [link.path + link.subpath for link in note(text).links]


def parts(text):
    return [(link.path, link.subpath, link.display, link.embed) for link in note(text).links]


def headings(text):
    return [(heading.level, heading.text) for heading in note(text).headings]


def tags(text):
    return [tag.name for tag in note(text).tags]


def ids(text):
    return [block.id for block in note(text).blocks]


def named(text):
    """The source of the block that each id names."""
    seen = note(text)
    return {block.id: text[block.block_start : block.block_end] for block in seen.blocks}


def code(text):
    seen = note(text)
    return [text[span.start : span.end] for span in seen.code]


def hidden(text):
    seen = note(text)
    return [text[span.start : span.end] for span in seen.hidden]
