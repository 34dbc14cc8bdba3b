"""Links where they are used: where each leads, and what that depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vaultsync.obsidian.names import offloaded_name, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.obsidian.anchors import Anchor
    from vaultsync.obsidian.note import Link
    from vaultsync.obsidian.resolve import Resolution


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
    def broken_target(self) -> bool:
        """Return whether the link names a file that there is not."""
        return (
            self.resolution.target is None
            and not self.link.external
            and not self.templated
            and not self.offloaded
            and not self.unsupported
        )

    @property
    def broken_anchor(self) -> bool:
        """Return whether the target is there, but not the heading or block in it."""
        return self.checked and self.anchor is None and not self.templated


def is_placeholder(text: str) -> bool:
    """Return whether a link's path or subpath is one of a template: `{{title}}`, `<% … %>`."""
    return "{{" in text or "<%" in text


def anchored(uses: Mapping[str, tuple[Use, ...]]) -> dict[str, list[str]]:
    """Return for each file the sources that have links to something in it, in order."""
    found: dict[str, list[str]] = {}
    for source in sorted(uses):
        for target in {
            use.resolution.target
            for use in uses[source]
            if use.link.subpath and use.resolution.target is not None
        }:
            found.setdefault(target, []).append(source)
    return found


class Dependents:
    """Which sources must be resolved again when a file changes, appears or vanishes."""

    def __init__(self, uses: Mapping[str, tuple[Use, ...]]) -> None:
        # The stem that a link mentions -> sources; the file that it has an anchor in -> sources.
        self._by_stem: dict[str, set[str]] = {}
        self._by_target: dict[str, set[str]] = {}
        for path, each in uses.items():
            self.add(path, each)

    def add(self, path: str, uses: tuple[Use, ...]) -> None:
        """Take note of what the links of a source depend on."""
        stems, targets = _dependencies(uses)
        for key in stems:
            self._by_stem.setdefault(key, set()).add(path)
        for key in targets:
            self._by_target.setdefault(key, set()).add(path)

    def remove(self, path: str, uses: tuple[Use, ...]) -> None:
        """Forget what the links of a source depended on."""
        stems, targets = _dependencies(uses)
        for key in stems:
            self._by_stem[key].discard(path)
        for key in targets:
            self._by_target[key].discard(path)

    def on(self, changed: Iterable[str], renamed: Iterable[str]) -> set[str]:
        """Return the sources with anchors in changed files, or links that may mean renamed ones.

        Renamed are those that appeared and those that vanished.
        """
        found: set[str] = set()
        for path in changed:
            found |= self._by_target.get(path, set())
        for path in renamed:
            found |= self._by_stem.get(stem(offloaded_name(path) or path), set())
        return found


def _dependencies(uses: tuple[Use, ...]) -> tuple[set[str], set[str]]:
    """Return the stems that links mention, and the files that they have anchors in."""
    stems: set[str] = set()
    targets: set[str] = set()
    for use in uses:
        link = use.link
        if link.external:
            continue
        if link.path:
            stems.add(stem(link.path))
        if link.subpath and use.resolution.target is not None:
            targets.add(use.resolution.target)
    return stems, targets
