"""How readers other than ours see YAML: PyYAML as it is (1.1), and with the 1.2 core schema."""

import re
from typing import ClassVar

import yaml


class CoreLoader(yaml.SafeLoader):
    """PyYAML's reader with YAML 1.2's core schema in the place of its own."""

    yaml_implicit_resolvers: ClassVar = {}


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        list("-+0123456789."),
    ),
):
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$", re.VERBOSE), first
    )


def _integer(loader, node):
    text = node.value
    base = {"0o": 8, "0x": 16}.get(text[:2], 10)
    return int(text[2:] if base != 10 else text, base)


CoreLoader.add_constructor("tag:yaml.org,2002:int", _integer)


def yaml_1_1(block):
    return yaml.safe_load(block)


def yaml_1_2(block):
    return yaml.load(block, Loader=CoreLoader)  # a SafeLoader
