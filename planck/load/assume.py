"""Assumptions for a what-if question, `ID@PERIOD=VALUE`, as figures of a scenario."""

import hashlib
from collections.abc import Iterable, Sequence

from planck.load.cells.number import parse_number
from planck.load.cells.period import parse_period
from planck.load.files import excerpt, nearest
from planck.load.rules import ASSUMPTION_FORM, ASSUMPTION_REGION, ASSUMPTION_TARGET
from planck.model import Figure, FigureStatus, Finding, Input, Place, Plan, Region
from planck.pattern import pattern
from planck.words import Label

OPTION = "--assume"

_FORM = pattern(r"\s*(?:(?P<region>[^/@=]+)/)?(?P<id>[^/@=]+)@(?P<period>[^@=]+)=(?P<value>[^@=]+)")
_WHOLE, _PERIOD, _VALUE = (Label("load.assume.whole"), Label("load.assume.period"), Label("load.assume.value"))
_NO_NEAREST = Label("load.assume.no_nearest")


def assumed(
    texts: Sequence[str], plans: Iterable[Plan]
) -> tuple[tuple[Figure, ...], Input | None, tuple[Finding, ...]]:
    """The figures, the option as an input that places can point into, and what is wrong; one line an assumption.

    An id is that of a target or an indicator, or any of an indicator's names. Without a region before it the figure is
    about the region of that target, else of the plan.
    """
    if not texts:
        return (), None, ()
    known = list(plans)
    found = [_figure(text, Place(OPTION, line, 1, len(text) + 1), known) for line, text in enumerate(texts, start=1)]
    digest = hashlib.sha256("\n".join(texts).encode("utf-8", "backslashreplace")).hexdigest()
    return (
        tuple(one for one in found if isinstance(one, Figure)),
        Input(OPTION, digest, tuple(texts)),
        tuple(one for one in found if isinstance(one, Finding)),
    )


def _figure(text: str, place: Place, plans: list[Plan]) -> Figure | Finding:
    match = _FORM.fullmatch(text)
    if match is None:
        return ASSUMPTION_FORM.at(place, got=excerpt(text), part=_WHOLE)
    period, value = parse_period(match["period"].strip()), parse_number(match["value"].strip())
    if period is None:
        return ASSUMPTION_FORM.at(place, got=excerpt(match["period"]), part=_PERIOD)
    if not isinstance(value, float):
        return ASSUMPTION_FORM.at(place, got=excerpt(match["value"]), part=_VALUE)
    names, id_, region = _names(plans), match["id"].strip(), (match["region"] or "").strip()
    if id_ not in names:
        return _unknown(id_, names, place)
    indicator, of, unit = names[id_]
    if of.every and not region:
        return ASSUMPTION_REGION.at(place, got=excerpt(text))
    return Figure(
        region=region or of.name,
        indicator=indicator,
        period=period,
        value=value,
        text=match["value"].strip(),
        unit=unit,
        status=FigureStatus.ASSUMED,
        source=OPTION,
        place=place,
    )


def _names(plans: list[Plan]) -> dict[str, tuple[str, Region, str]]:
    """The indicator's id, region and unit behind every name that an assumption may use; targets come first."""
    found: dict[str, tuple[str, Region, str]] = {}
    for plan in plans:
        for target in plan.targets:
            found.setdefault(target.id, (target.indicator, target.region, plan.indicator(target.indicator).unit))
        for indicator in plan.indicators:
            for name in (indicator.id, indicator.name.zh, indicator.name.en, *indicator.aliases):
                found.setdefault(name, (indicator.id, plan.region, indicator.unit))
    return found


def _unknown(id_: str, names: Iterable[str], place: Place) -> Finding:
    # Of two names that differ in case only the last one stays, and that is to be the id.
    close = nearest(id_, reversed(list(names)))
    meant = Label("load.assume.did_you_mean_close").fill(close=close)
    return ASSUMPTION_TARGET.at(place, got=excerpt(id_), advice=meant if close else _NO_NEAREST)
