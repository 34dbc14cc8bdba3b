"""How other programs name a heading: the slugs of GitHub and of exporters."""

from __future__ import annotations

from vaultsync.lean.regex import compiled

_NOT_IN_GITHUB = compiled(r"[^\w\- ]")
_STRANGE = compiled(r"[^a-z0-9\s-]")
_NOT_PLAIN = compiled(r"[^a-z0-9]+")
_NOT_IN_LINK = compiled(r"%%|\[\[|\]\]|[:#|^\\\r\n]")
# What npm `slugify` spells out, as far as headings have it.
_SPELLED = str.maketrans(
    {
        "&": "and", "%": "percent", "$": "dollar", "<": "less", ">": "greater", "|": "or",
        "£": "pound", "€": "euro", "æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "đ": "d", "ł": "l",
        "ð": "d", "þ": "th",
    }
)  # fmt: skip


def github_slugs(titles: list[str]) -> list[str]:
    """Return the slugs that GitHub gives to a note's headings, from their rendered texts.

    Lower case, without anything but letters, digits, `_`, `-` and spaces, each
    space a hyphen; a slug that was given already gets `-1`, `-2` and so on.
    """
    given: dict[str, int] = {}
    slugs: list[str] = []
    for title in titles:
        plain = github_slug(title)
        slug = plain
        while slug in given:
            given[plain] += 1
            slug = f"{plain}-{given[plain]}"
        given[slug] = 0
        slugs.append(slug)
    return slugs


def github_slug(title: str) -> str:
    """Return the slug of a heading's rendered text, as if it were the only one."""
    lower = title.strip().lower()
    if not lower.isascii():
        lower = "".join(char for char in lower if _in_github(char))
    return _NOT_IN_GITHUB.sub("", lower).replace(" ", "-")


def _in_github(char: str) -> bool:
    """Return whether GitHub keeps a character; marks of letters yes, `²` and emoji no."""
    if char.isascii():
        return True
    from unicodedata import category  # many vaults never need it

    return category(char) in _KEPT


_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})


def exporter_slugs(written: str) -> tuple[str, ...]:
    """Return the slugs that exporters make of a heading as a link writes it.

    Enveloppe's "lower" and "strict" (npm `slugify`), and obsidian-export's
    (Rust `slug`).
    """
    lower = written.lower()
    plain = _unaccented(lower)
    strict = _STRANGE.sub("", _unaccented(lower.translate(_SPELLED))).split()
    found = (
        lower.replace(" ", "-"),
        # npm `slugify` drops the hyphens that stand in a word.
        "-".join(whole for word in strict if (whole := word.replace("-", ""))),
        "-".join(strict),
        _NOT_PLAIN.sub("-", plain).strip("-"),
    )
    return tuple(slug for slug in dict.fromkeys(found) if slug.strip("-"))


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    from unicodedata import combining, normalize

    return "".join([char for char in normalize("NFKD", text) if not combining(char)])


def written(heading: str) -> str:
    r"""Return a heading's text as Obsidian writes it into a link to it.

    `:`, `#`, `|`, `^`, `\`, `%%`, `[[`, `]]` and line ends become spaces
    (`stripHeadingForLink`, release note 0.16.0).
    """
    return " ".join(_NOT_IN_LINK.sub(" ", heading).split())
