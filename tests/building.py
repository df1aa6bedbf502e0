"""Plans and figures from a few words, for tests that are about something else."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from planck.load.cells.period import parse_period
from planck.load.plan.formula import FormulaError, parse
from planck.model import (
    Assessment,
    Baseline,
    Comparator,
    Expression,
    Figure,
    FigureStatus,
    Goal,
    Indicator,
    Language,
    Measure,
    Opinion,
    Outlook,
    Period,
    Place,
    Plan,
    Quantity,
    Reading,
    Region,
    Target,
    Text,
)
from planck.record import Record

PLACE = Place("plan.yaml", 1, 1, 2)


class Said(Record):
    """What is said beside a verdict, as it is given."""

    series: tuple[Reading, ...] = ()
    superseded: tuple[Assessment, ...] = ()
    outlook: Outlook | None = None
    opinions: tuple[Opinion, ...] = ()


HERE = Region(name="拱墅区", code="330105", aliases=("Gongshu",))


def formula(text: str) -> Expression:
    """A formula that parses."""
    found = parse(text)
    assert not isinstance(found, FormulaError), found
    return found


def when(text: str | int) -> Period:
    """A period from its label."""
    period = parse_period(str(text))
    assert period is not None, text
    return period


def goal(comparator: Comparator = Comparator.AT_LEAST, *, quantity: Quantity = Quantity.LEVEL, **bounds: Any) -> Goal:
    """A goal on the level unless said otherwise."""
    return Goal(quantity=quantity, comparator=comparator, place=PLACE, **bounds)


def indicator(id_: str = "firms", *, measure: Measure = Measure.STOCK, unit: str = "家", **more: Any) -> Indicator:
    """An indicator whose name is its id."""
    return Indicator(id=id_, name=Text(zh=id_, en=id_), measure=measure, unit=unit, place=PLACE, **more)


def target(
    id_: str = "firms",
    *,
    wants: Goal | None = None,
    baseline: float | None = 40.0,
    due: str | int = 2025,
    path: str = "linear",
    **more: Any,
) -> Target:
    """A target on the indicator of the same id: from 40 in 2020 to at least 60 in 2025."""
    start = None if baseline is None else Baseline(value=baseline, period=Period.year(2020), place=PLACE)
    given = {"indicator": id_, "region": HERE, "baseline": start, **more}
    return Target(
        id=id_,
        name=Text(zh=id_, en=id_),
        goal=wants or goal(low=60.0),
        due=when(due),
        path=path,
        place=replace(PLACE, line=5),
        **given,
    )


def plan(*targets: Target, indicators: tuple[Indicator, ...] = (), **more: Any) -> Plan:
    """A plan for Gongshu, 2021 to 2025, with an indicator for every target that none is given for."""
    known = {found.id for found in indicators}
    own = tuple(indicator(name) for name in dict.fromkeys(one.indicator for one in targets) if name not in known)
    return Plan(
        **{
            "id": "plan",
            "title": Text(zh="规划", en="plan"),
            "language": Language.EN,
            "region": HERE,
            "base": Period.year(2020),
            "start": Period.year(2021),
            "end": Period.year(2025),
            "indicators": (*indicators, *own),
            "targets": targets,
            "place": PLACE,
            **more,
        }
    )


def figure(
    period: str | int,
    value: float | None,
    name: str = "firms",
    *,
    region: str = "拱墅区",
    unit: str = "家",
    status: FigureStatus = FigureStatus.UNSTATED,
    published: str = "",
    line: int = 2,
    text: str = "",
) -> Figure:
    """A published figure of Gongshu."""
    return Figure(
        region=region,
        indicator=name,
        period=when(period),
        value=value,
        text=text or ("" if value is None else f"{value:g}"),
        unit=unit,
        status=status,
        published=date.fromisoformat(published) if published else None,
        place=Place("figures.csv", line, 1, 4),
    )


def told(verdict: Assessment, **parts: Any) -> Assessment:
    """The verdict with something else said beside it: another series, outlook, opinions, or earlier verdicts."""
    said = {name: getattr(verdict, name) for name in ("series", "superseded", "outlook", "opinions")}
    return replace(verdict, beside=Said(**(said | parts)))
