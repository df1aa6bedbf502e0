"""The examples of `planck explain` as files in a folder, and what planck finds in them."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from planck.cli.app import run
from planck.words.examples import Example, base

# Where the files of `before` are put.
EARLIER = "earlier"
# The reader in C takes a tenth of the time.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Of these a fragment changes single keys; what else it has stands in place of the base's.
HEADINGS = ("title", "region", "period")
REPORTING = ("check", "audit", "score", "diff")
SAID = re.compile(r"\b([A-Z]\d{3})\b(?: (error|warning|note))?")


@dataclass(frozen=True)
class Told:
    """The codes of the findings of a run by severity, and all that it printed."""

    codes: frozenset[tuple[str, str]]
    output: str

    def about(self, code: str) -> set[str]:
        """The severities of the findings of a code."""
        return {severity for spoken, severity in self.codes if spoken == code}

    def errors(self) -> set[str]:
        """The codes of all errors."""
        return {code for code, severity in self.codes if severity == "error"}


def write(example: Example, family: str, folder: Path) -> None:
    """The files of an example, whole."""
    common = base(family)
    _write({**_usual(example.run, common), **example.fragments}, common, folder, example.encoding)
    if example.before:
        _write({**example.fragments, **example.before}, common, folder / EARLIER, example.encoding)


def told(command: str, capsys: pytest.CaptureFixture[str]) -> Told:
    """What a call says, in the folder of now."""
    words = shlex.split(command, comments=True)
    assert words[0] == "planck", command
    if words[1] in REPORTING and "--output-format" not in words:
        words += ["--output-format", "json"]
    capsys.readouterr()
    run(words[1:])
    streams = capsys.readouterr()
    return Told(frozenset({*_in_report(streams.out), *_in_text(streams.err)}), streams.out + streams.err)


def _usual(command: str, common: Mapping[str, Any]) -> dict[str, str]:
    """The files that a call names and an example may leave to the base."""
    files = {"plan.yaml": "", "figures.csv": common.get("figures", ""), "model.yaml": ""}
    used = {name: text for name, text in files.items() if re.search(rf"\b{re.escape(name)}", command)}
    return {**used, **common.get("files", {})}


def _write(files: Mapping[str, str], common: Mapping[str, Any], folder: Path, encoding: str) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = _whole(name, text, common)
        # What cannot be said in UTF-8 text is said in an encoding; only the figures are meant by it.
        path.write_bytes(whole.encode(encoding if encoding and name == "figures.csv" else "utf-8"))


def _whole(name: str, text: str, common: Mapping[str, Any]) -> str:
    if name == "plan.yaml":
        return below(common["plan"], text) if common.get("joined") == "text" else plan_text(text, common)
    if name == "model.yaml":
        return _serialised(_over(_mapping(common["model"]), _mapping(text)))
    if name == "figures.csv" and common["header"]:
        return table_text(text, common["header"])
    return text


def below(lines: str, fragment: str) -> str:
    """The fragment, as it is written, below those lines whose key it does not have itself."""
    given = {line.partition(":")[0] for line in fragment.splitlines()}
    return "".join(f"{line}\n" for line in lines.split("\n") if line and line.partition(":")[0] not in given) + fragment


def plan_text(fragment: str, common: Mapping[str, Any]) -> str:
    """The fragment within the plan of the base, each of its targets completed."""
    plan = _over(_mapping(common["plan"]), _mapping(fragment))
    usual = dict(_pairs(_mapping(common["targets"])))
    for key, value in plan.value:
        if key.value == "targets" and isinstance(value, MappingNode):
            value.value = [(id_, _target(id_.value, keys, usual)) for id_, keys in value.value]
    return _serialised(plan)


def table_text(rows: str, header: str) -> str:
    """The rows below as many columns of the header as they have, unless they begin with a header of their own."""
    lines = rows.strip("\n").split("\n")
    names = header.split(",")
    if not rows.strip() or set(lines[0].split(",")) & {"value", "数值", "时期"}:
        return rows
    width = max(len(line.split(",")) for line in lines)
    padded = (line + "," * (width - len(line.split(","))) for line in lines)
    return "\n".join([",".join(names[:width]), *padded]) + "\n"


def _target(id_: str, keys: Node, usual: Mapping[str, Node]) -> Node:
    """A target with what it has where the fragment does not say otherwise."""
    if not isinstance(keys, MappingNode):
        return keys
    given = dict(_pairs(keys))
    name = _mapping(f"name: {{zh: {id_}}}")
    if "indicator" in given:
        return _over(name, keys)
    # A copy: what stands twice in a tree is written as an anchor and an alias.
    return _over(_over(name, deepcopy(usual.get(id_, usual["any"]))), keys)


def _over(under: Node, upper: Node) -> MappingNode:
    """A mapping with the keys of two: the upper one counts, and headings are joined key by key."""
    assert isinstance(under, MappingNode)
    assert isinstance(upper, MappingNode)
    joined: dict[str, tuple[Node, Node]] = {key.value: (key, value) for key, value in under.value}
    for key, value in upper.value:
        before = joined.get(key.value)
        if before and key.value in HEADINGS and isinstance(value, MappingNode):
            value = _over(before[1], value)
        joined[key.value] = (key, value)
    return MappingNode("tag:yaml.org,2002:map", list(joined.values()), flow_style=False)


def _pairs(node: MappingNode) -> Iterator[tuple[str, Node]]:
    for key, value in node.value:
        assert isinstance(key, ScalarNode)
        yield key.value, value


def _mapping(text: str) -> MappingNode:
    node = yaml.compose(text, Loader=LOADER)
    assert node is None or isinstance(node, MappingNode), text
    return node or MappingNode("tag:yaml.org,2002:map", [])


def _serialised(node: Node) -> str:
    return str(yaml.serialize(node, Dumper=yaml.SafeDumper, allow_unicode=True, width=1000))


def _in_report(text: str) -> Iterator[tuple[str, str]]:
    """The findings of a report in JSON, or those that are named in a text."""
    try:
        report = json.loads(text)
    except ValueError:
        yield from _in_text(text)
    else:
        yield from _findings(report)


def _findings(report: Any) -> Iterator[tuple[str, str]]:
    """Every finding that a report lists, in it as a whole and in its plans."""
    # A report of scores lists the ids of its plans.
    for part in (report, *(plan for plan in report.get("plans", ()) if isinstance(plan, dict))):
        for finding in part.get("findings", ()):
            yield finding["code"], finding["severity"]


def _in_text(text: str) -> Iterator[tuple[str, str]]:
    for code, severity in SAID.findall(text):
        yield code, severity or "error"
