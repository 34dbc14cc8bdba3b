"""Links where they are used: where each leads, and what that depends on."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.note import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.obsidian.facts import LinkFact
    from vaultsync.obsidian.leads.anchors import Anchor
    from vaultsync.obsidian.leads.resolve import Resolution
    from vaultsync.obsidian.parts import Link
    from vaultsync.obsidian.sources import Source


class Use(NamedTuple):
    """A link where it is used, and where it leads.

    `anchor` is None where the link has no subpath, where the target has
    nothing of that name, and where it was not looked for because the target is
    absent or could not be read; `checked` says that it was looked for.
    `templated` links stand in a template or hold a placeholder such as
    `{{title}}`: they lead somewhere only once a note is made of them.
    `offloaded` is the path of a target that lies in the cloud only,
    `unsupported` that of a file which Obsidian does not show; both are empty
    where `resolution` has a target.
    """

    source: str
    link: Link
    resolution: Resolution
    anchor: Anchor | None = None
    checked: bool = False
    templated: bool = False
    offloaded: str = ""
    unsupported: str = ""

    @property
    def target(self) -> str | None:
        """Return the path that the link leads to, or None."""
        return self.resolution.target

    @property
    def broken_anchor(self) -> bool:
        """Return whether the target is there, but not the heading or block in it."""
        return self.checked and self.anchor is None and not self.templated


def is_placeholder(text: str) -> bool:
    """Return whether a link's path or subpath is one of a template: `{{title}}`, `<% … %>`."""
    return "{{" in text or "<%" in text


def links_of(source: Source) -> Sequence[LinkFact]:
    """Return the links of a note or canvas as plain tuples, in the order of `all_links`."""
    if not isinstance(source, Note):
        return source.all_links
    links = source.facts[2]
    if source.facts[0] is None:
        return links
    named = source.properties.link_facts
    return (*named, *links) if named else links


def targets_of(uses: Iterable[Use]) -> set[str]:
    """Return the files that uses have, or want to have, anchors in."""
    return {
        use.resolution.target
        for use in uses
        if use.link.subpath and use.resolution.target is not None
    }


def anchored(targets: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return for each file the sources that have links to something in it, in order.

    `targets` are the files that each source has such links to.
    """
    found: dict[str, list[str]] = {}
    for source in sorted(targets):
        for target in targets[source]:
            found.setdefault(target, []).append(source)
    return found


class Dependents:
    """Which sources must be resolved again when a file changes.

    What a source depends on is given as the files that its links have anchors
    in (`targets_of`).
    """

    def __init__(self) -> None:
        self._by_target: dict[str, set[str]] = {}

    def add(self, path: str, targets: Iterable[str]) -> None:
        """Take note of what the links of a source depend on."""
        for key in targets:
            self._by_target.setdefault(key, set()).add(path)

    def remove(self, path: str, targets: Iterable[str]) -> None:
        """Forget what the links of a source depended on."""
        for key in targets:
            self._by_target[key].discard(path)

    def on(self, changed: Iterable[str]) -> set[str]:
        """Return the sources with anchors in changed files."""
        return {path for key in changed for path in self._by_target.get(key, ())}
