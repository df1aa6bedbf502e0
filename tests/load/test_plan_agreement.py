"""The forms of plans and models against the library: they say yes only where it finds no error, and no as it does."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planck.load.files import Positions, collect
from planck.load.judge import shaped, validator
from planck.load.plan.keys import PLAN
from planck.load.scoring.keys import MODEL
from planck.load.shape import DocumentForm
from planck.load.yaml import Node, plain_data, read_nodes

TARGETS = Path(__file__).parents[2] / "targets"
VALID = Path(__file__).parent / "plans" / "valid"
INVALID = sorted((Path(__file__).parent / "plans" / "invalid").glob("*.yaml"))
PLANS = sorted((*TARGETS.glob("*.yaml"), *VALID.glob("*.yaml")))
MODELS = sorted((TARGETS / "models").glob("*.yaml"))
FILES = [*((path, PLAN) for path in PLANS), *((path, MODEL) for path in MODELS)]


def node_of(text: str) -> Node | None:
    root, findings = collect(read_nodes(Positions.of("file.yaml", text)))
    return None if findings else root


def node_in(path: Path) -> Node:
    root = node_of(path.read_text(encoding="utf-8-sig"))
    assert root
    return root


def errors(node: Node, form: DocumentForm) -> list[str]:
    data: Any = plain_data(node)
    return [error.message for error in validator(form).iter_errors(data)]


@pytest.mark.parametrize(("path", "form"), FILES, ids=[path.stem for path, _ in FILES])
def test_the_files_at_hand_need_no_library(path: Path, form: DocumentForm) -> None:
    assert form.fits(node_in(path))
    assert errors(node_in(path), form) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_of_plans_that_are_wrong_both_say_the_same(path: Path) -> None:
    node = node_of(path.read_text(encoding="utf-8-sig"))
    if node is not None:
        assert PLAN.fits(node) == (errors(node, PLAN) == [])


VALUES = st.sampled_from(
    (
        None,
        True,
        False,
        0,
        1,
        -1,
        1.0,
        1.5,
        10**30,
        float("inf"),
        "",
        "a",
        "1",
        "15%",
        "2021-12-09",
        "x\n",
        "level",
        "all",
        "pro_rata",
        "from_figures",
        [],
        {},
        ["a"],
        ["a", "a"],
        [[1, 2]],
        {"zh": "a"},
        {"name": "schedule"},
        {"method": "min_max"},
    )
)
NEW_KEYS = st.sampled_from(
    (None, "goal", "unit", "at_least", "wants", "baseline", "indicator", "name", "value", "weight", "of", "about")
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


def changed(data: Any, path: tuple[Any, ...], key: str | None, value: Any) -> Any:
    """A copy with `value` in the place of what stands at `path`, or under a new key of it."""
    if path:
        step, *rest = path
        items = data.items() if isinstance(data, dict) else enumerate(data)
        copy = {at: changed(old, tuple(rest), key, value) if at == step else old for at, old in items}
        return copy if isinstance(data, dict) else list(copy.values())
    return {**data, key: value} if isinstance(data, dict) and key else value


# The forms leave these to the library: they are whole numbers to it, and written with a point.
POINT = (1.0, 10**30)


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_a_file_with_a_piece_changed_is_judged_as_the_library_judges_it(draw: st.DataObject) -> None:
    path, form = draw.draw(st.sampled_from(FILES))
    data: Any = plain_data(node_in(path))
    value = draw.draw(VALUES)
    broken = changed(data, draw.draw(st.sampled_from(places(data))), draw.draw(NEW_KEYS), value)
    node = node_of(yaml.safe_dump(broken, allow_unicode=True, sort_keys=False))
    if node is None:
        return
    sound = errors(node, form) == []
    if form.fits(node):
        assert sound
    elif value not in POINT:
        assert not sound
        assert collect(shaped(node, form))[1]
