"""The error that a command ends with: what, where, and what to do."""

from __future__ import annotations


class VaultsyncError(Exception):
    """Something that the user must mend before the command can do its work.

    `message` is one line: what, and where. `detail` says what was found and
    expected, or is empty. `remedy` says what to do. All may quote files and
    are escaped where they are printed.
    """

    def __init__(self, message: str, remedy: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.detail = detail


class ignoring:  # noqa: N801 - it reads as a verb
    """What `contextlib.suppress` is, without what an import of that takes in every command."""

    def __init__(self, *errors: type[BaseException]) -> None:
        self._errors = errors

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        return kind is not None and issubclass(kind, self._errors)
