from vaultsync.diagnostic import Diagnostic, Place, Severity
from vaultsync.report.printed import Printed

FOUND = Diagnostic(Place("One.md", 1, 1, 1, 2), "L401", "broken-link", Severity.WARNING, "gone")


def test_a_text_is_made_once_and_again_for_another_severity() -> None:
    made: list[Severity] = []

    def make(diagnostic: Diagnostic) -> str:
        made.append(diagnostic.severity)
        return diagnostic.severity.word

    first = Printed()
    assert first.text(FOUND, make) == "warning"
    again = Printed(first.now)
    assert again.text(FOUND, make) == "warning"
    assert again.text(FOUND._replace(severity=Severity.ERROR), make) == "error"
    assert made == [Severity.WARNING, Severity.ERROR]
    assert [key[0] for key in again.now] == ["One.md", "One.md"]
