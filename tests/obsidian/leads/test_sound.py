"""Links that are passed over: nothing may be said of a vault otherwise than with all looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultsync.config import Config
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.leads import leads as leads_module
from vaultsync.obsidian.vault import Vault
from vaultsync.rules.registry import judge
from vaultsync.rules.rule import View
from vaultsync.workspace.bystanders import linked

if TYPE_CHECKING:
    from vaultsync.obsidian.leads.uses import Use

TEXTS = (
    "# Aims\n## Log\nx ^b1\n",
    "# Aims\n# aims!\n- # In a list\n",
    "# Our aims\ny ^b1\nz ^b1\n",
)


class Plain(Vault):
    """A vault that looks at each of its links."""

    def notable(self, path: str) -> tuple[Use, ...]:
        return tuple(use for use in self.uses(path) if not use.link.external)


def vault_of(files: dict[str, str], kind: type[Vault] = Vault) -> Vault:
    return kind(MemoryFiles({path: text.encode() for path, text in files.items()}))


names = st.sampled_from(
    [
        "Note",
        "note",
        "A.b",
        "a b",
        "a\xa0b",
        "Caf\xe9",
        "Cafe\u0301",
        "100%",
        "x.md",
        "Te {{y}}",
        "\u03a3\u03b1\u03a3",
        "\u03c3\u03b1\u03c2",
        "\u212a",
        "K",
        "img.png",
        "d",
    ]
)
folders = st.sampled_from(["", "d/", "d/e/", "Note/", "t/", "ex/"])
kinds = st.sampled_from([".md"] * 6 + [".MD", ".png", ".canvas", ".xyz", "", ".md.md"])
paths = st.builds("{}{}{}".format, folders, names, kinds)
leads = st.sampled_from(["", "", "", "./", "../", "/", "d/", "../d/", "e/", "../../"])
subpaths = st.sampled_from(
    [
        "",
        "",
        "",
        "",
        "#",
        "#Aims",
        "#aims",
        "#Log",
        "#Aims#Log",
        "#^b1",
        "#^B1",
        "# ^b1",
        "#^ b1",
        "#Aims#^b1",
        "#our-aims",
        "#In a list",
        "#Nothing",
        "#page=2",
        "#Our%20aims",
        "# ",
        "#[^1]",
    ]
)
shapes = st.sampled_from(
    [
        "[[{0}]]",
        "[[{0}]]",
        "[[{0}|shown]]",
        "![[{0}]]",
        "[words]({1})",
        "[words](<{0}>)",
        "![words]({1})",
        "[words][{2}]\n\n[{2}]: {1}\n",
        "\n|a|b|\n|-|-|\n|[[{0}|c]]|[[{0}\\|c]]|\n",
        "%%[[{0}]]%%",
        "\n|a|b|\n|-|-|\n|[[{0}]]|![[{0}]]|\n",
        "<https://x.org/{1}>",
    ]
)


@st.composite
def vaults(draw: st.DrawFn) -> dict[str, str]:
    """Draw files that link to each other, and to what is not there."""
    found = draw(st.lists(paths, min_size=2, max_size=9, unique=True))
    wanted = [path for path in found if path.endswith((".md", "MD"))] or found
    wanted += [path.rpartition("/")[2] for path in found] + ["Mi{{x}}", ""]
    targets = st.sampled_from([name for path in wanted for name in (path, path.rpartition(".")[0])])

    def link(at: int) -> str:
        path = draw(leads) + draw(targets)
        path = draw(st.sampled_from([str, str, str, str.upper]))(path)
        whole = path + draw(subpaths)
        return draw(shapes).format(
            whole, quote(whole, safe=draw(st.sampled_from(["/#", "/#é"]))), at
        )

    files = {}
    for path in found:
        named = "".join(f'  - "[[{draw(leads)}{draw(targets)}]]"\n' for _ in range(draw(sizes)))
        body = "\n".join(link(at) for at in range(draw(sizes) + 1))
        block = f"---\naliases: Al\nsee:\n{named}---\n" if named else ""
        files[path] = f"{block}{draw(st.sampled_from(TEXTS))}\n{body}\n"
        if path.endswith(".canvas"):
            node = {"id": "1", "type": "file", "file": draw(targets), "x": 0, "y": 0}
            files[path] = json.dumps({"nodes": [node | {"width": 1, "height": 1}], "edges": []})
    shown = draw(st.booleans())
    app = {"showUnsupportedFiles": shown, "userIgnoreFilters": ["ex/"]}
    files[".obsidian/app.json"] = json.dumps(app)
    files[".obsidian/templates.json"] = json.dumps({"folder": "t"})
    if draw(st.booleans()):
        files["d/.Note.md.icloud"] = ""
    return files


sizes = st.integers(0, 3)


@settings(max_examples=150)
@given(vaults(), st.sampled_from([Config(), Config(anchors=("github",))]))
def test_what_is_passed_over_has_nothing_to_be_said_of(
    files: dict[str, str], config: Config
) -> None:
    vault, plain = vault_of(files), vault_of(files, Plain)
    seen, all_seen = View(vault, config, None), View(plain, config, None)
    assert judge(seen, ["E", "L", "V", "L418"]) == judge(all_seen, ["E", "L", "V", "L418"])
    assert linked(vault)._replace(sources={}) == linked(plain)._replace(sources={})
    assert {
        path: sorted(each) for path, each in vault.leads.anchored.items()
    } == plain.leads.anchored


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[[Plan]] [[A/Plan]] [[Plan|it]] [it](Plan.md) [it](A/../Plan.md)", 4),
        ("[[Home]] [it](Home.md) [[Home#Aims]] [it](Home.md#Aims) [[#Aims]] <https://x.org>", 0),
        ("[[home]] [[Home#aims]] [[Home#Nothing]] [[Home#^b1]] [[Home#]] ![[Home]]", 5),
        ("![[img.png]] [it](img.png) [[img]]", 1),
    ],
)
def test_nearly_all_links_are_passed_over(text: str, count: int) -> None:
    files = {"Home.md": "# Aims\n", "Plan.md": "", "A/Plan.md": "", "img.png": ""}
    assert len(vault_of(files | {"s.md": f"# Aims\n{text}"}).notable("s.md")) == count


def test_few_links_of_a_large_vault_are_all_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"Home.md": "# Aims\n", "s.md": "[[Home]] <https://x.org>", "t.md": "[[Home]]"}
    monkeypatch.setattr(leads_module, "_FILES_A_NOTE", 1)
    vault = vault_of(files)
    assert [len(vault.notable(path)) for path in ("s.md", "t.md")] == [1, 1]
    assert vault.notable("Home.md") == ()
    monkeypatch.setattr(leads_module, "_FILES_A_NOTE", 1000)
    assert vault_of(files).notable("s.md") == ()
