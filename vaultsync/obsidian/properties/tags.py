"""The tags of a note's properties (help "Tags", "Properties"; release notes 1.9)."""

from __future__ import annotations

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.links import NO_TAG
from vaultsync.obsidian.parts import Tag
from vaultsync.obsidian.yaml.scalars import plain_value

if TYPE_CHECKING:
    from vaultsync.obsidian.properties.properties import Property

_NAME = late(f"[^{NO_TAG}]+")
_SEPARATOR = late(r"[,\s]+")


@lru_cache(maxsize=10_000)
def tag_name(text: str) -> str | None:
    """Return the tag that a text is, without `#`; None if it is none.

    A tag holds at least one character that is no digit (help "Tags"), and a
    slash at its end is not part of it (release note 1.5.0).
    """
    name = text.strip().removeprefix("#").rstrip("/")
    if _NAME.fullmatch(name) and name.strip("0123456789"):
        return name
    return None


def tag_item(name: str) -> str:
    """Return a tag as an item of a list: in quotes where YAML would take it for no text."""
    return name if plain_value(name) == name else f'"{name}"'


def holds_several(text: object) -> bool:
    """Return whether one text stands for several tags, and so for none.

    `tags: a, b` and `tags: a b` were split before Obsidian 1.9, and are one
    text since (release note 1.9.0), which is no tag.
    """
    if not isinstance(text, str) or tag_name(text) is not None:
        return False
    return sum(1 for part in _SEPARATOR.split(text) if part) > 1


def tags_in(tags: Property | None) -> tuple[Tag, ...]:
    """Return the tags of a note's property `tags`: a list, or one text that is one tag.

    `tags: a, b` holds none since Obsidian 1.9. A tag's span is its item's,
    quotes included.
    """
    if tags is None:
        return ()
    found = []
    for item in tags.node.children if tags.node.kind == "list" else (tags.node,):
        name = tag_name(item.value) if isinstance(item.value, str) else None
        if name is not None:
            found.append(Tag(name, item.start, item.end))
    return tuple(found)
