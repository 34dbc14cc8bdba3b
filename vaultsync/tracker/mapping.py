"""What the columns of somebody's list are called, and what its words mean."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vaultsync.tracker.vocabulary import Field

MappedField = Literal["id", "text", "group", "status", "priority", "period", "lead", "url"]


class ListMapping(NamedTuple):
    """How to read a list that is not the tracker's own.

    `columns` names for each part of a row its columns. The parts of an `id` are
    joined by `.`; a `group` names its levels, the outermost first; of any other
    the first column that is not empty counts. In JSON, `milestone.title` is a
    name inside an object. `needed` are the parts whose columns must be there.
    `language` is `en` or `fr` where one of two twins (`text_en`, `text_fr`) is
    wanted first. `values` maps words of the list to tokens.
    """

    columns: Mapping[str, tuple[str, ...]] = {}
    needed: frozenset[str] = frozenset()
    language: str = ""
    values: Mapping[Field, Mapping[str, str]] = {}

    def digest(self) -> str:
        """Return what changes when the same bytes would be read as other rows."""
        if not self.columns and not self.language:
            return ""
        from vaultsync.lean.digests import sha256_digits

        said = repr((sorted(self.columns.items()), self.language))
        return sha256_digits(said.encode())[:8]


NO_MAPPING = ListMapping()


def mapping_of(
    preset: str,
    columns: Mapping[str, tuple[str, ...]],
    language: str,
    values: Mapping[str, Mapping[str, str]],
) -> ListMapping:
    """Return a preset (or none, for an empty name) with what somebody says beside it.

    Columns replace those of the preset, words are added to its words.
    """
    from vaultsync.tracker.presets import PRESETS

    base = PRESETS[preset] if preset else NO_MAPPING
    fields: tuple[Field, ...] = ("status", "priority")
    return ListMapping(
        columns={**base.columns, **columns},
        needed=base.needed | frozenset(columns),
        language=language,
        values={
            field: {**base.values.get(field, {}), **values.get(field, {})}
            for field in fields
            if field in base.values or values.get(field)
        },
    )
