import html

import pytest

from tests.tracker.published import FRENCH_PAGE, SEED_PAGE, data_set_rows
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.readers import Reading, read_source
from vaultsync.tracker.vocabulary import Vocabulary

HEAD = """<!DOCTYPE html>
<html lang="en">
<head><title>Found 99 actions</title><style>Action: no</style></head>
<body>
<!-- Action: not this -->
<nav><a href="/datastrategy?page=1">1</a></nav>
<form><strong>Status</strong><label>Completed (12)</label></form>
<h2>Found <strong>43</strong> actions</h2>
"""
LABELS = ("Action: ", "Area for action: ", "Priority: ", "Status: ")
FRENCH = ("Action : ", "Domaine d'action", "Priorité : ", "Status: ")


def result(row: dict[str, str], labels: tuple[str, ...] = LABELS, comma: str = ",") -> str:
    """Return a row as the list page shows it."""
    address = f"https://search.example.org/datastrategy/record/{row['action_id']}{comma}3?a=b"
    action, area, priority, status = labels
    return f"""<div class="row mrgn-bttm-lg">
<div class="col-md-12">
  <strong><a href="{address}">{row["action_id"]} - {html.escape(row["mission"])}</a></strong>
  <br/><strong>{action}</strong>{html.escape(row["action"])}
  <br/><strong>{area}</strong> {html.escape(row["area_for_action"])}
  <br/><strong>{priority}</strong>{row["priority"]}
  <br/><strong>{status}</strong><span class="label label-success">{row["action_status"]}</span>
</div></div>
"""


def read(text: str) -> Reading:
    return read_source("page.html", text.encode(), Vocabulary())


def page(rows: list[dict[str, str]], **form: object) -> str:
    return HEAD + "".join(result(row, **form) for row in rows) + "<p>Date modified: 2026</p></body>"  # type: ignore[arg-type]


@pytest.mark.parametrize("comma", [",", "%2C", "%2c"])
def test_a_list_page(comma: str) -> None:
    rows = data_set_rows()[19:29]
    reading = read(page(rows, comma=comma))
    assert reading.form == "HTML"
    assert reading.declared == 43
    assert reading.problems == ()
    assert [row.id for row in reading.rows] == [row["action_id"] for row in rows]
    assert [row.text for row in reading.rows] == [row["action"] for row in rows]
    assert [row.area for row in reading.rows] == [row["area_for_action"] for row in rows]
    assert [row.status.published for row in reading.rows] == [row["action_status"] for row in rows]
    assert [row.priority.published for row in reading.rows] == [row["priority"] for row in rows]
    first = reading.rows[0]
    assert first.mission == "Mission 3 title"
    assert first.url == f"https://search.example.org/datastrategy/record/3.1.a{comma}3?a=b"
    assert "<strong>Action: " in page(rows).split("\n")[first.line - 1]


def test_a_french_list_page() -> None:
    row = {**data_set_rows()[21], "action_status": "Terminée", "priority": "Année 3 priorité"}
    reading = read(
        page([row], labels=FRENCH).replace(
            "Found <strong>43</strong> actions", "43 actions trouvées"
        )
    )
    (found,) = reading.rows
    assert (found.id, found.area) == ("3.1.c", row["area_for_action"])
    assert (found.status.token, found.priority.token) == ("completed", "year-3")
    assert reading.declared == 43


def test_markup_and_entities_in_values_are_read_through() -> None:
    row = {**data_set_rows()[0], "action": "Share R&D <b>data</b> with\n provinces"}
    text = page([row]).replace("&lt;b&gt;data&lt;/b&gt;", "<em>da</em>ta&nbsp;&eacute;")
    assert read(text).rows[0].text == "Share R&D data é with provinces"


RECORD = """<html><body><main>
<a href="/fr/record/3.1.b,3">Français</a>
<table>
<tr><th>Action ID</th><td>3.1.b</td></tr>
<tr><th>Action</th><td>TBS will count the trees</td></tr>
<tr><th>Status</th><td><span class="label">Paused</span></td></tr>
<tr><th>Area for Action</th><td>Forests</td></tr>
<tr><th>Progress Made Since Last Update</th><td><p>Many trees.</p><p>Status: good</p></td></tr>
<tr><th>Priority</th><td>Year 1 priority</td></tr>
<tr><th>Lead</th><td>TBS</td></tr>
<tr><th>Partners</th><td>-</td></tr>
</table></main></body></html>
"""


def test_a_record_page() -> None:
    reading = read(RECORD.replace("<p>Status: good</p>", ""))
    (row,) = reading.rows
    assert (row.id, row.text, row.area, row.lead) == (
        "3.1.b", "TBS will count the trees", "Forests", "TBS",
    )  # fmt: skip
    assert (row.status.token, row.priority.token) == ("paused", "year-1")
    assert reading.declared is None
    assert reading.problems == ()


PROGRESS = [
    "<p>Work began.</p><p>Priority: 1</p>",
    "<p>Lead: SSC took over</p>",
    "<ul><li>Action: hire staff</li><li>Status: Completed</li></ul>",
    "Phase one<br>Action: publish it<br>Status: Completed<br>",
    "<p><strong>Priority:</strong> 1</p><p><b>Lead</b></p><p>SSC</p>",
    "<table><tr><th>Status</th><td>Completed</td></tr></table>",
    "<strong>Status: </strong>Completed",
    "Now <b>Lead: </b>SSC",
    "Action ID: 9.9.z<br>3.3.a - A title",
    'See <a href="/en/record/9.9.z,1">9.9.z - Another title</a>',
    '<a href="/en/record/9.9.z,1">9.9.z - Another title</a>',
    "Found 9 actions",
]


def record(progress: str, form: str) -> str:
    """Return a record page as the site shows it, in one of the forms that pages have."""
    before, between, after = {
        "divs": ("<div><strong>", "</strong></div><div>", "</div>"),
        "rows": (
            '<div class="row"><div class="col-sm-4"><strong>',
            '</strong></div><div class="col-sm-8">',
            "</div></div>",
        ),
        "list": ("<dt>", "</dt><dd>", "</dd>"),
        "table": ("<tr><th>", "</th><td>", "</td></tr>"),
    }[form]
    values = {
        "Action ID": "3.2.a",
        "Action": "Do the thing",
        "Status": "<span>Paused</span>",
        "Area for Action": "Forests",
        "Progress Made Since Last Update": progress,
        "Priority": "Year 3 priority",
        "Lead": "PCO, TBS",
        "Partners": "-",
    }
    fields = "".join(f"{before}{label}{between}{value}{after}\n" for label, value in values.items())
    inner = {"list": f"<dl>{fields}</dl>", "table": f"<table>{fields}</table>"}.get(form, fields)
    return f"<html><body><main>\n{inner}</main></body></html>"


@pytest.mark.parametrize("form", ["divs", "rows", "list", "table"])
@pytest.mark.parametrize("progress", ["-", "<p>Fine.</p>", "", *PROGRESS])
def test_what_a_value_says_is_no_label(progress: str, form: str) -> None:
    reading = read(record(progress, form))
    (row,) = reading.rows
    assert (row.id, row.text, row.area, row.lead, row.mission) == (
        *("3.2.a", "Do the thing", "Forests"),
        *("PCO, TBS", ""),
    )
    assert (row.status.token, row.priority.token) == ("paused", "year-3")
    assert reading.problems == ()
    assert reading.declared is None


@pytest.mark.parametrize("value", PROGRESS)
def test_what_an_action_of_a_list_says_is_no_label(value: str) -> None:
    rows = data_set_rows()[:3]
    text = page(rows).replace(html.escape(rows[1]["action"]), f"Count all. {value}", 1)
    reading = read(text)
    assert [row.id for row in reading.rows] == [row["action_id"] for row in rows]
    assert [row.status.published for row in reading.rows] == [row["action_status"] for row in rows]
    assert [row.priority.published for row in reading.rows] == [row["priority"] for row in rows]
    assert [row.lead for row in reading.rows] == ["", "", ""]
    assert reading.rows[1].text.startswith("Count all.")


@pytest.mark.parametrize("text", [SEED_PAGE.decode(), FRENCH_PAGE.decode()])
def test_page_text_in_paragraphs_reads_as_page_text(text: str) -> None:
    wrapped = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines())
    plain = read_source("page.html", text.encode(), Vocabulary())
    assert read(wrapped) == plain._replace(form="HTML")


@pytest.mark.parametrize(
    "text",
    ["<html><body><p>Not found</p></body></html>", "<p></p>" + "<" * 50, "<a></a><!-- Action: x"],
)
def test_a_page_without_actions(text: str) -> None:
    with pytest.raises(TrackerError, match=r"page\.html is not a tracker page"):
        read(text)


def test_page_text_that_begins_with_a_tag_like_word_is_page_text() -> None:
    assert read("<3 trackers\nAction: x\nStatus: Behind").form == "page text"
