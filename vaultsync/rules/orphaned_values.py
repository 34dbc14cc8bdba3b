"""A note keeps what was written for an action that it is not the home of now.

## What it does
Reports notes that hold a status or priority both as property and as tag, and
name an action by their only labelled heading or state its text, though the
action's home is another place. Only actions for which something was written are
looked for: such a note was the home until it was renamed.

Reports those too that were known by their text alone, and that no row certainly
is any more: it was withdrawn, or reworded beyond recognition. (Of a note with a
label or an id `T102` or `T104` says so.)

## Why is this bad?
What was written stays behind, and says something old when the tracker moves.

## Example
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
# Mission 1.1a
TBS will publish a road map for open data.
#status/in-progress #priority/year-2
~~~
~~~md title="Road map.md"
---
status: In Progress
priority: Year 2
tags: [status/in-progress, priority/year-2]
---
# Mission 1.1a
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 1 actions
1.1.a - Open government
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~
~~~text title="base"
Mission 1.1a status in-progress
Mission 1.1a priority year-2
~~~

Reported at `Road map.md:2:9`.

## Use instead
~~~md title="Mission 1.1.md"
# Mission 1.1
Open data
~~~
~~~md title="Road map.md"
---
title: Mission 1.1a
status: In Progress
priority: Year 2
tags: [status/in-progress, priority/year-2]
---
# Mission 1.1a
TBS will publish a road map for open data.
~~~
~~~text title="tracker.txt"
Found 1 actions
1.1.a - Open government
Action: TBS will publish a road map for open data.
Area for action: Open data
Priority: Year 2
Status: In Progress
~~~
~~~text title="base"
Mission 1.1a status in-progress
Mission 1.1a priority year-2
~~~

## Fix safety
None: it takes a person to know which of the two is meant to be the home, and
whether what was withdrawn is to be remembered.

## Options
`names` says which properties and tags are used, `label` how actions are named.
"""

from __future__ import annotations

from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import without_suffix
from vaultsync.rules.actions import quoted
from vaultsync.rules.areas import label_pattern
from vaultsync.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from vaultsync.config import Names
    from vaultsync.held import Held
    from vaultsync.match.pairing.alignment import ActionMatch
    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import Published, View

CODE = "T210"
NAME = "orphaned-values"
SEVERITY = Severity.WARNING


def check_vault(view: View) -> Iterator[Finding]:
    """Yield a finding for each note that kept what was written for an action."""
    published = view.published
    if published is None or not published.lock.base:
        return
    from vaultsync.match.places.stating import claimants
    from vaultsync.match.wording.words import plain

    written = {entry.action for entry in published.lock.base}
    homes = [
        match
        for match in published.alignment.actions
        if match.home is not None and match.action in written
    ]
    by_id = {match.home.id: match for match in homes if match.home and match.home.id}
    by_text = {plain(match.home.text): match for match in homes if match.home and match.home.text}
    claiming = {
        claim.path
        for match in published.alignment.actions
        for claim in (match.home, *match.copies, *match.claimed_twice)
        if claim is not None
    } | {group.path for group in published.alignment.groups}
    lost = _lost(view, published)
    may_hold_values = _may_hold_values(view.config.names)
    for note in claimants(view.vault, view.telling):
        if note.path in claiming or not may_hold_values(note):
            continue
        match = _named(note, view, by_id, by_text)
        held = _pair(note, view, published) if match else None
        if match and match.home and held:
            name = quoted(match.action)
            yield Finding(
                note.place(held.start, held.end),
                f"{held.field} of {match.action} was written here, "
                f"but {match.home.path} is its home now",
                f"call the note {name} again, or write title: {match.action} into it;\n"
                "else take its status and priority away",
            )
        elif match is None and lost and (held := _pair_of_lost(note, lost, view, published)):
            yield Finding(
                note.place(held.start, held.end),
                f"{held.field} was written here, but no row of the tracker certainly is "
                f"{note.name} any more",
                f"write its id into it ({view.config.names.id_property}: …), if it still is one;\n"
                "else take its status and priority away",
            )


def _lost(view: View, published: Published) -> frozenset[str]:
    """Return the names under which something was written, and that no action bears today.

    Where a note cannot be read, text alone may tell no action: nothing is known of them.
    """
    if view.vault.failures or view.vault.unlisted:
        return frozenset()
    today = {match.action for match in published.alignment.actions}
    return frozenset(entry.action for entry in published.lock.base) - today


def _pair_of_lost(
    note: Note, lost: AbstractSet[str], view: View, published: Published
) -> Held | None:
    # Of two notes with one name, each action is called by its path.
    named = note.name in lost or without_suffix(note.path) in lost
    return _pair(note, view, published) if named else None


def _may_hold_values(names: Names) -> Callable[[Note], bool]:
    """Return what tells whether properties may hold a value that a tag repeats. Cheap."""
    status, priority = names.status_property.casefold(), names.priority_property.casefold()
    tags = names.status_tag.casefold(), names.priority_tag.casefold()

    def may_hold_values(note: Note) -> bool:
        frontmatter = note.facts[0]
        if frontmatter is None:
            return False
        block = note.text[frontmatter[0] : frontmatter[1]].casefold()
        if status not in block and priority not in block:
            return False
        text = note.text.casefold()
        return "\\" in block or any(tag in text for tag in tags)

    return may_hold_values


def _named(
    note: Note,
    view: View,
    by_id: Mapping[tuple[str, ...], ActionMatch],
    by_text: Mapping[str, ActionMatch],
) -> ActionMatch | None:
    """Return the action that a note names by its only labelled heading, or states."""
    from vaultsync.match.places.statement import said_in
    from vaultsync.match.wording.words import plain
    from vaultsync.obsidian.sections import title

    labels = label_pattern(view.config.label)
    headings = [each.text for each in note.headings if labels.possible_in(each.text)]
    named = {label.id for text in headings if (label := labels.read(title(text)))}
    if named:
        return by_id.get(next(iter(named))) if len(named) == 1 else None
    said = said_in(note, -1)
    return by_text.get(plain(said.text)) if said else None


def _pair(note: Note, view: View, published: Published) -> Held | None:
    """Return the first property of a note that a tag beside it repeats."""
    from vaultsync.held import held_at
    from vaultsync.match.places.stating import note_claim

    claim = note_claim(note, -1, None, ())
    held = held_at(note, claim, view.config.names, published.vocabulary)
    tags = {(each.field, each.token) for each in held if each.place == "tag"}
    return next(
        (
            each
            for each in held
            if each.place == "property"
            and each.token is not None
            and (each.field, each.token) in tags
        ),
        None,
    )
