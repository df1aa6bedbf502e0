"""Normalisations and aggregations of a model: a name, with settings that the method knows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planck.load.plan.field import Field
from planck.load.scoring import rules
from planck.load.scoring.methods import METHODS
from planck.load.source.checked import Checked
from planck.load.yaml.tree import ScalarNode
from planck.model import Finding, Text
from planck.model.scoring import Aggregation, Normalisation, Setting

# Pairs of settings of which the first has to be below the second, or differ from it, and those that are positive.
_RISING = {"min_max": ("low", "high")}
_APART = dict.fromkeys(("goalposts", "log_goalposts", "scaled", "efficacy"), ("worst", "best")) | {
    "distance_to_target": ("start", "target")
}
_POSITIVE = {
    "standard": "standard",
    "completion_ratio": "goal",
    "index": "base",
    "unit_deduction": "per",
    "step_bands": "step",
    "z_score": "sd",
    "growth_score": "factor",
}
_FALLING = ("step_bands", "banded_efficacy")


def normalisation(field: Field | None) -> Checked[Normalisation | None]:
    """The normalisation that a field names, None where there is none that can be used."""
    name = field and (field.text or field.string("method"))
    if not field or not name:
        return None
    known, found = METHODS[name], {}
    for part in field.parts():
        if part.key in known:
            found[part.key] = _setting(part)
        elif part.key != "method":
            wanted = ", ".join(known) or "-"
            yield field.finding(rules.UNKNOWN_SETTING, part.label, method=name, wanted=wanted, got=part.key)
    missing = [key for key, wanted in known.items() if wanted.required and not field.has(key)]
    for key in missing:
        yield field.finding(rules.MISSING_SETTING, method=name, wanted=key)
    if not missing:
        yield from _in_order(field, name, found)
    return Normalisation(method=name, settings=tuple((key, found[key]) for key in known if key in found))


def aggregation(field: Field | None) -> Checked[Aggregation]:
    """The aggregation that a field names; the arithmetic mean where there is none."""
    method = field and (field.text or field.string("method"))
    if not field or not method:
        return Aggregation()
    power = field.get("power")
    if power and method != "generalised":
        yield field.finding(rules.UNKNOWN_SETTING, power.label, method=method, wanted="-", got="power")
    if method == "generalised" and not field.has("power"):
        yield field.finding(rules.MISSING_SETTING, method=method, wanted="power")
    return Aggregation(method=method, power=float(power.amount) if power and method == "generalised" else None)


def _setting(field: Field) -> Setting:
    if isinstance(field.node, ScalarNode):
        return float(field.amount)
    return tuple(tuple(float(number.amount) for number in pair.parts()) for pair in field.parts())


def _in_order(field: Field, name: str, found: dict[str, Setting]) -> Iterator[Finding]:
    """A finding for each setting that would divide by zero or turn good into bad."""
    low, high = (found.get(key) for key in _RISING.get(name, ("", "")))
    if isinstance(low, float) and isinstance(high, float) and low >= high:
        first, second = _RISING[name]
        yield _out_of_order(field, f"{first} < {second}", (low, high))
    one, other = (found.get(key) for key in _APART.get(name, ("", "")))
    if isinstance(one, float) and one == other:
        yield _out_of_order(field, " != ".join(_APART[name]), (one, one))
    value = found.get(_POSITIVE.get(name, ""))
    if isinstance(value, float) and value <= 0:
        yield _out_of_order(field, f"{_POSITIVE[name]} > 0", (value,))
    bands = found.get("bands")
    if name in _FALLING and isinstance(bands, tuple):
        borders = [band[0] for band in bands if isinstance(band, tuple)]
        points = [band[1] for band in bands if isinstance(band, tuple)]
        if any(later >= earlier for row in (borders, points) for earlier, later in pairwise(row)):
            yield _out_of_order(field, "bands that fall", borders)
    yield from _interval(field, name, found)


def _interval(field: Field, name: str, found: dict[str, Setting]) -> Iterator[Finding]:
    order = [found.get(key) for key in ("least", "low", "high", "most")] if name == "interval" else []
    numbers = [value for value in order if isinstance(value, float)]
    if len(numbers) == 4 and any(later <= earlier for earlier, later in pairwise(numbers)):
        yield _out_of_order(field, "least < low < high < most", numbers)


def _out_of_order(field: Field, wanted: str, got: Sequence[float]) -> Finding:
    words = {"bands that fall": "档次从高到低"}
    text = Text(zh=words.get(wanted, f"应为 {wanted}"), en=wanted)
    return field.finding(rules.SETTINGS_ORDER, wanted=text, got=", ".join(f"{value:g}" for value in got))
