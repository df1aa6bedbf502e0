"""Plans at random, each valid and in every corner of the format."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from planck.engine.method import METHODS
from planck.load.plan.formula import unparse
from planck.model import (
    Baseline,
    Binary,
    Call,
    Cell,
    Comparator,
    Constant,
    Goal,
    Identity,
    Ignore,
    Indicator,
    Language,
    Measure,
    MethodChoice,
    Milestone,
    Nature,
    Operator,
    PartialYear,
    PartialYearRule,
    Period,
    PeriodKind,
    Place,
    Plan,
    PriceBasis,
    Quantity,
    Region,
    Revision,
    Series,
    Source,
    Standard,
    Stated,
    Target,
    Text,
    Wording,
)

Draw = Callable[[st.SearchStrategy[Any]], Any]

PLACE = Place("plan.yaml")
BASE, END = Period.year(2020), Period.year(2030)

TEXTS = st.one_of(
    st.sampled_from(("010", "no", "null", "~", "1e3", "1:30", "2021-12-09", "- a", "a: b", "#", "'\"\\", " x ", "a\nb", "15%", "<<", "*a")),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u2028\u2029\ufeff"), min_size=1),
).filter(lambda text: bool(text.strip()))  # fmt: skip
SOME_TEXT = st.just("") | TEXTS
UNITS = SOME_TEXT.filter(lambda text: not set(text) & set("“”‘’\"'「」"))
NUMBERS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=4).map(float)
POSITIVE = st.decimals(min_value="0.0001", max_value=1_000_000, places=4).map(float)
SHARES = st.integers(0, 10_000).map(lambda parts: parts / 10_000)
DAYS = st.dates(Period.year(1900).start, Period.year(2199).end)

NUMERIC = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.MORE_THAN, Comparator.LESS_THAN, Comparator.BETWEEN)
STEPS = (Quantity.INCREASE, Quantity.DECREASE, Quantity.AVERAGE_INCREASE)
GROWTH = (Quantity.GROWTH, Quantity.REDUCTION, Quantity.AVERAGE_GROWTH)


def names(of: str = "") -> st.SearchStrategy[Text]:
    """Names that begin with what they are of, so that no two have one in common."""
    named = TEXTS.map(lambda text: f"{of}{text}")
    return st.builds(Text, zh=named, en=st.just("") | named) | st.builds(Text, en=named)


def sources() -> st.SearchStrategy[Source]:
    issued = st.sampled_from(("", "2021", "2021-12", "2021-12-09"))
    return st.builds(
        Source, document=SOME_TEXT, at=SOME_TEXT, as_printed=SOME_TEXT, url=SOME_TEXT, issuer=SOME_TEXT, issued=issued
    )


def regions() -> st.SearchStrategy[Region]:
    aliases = st.lists(TEXTS, max_size=2).map(tuple)
    return st.just(Region(every=True)) | st.builds(Region, name=TEXTS, code=SOME_TEXT, aliases=aliases)


def partial_years(measure: Measure) -> st.SearchStrategy[PartialYear]:
    """Only a flow can be made up from its parts."""
    parts = st.sampled_from(("H1", "H2", "Q1", "Q4", "06", "01/09"))
    shares = st.dictionaries(parts, SHARES, min_size=1).map(lambda found: tuple(sorted(found.items())))
    rules = st.sampled_from((PartialYearRule.REFUSE, PartialYearRule.AS_IS, PartialYearRule.PRO_RATA))
    if measure is not Measure.FLOW:
        return st.builds(PartialYear, rule=st.sampled_from((PartialYearRule.REFUSE, PartialYearRule.AS_IS)))
    return st.builds(PartialYear, rule=rules) | st.builds(
        PartialYear, rule=st.just(PartialYearRule.SHARES), shares=shares
    )


def expressions(ids: list[str]) -> st.SearchStrategy[Any]:
    read = st.sampled_from(ids)
    leaves = st.one_of(
        NUMBERS.map(Constant),
        read.map(Series),
        st.builds(Call, st.sampled_from(("previous", "chain", "baseline")), read),
    )
    return st.recursive(leaves, lambda inner: st.builds(Binary, st.sampled_from(Operator), inner, inner), max_leaves=5)


@st.composite
def indicators(draw: Draw, id_: str, published: list[str]) -> Indicator:
    measure = draw(st.sampled_from(Measure))
    formula = draw(st.none() | expressions(published)) if published else None
    return Indicator(
        id=id_,
        name=draw(names(id_)),
        aliases=tuple(draw(st.lists(TEXTS.map(lambda text: f"{id_}:{text}"), max_size=3))),
        unit=draw(st.sampled_from(("%", "家", "1"))) if measure is Measure.RATIO else draw(UNITS),
        measure=measure,
        formula=formula,
        formula_text=unparse(formula) if formula else "",
        price=draw(st.none() | st.sampled_from(PriceBasis)),
        denominator=draw(SOME_TEXT),
        lag=draw(st.integers(0, 10)),
        partial_year=draw(partial_years(measure)),
        place=PLACE,
    )


def bounds(draw: Draw, comparator: Comparator, numbers: st.SearchStrategy[float]) -> dict[str, Any]:
    low, high = sorted((draw(numbers), draw(numbers)))
    if comparator in (Comparator.BETWEEN, Comparator.ABOUT):
        return {"low": low, "high": high}
    if comparator in (Comparator.AT_LEAST, Comparator.AT_MOST) and numbers is NUMBERS:
        side = "low" if comparator is Comparator.AT_LEAST else "high"
        return {side: low, "tolerance": draw(st.just(0.0) | st.floats(0.001, 1000.0))}
    if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return {"low": low, "strict": comparator is Comparator.MORE_THAN}
    return {"high": high, "strict": comparator is Comparator.LESS_THAN}


@st.composite
def goals(draw: Draw, measure: Measure, ids: list[str], *, from_baseline: bool) -> Goal:
    if measure is Measure.EVENT:
        return Goal(quantity=Quantity.LEVEL, comparator=Comparator.DONE, low=1, place=PLACE)
    if measure is Measure.RANK:
        place = float(draw(st.integers(1, 99)))
        return Goal(quantity=Quantity.LEVEL, comparator=Comparator.RANK, high=place, place=PLACE)
    series = st.sampled_from((Comparator.ABOVE_SERIES, Comparator.BELOW_SERIES))
    comparator = draw(st.sampled_from((*NUMERIC, Comparator.ABOUT)) | series)
    if comparator not in (*NUMERIC, Comparator.ABOUT):
        return Goal(quantity=Quantity.LEVEL, comparator=comparator, series=draw(st.sampled_from(ids)), place=PLACE)
    total = (Quantity.TOTAL,) if measure is Measure.FLOW else ()
    since = (*STEPS, *GROWTH) if from_baseline else ()
    quantity = draw(st.sampled_from((Quantity.LEVEL, *total, *since)))
    numbers = SHARES if quantity in GROWTH else POSITIVE if quantity in STEPS else NUMBERS
    return Goal(quantity=quantity, comparator=comparator, place=PLACE, **bounds(draw, comparator, numbers))


@st.composite
def milestones(draw: Draw) -> tuple[Milestone, ...]:
    """Half-years and years between base and end, the shares among them not falling."""
    halves = [Period.months(year, 1, 6, PeriodKind.HALF) for year in range(2021, 2030)]
    periods = draw(
        st.lists(st.sampled_from(halves + list(map(Period.year, range(2021, 2030)))), unique=True, max_size=4)
    )
    periods.sort(key=lambda period: period.time)
    shares = sorted(draw(st.lists(SHARES, min_size=len(periods), max_size=len(periods))))
    made = []
    for period, share in zip(periods, shares, strict=True):
        valued = draw(st.booleans())
        number = draw(NUMBERS) if valued else None
        made.append(Milestone(period=period, value=number, share=None if valued else share, place=PLACE))
    return tuple(made)


@st.composite
def methods(draw: Draw) -> MethodChoice:
    name = draw(st.sampled_from(sorted(METHODS)))
    known = METHODS[name].borders
    own = list(known)[draw(st.integers(0, len(known))) :]
    # The last ones, all lowered by the same, so that they still fall.
    lowered = tuple((key, known[key] - 0.125) for key in own)
    return MethodChoice(name=name, borders=(*lowered, *((need, 5.0) for need in METHODS[name].needs)))


@st.composite
def targets(draw: Draw, id_: str, found: tuple[Indicator, ...], wholes: list[str]) -> Target:
    about = draw(st.sampled_from(found))
    ids = [each.id for each in found]
    start = draw(st.none() | st.just("figures") | POSITIVE)
    value = None if start in (None, "figures") else start
    period = BASE if start == "figures" else draw(st.sampled_from((BASE, Period.year(2015))))
    baseline = None if start is None else Baseline(value=value, period=period, place=PLACE)
    goal = draw(goals(about.measure, ids, from_baseline=start is not None))
    days = draw(st.lists(DAYS, unique=True, max_size=2))
    revisions = [
        Revision(
            on=day,
            goal=draw(goals(about.measure, ids, from_baseline=start is not None)),
            due=draw(st.none() | st.sampled_from((Period.year(2031), Period.day(Period.year(2029).end)))),
            reason=draw(SOME_TEXT),
            source=draw(sources()),
            place=PLACE,
        )
        for day in sorted(days)
    ]
    if goal.series and all(revision.goal.series for revision in revisions):
        baseline = None  # it would have no use
    stated = st.none() | st.builds(Stated, growth=SHARES) | st.builds(Stated, points=NUMBERS, units=st.none() | NUMBERS)
    stated |= st.builds(
        Stated,
        times=POSITIVE,
        last_growth=st.none() | SHARES,
        last_points=st.none() | NUMBERS,
        denominator=SOME_TEXT,
        column=st.none() | st.sampled_from((END, Period.years(2021, 2025))),
        blank=st.lists(st.sampled_from(Cell), unique=True).map(tuple),
    )
    # What a standard must say is where it is published.
    published = sources().filter(lambda source: source != Source())
    return Target(
        id=id_,
        name=draw(names()),
        indicator=about.id,
        nature=draw(st.sampled_from(Nature)),
        wording=draw(st.sampled_from(Wording)),
        baseline=baseline,
        goal=goal,
        due=draw(st.sampled_from((END, Period.year(2040), Period.day(Period.year(2030).start)))),
        path=draw(st.sampled_from(("linear", "steps", "hold"))),
        milestones=draw(milestones()),
        revisions=tuple(revisions),
        part_of=draw(st.sampled_from(["", *wholes])),
        adds_to=draw(st.sampled_from(["", *wholes])),
        stated=draw(stated),
        domain=draw(st.sampled_from(("", "inputs", "outputs"))),
        weight=draw(st.none() | st.sampled_from((0.5, 2.0, 3.0))),
        standard=draw(st.none() | st.builds(Standard, value=POSITIVE, name=names(), source=published)),
        method=draw(methods()),
        region=draw(regions()),
        source=draw(sources()),
        note=draw(SOME_TEXT),
        place=PLACE,
    )


@st.composite
def plans(draw: Draw) -> Plan:
    """A valid plan with up to four indicators and three targets."""
    found: list[Indicator] = []
    for number in range(draw(st.integers(1, 4))):
        published = [each.id for each in found if each.formula is None]
        found.append(draw(indicators(f"i{number}", published)))
    made: list[Target] = []
    for number in range(draw(st.integers(0, 3))):
        made.append(draw(targets(f"t{number}", tuple(found), [each.id for each in made])))
    ids = [each.id for each in found]
    sides = draw(st.lists(st.tuples(expressions(ids), expressions(ids)), max_size=2))
    return Plan(
        id=draw(st.from_regex("[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)),
        title=draw(names()),
        language=draw(st.sampled_from(Language)),
        region=draw(regions()),
        base=BASE,
        start=draw(st.sampled_from((Period.year(2021), END))),
        end=END,
        source=draw(sources()),
        indicators=tuple(found),
        targets=tuple(made),
        identities=tuple(
            Identity(id=f"e{n}", left=left, right=right, text=f"{unparse(left)} = {unparse(right)}", place=PLACE)
            for n, (left, right) in enumerate(sides)
        ),
        ignores=tuple(draw(st.lists(ignores([each.id for each in made]), max_size=2))),
        place=PLACE,
    )


def ignores(targets_: list[str]) -> st.SearchStrategy[Ignore]:
    return st.builds(
        Ignore,
        code=st.from_regex("[A-Z][0-9]{3}", fullmatch=True),
        reason=TEXTS,
        target=st.sampled_from(["", *targets_]),
        period=st.sampled_from(("", "2022", "2022-H1", "2016-2020")),
        until=st.none() | DAYS,
        place=st.just(PLACE),
    )
