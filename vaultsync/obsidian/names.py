"""Names of files and headings: when two are one, and which links cannot reach."""

from __future__ import annotations

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTE_SUFFIX = ".md"
CANVAS_SUFFIX = ".canvas"

# Obsidian help, "Accepted file formats"; `.base` since 1.9.0.
SUPPORTED = frozenset(
    {"md", "canvas", "base", "pdf"}
    | {"avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"}
    | {"flac", "m4a", "mp3", "ogg", "wav", "webm", "3gp"}
    | {"mkv", "mov", "mp4", "ogv"}
)

_UNLINKABLE = compiled(r"#|\||\[\[|\]\]|[\x00-\x1f]")
_LEADING = compiled(r"^(?:\.{0,2}/)+")
_UNSAFE = compiled(r"\^|%%|:|\[|\]|\\|\xa0")
_PLAIN = compiled(r"[A-Za-z0-9_'-]++(?: [A-Za-z0-9_'-]++)*+")
_SPECIAL = compiled(r'[!"#$%&()*+,.:;<=>?@^{|}~/\[\]\\`\r\n]+')


def folded(path: str) -> str:
    """Return what Obsidian compares of a path: equal for equal names.

    NFC on both sides (Obsidian 1.13.7 lists a file made in NFD as NFC), a
    non-breaking space as a space, lower case. NFKC is not used: `ﬁle` and
    `file` are two names.
    """
    if path.isascii():
        return path.lower()
    # A final sigma depends on what follows, and `.md` may or may not.
    return nfc(path).replace("\xa0", " ").lower().replace("\u03c2", "\u03c3")


def all_folded(paths: Iterable[str]) -> list[str]:
    """Return each of many paths `folded`, in less time."""
    return [path.lower() if path.isascii() else folded(path) for path in paths]


def nfc(text: str) -> str:
    """Return the text in the normal form in which Obsidian names files and links."""
    if text.isascii():
        return text
    import unicodedata  # costs a millisecond, and many vaults never need it

    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=16_384)  # headings repeat, and so do links to them
def heading_key(text: str) -> str:
    """Return what Obsidian compares of a heading and of a subpath to it.

    Special characters become spaces, spaces are shrunk, case is dropped;
    letters of all scripts, digits, `-`, `_` and `'` stay (api `stripHeading`).
    """
    if _PLAIN.fullmatch(text):
        return text.lower()
    return " ".join(_SPECIAL.sub(" ", nfc(text)).split()).lower()


def length(path: str) -> int:
    """Return the length that Obsidian sorts paths by: UTF-16 units, as JavaScript counts."""
    if path.isascii():
        return len(path)
    return len(nfc(path).encode("utf-16-le", "surrogatepass")) // 2


def suffix(path: str) -> str:
    """Return a file's extension in lower case without its dot, or an empty string."""
    name = basename(path)
    dot = name.rfind(".")
    return name[dot + 1 :].lower() if dot > 0 else ""


def basename(path: str) -> str:
    """Return the last part of a path."""
    return path[path.rfind("/") + 1 :]


def folder(path: str) -> str:
    """Return the folder of a path with its `/`, or an empty string at the root."""
    return path[: path.rfind("/") + 1]


def is_note(path: str) -> bool:
    """Return whether a path is a note's: `.md` in any case, and nothing else."""
    return path[-3:].lower() == NOTE_SUFFIX


def is_canvas(path: str) -> bool:
    """Return whether a path is a canvas's."""
    return path[-7:].lower() == CANVAS_SUFFIX


def is_source(path: str) -> bool:
    """Return whether a file is one that links may stand in: a note or a canvas."""
    return is_note(path) or is_canvas(path)


def is_supported(path: str) -> bool:
    """Return whether Obsidian has a file in the vault without `showUnsupportedFiles`."""
    return suffix(path) in SUPPORTED


def without_suffix(path: str) -> str:
    """Return a note's path as most links write it, without `.md`; any other as it is."""
    return path[:-3] if is_note(path) else path


def stem(path: str) -> str:
    """Return the key under which files and the links that may mean them meet.

    It is the folded last part of the path without any `.md` at its end, so
    that a link `[[X.md]]` and a file `X.md.md` meet as well.
    """
    return without_suffixes(folded(basename(path)))


def without_suffixes(name: str) -> str:
    """Return a folded name without any `.md` at its end."""
    while name.endswith(NOTE_SUFFIX):
        name = name[:-3]
    return name


def stems(paths: Iterable[str]) -> list[str]:
    """Return the `stem` of each of many paths."""
    names = [path[path.rfind("/") + 1 :] for path in all_folded(paths)]
    names = [name[:-3] if name[-3:] == NOTE_SUFFIX else name for name in names]
    return [stem(name) if name[-3:] == NOTE_SUFFIX else name for name in names]


def encoded_stems(paths: Iterable[str]) -> list[bytes]:
    """Return the `stem` of each of many paths as UTF-8: what is the same of all is done at once."""
    names = [path[path.rfind("/") + 1 :] if "/" in path else path for path in paths]
    names = [name if name.isascii() else _folded_once(name) for name in names]
    data = "\n".join([*names, ""]).encode("utf-8", "surrogatepass").lower()
    while b".md\n" in data:
        data = data.replace(b".md\n", b"\n")
    found = data.split(b"\n")
    found.pop()
    if len(found) > len(names):  # one holds a line end
        return [name.encode("utf-8", "surrogatepass") for name in stems(names)]
    return found


_folded_once = lru_cache(maxsize=8_192)(folded)  # names of files repeat in links


def hidden(path: str) -> bool:
    """Return whether the dot rule keeps a path out of the vault, at any depth."""
    return path.startswith(".") or "/." in path


def offloaded_name(path: str) -> str | None:
    """Return the path of the file that an iCloud placeholder stands for, or None.

    Older versions of macOS leave `.Name.md.icloud` beside a file that lies in
    the cloud only.
    """
    name = basename(path)
    if name.startswith(".") and name.endswith(".icloud") and len(name) > 8:
        return folder(path) + name[1:-7]
    return None


def unlinkable(path: str) -> str:
    """Return what keeps any link from naming a file, or an empty string.

    A link splits at `#` and `|`, ends at `]]`, begins again at `[[`, and is
    trimmed (Obsidian help, "Internal links", invalid characters).
    """
    name = basename(without_suffix(path))
    found = _UNLINKABLE.search(name)
    if found:
        return found.group()
    return " " if name != name.strip() else ""


def unsafe(path: str) -> str:
    """Return what makes links to a file fragile although they work, or an empty string."""
    found = _UNSAFE.search(basename(without_suffix(path)))
    return found.group() if found else ""


def same_spelling(link_path: str, target: str) -> bool:
    """Return whether a link's path spells its target as the disk does.

    `.md` may be left out. What differs by case, normal form or a non-breaking
    space is found by Obsidian, but not by every other reader. Any `./`, `../`
    or leading `/` of the link is not compared.
    """
    if target.endswith((link_path, link_path + NOTE_SUFFIX)):
        return True
    written = _LEADING.sub("", link_path)
    name = without_suffix(target)
    return target.endswith(written) or name.endswith((written, without_suffix(written)))
