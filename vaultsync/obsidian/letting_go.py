"""Letting go of notes that were read once: of each its gist is kept, which any process may tell."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.gist import plain_gist

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.obsidian.at_hand import Laid
    from vaultsync.obsidian.facts import LinkFact
    from vaultsync.obsidian.leads.gist import Gist, PlainGist
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault


def prepare(vault: Vault) -> None:
    """Find out what all gists take of a vault, before forks each would for themselves."""
    # Imported here, forks need not.
    from vaultsync.obsidian.leads import plain_headings  # noqa: F401 - as it says
    from vaultsync.obsidian.properties import properties  # noqa: F401 - as it says

    _ = vault.leads.sound
    _ = vault.sources.cache  # as well


def let_go(
    notes: Sequence[Note], links: Sequence[Sequence[LinkFact]], vault: Vault
) -> tuple[list[PlainGist], list[bytes | None], Laid | None]:
    """Let go of notes with these links; return the gist of each, as a plain tuple.

    With it comes what `take` is to be told.
    """
    laid = vault.searched.laid(notes)
    told = list(map(vault.sources.let_go, notes))
    sound = vault.leads.sound
    gists = [
        plain_gist(note, each, digest, note.aliases, sound)
        for note, each, (digest, _) in zip(notes, links, told, strict=True)
    ]
    return gists, [blob for _, blob in told], laid


def take(
    paths: Sequence[str],
    gists: Sequence[Gist],
    blobs: Iterable[bytes | None],
    laid: Laid | None,
    vault: Vault,
) -> None:
    """Take over the gists of notes that were let go, here or elsewhere."""
    vault.searched.take(paths, laid)
    vault.leads.gists.update(zip(paths, gists, strict=True))
    vault.sources.take(paths, [gist[0] for gist in gists], blobs)
