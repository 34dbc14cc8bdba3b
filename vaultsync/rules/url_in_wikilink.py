"""A wikilink holds an address of the web.

## What it does
Reports `[[https://…]]`, and `[…](www.…)`, whose address begins with no scheme.

## Why is this bad?
Obsidian takes the address for the name of a note that does not exist.

## Example
~~~md title="Home.md"
See [[https://canada.ca|the site]].
~~~
Reported at `Home.md:1:5`.

## Use instead
~~~md title="Home.md"
See [the site](https://canada.ca).
~~~

## Fix safety
Unsafe: the link begins to lead somewhere. None in properties.

## Options
None of its own.
"""

from __future__ import annotations

from vaultsync.diagnostic import Safety, Severity
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.mending import single_edit
from vaultsync.rules.rule import Finding
from vaultsync.text import Edit

if TYPE_CHECKING:
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

CODE = "L407"
NAME = "url-in-wikilink"
SEVERITY = Severity.ERROR


_KEPT = "%/:=&?~#+!$,;'@*[]"


def check_use(use: Use, note: Source, view: View) -> Finding:
    """Return what to say of a web address in a wikilink."""
    from urllib.parse import quote

    link = use.link
    address = link.path + link.subpath
    if link.path.lower().startswith("www."):
        address = f"https://{address}"
    written = f"[{link.display or address}]({quote(address, safe=_KEPT)})"
    fix = None
    if link.kind == "wikilink" and not set("[]") & set(link.display):
        edit = Edit(link.start, link.end, written)
        fix = single_edit(note, Safety.UNSAFE, f"write {written}", edit)
    return Finding(
        note.place(link.start, link.end),
        "a wikilink to an address is a link to a note of that name"
        if link.kind in ("wikilink", "property")
        else "an address that does not begin with https:// is the name of a note",
        f"write {written}",
        fix,
    )
