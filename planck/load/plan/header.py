"""What a plan says about itself: names, region, years, source; and the parts that targets share with it."""

from dataclasses import dataclass
from datetime import date

from planck.load.cells.dates import FIRST_YEAR, LAST_YEAR, parse_date
from planck.load.cells.period import parse_period
from planck.load.plan import rules
from planck.load.plan.field import Field
from planck.load.plan.method import method
from planck.load.source.checked import Checked
from planck.load.source.excerpt import excerpt
from planck.model import Language, MethodChoice, Period, PeriodKind, Region, Source, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What holds for every target of a plan. `complete`: nothing that a plan needs is missing or wrong.

    An incomplete header has stand-ins that keep the targets readable, so that all that is wrong with them is said too.
    """

    id: str
    title: Text
    language: Language
    region: Region
    base: Period
    start: Period
    end: Period
    source: Source
    method: MethodChoice
    complete: bool


def header(plan: Field) -> Checked[Header]:
    """The header of a plan."""
    id_, title, area = plan.string("plan"), plan.get("title"), plan.get("region")
    years = yield from _years(plan)
    base, start, end = years or (FIRST_YEAR, FIRST_YEAR, LAST_YEAR)
    return Header(
        id=id_,
        title=names(title),
        language=Language(plan.string("language") or Language.ZH),
        region=region(area),
        base=Period.year(base),
        start=Period.year(start),
        end=Period.year(end),
        source=source(plan.get("source")),
        method=(yield from method(plan.get("method"))) or MethodChoice(),
        complete=all((id_, title, area, years)),
    )


def _years(plan: Field) -> Checked[tuple[int, int, int] | None]:
    field = plan.get("period")
    found = [field.get(key) for key in ("base", "start", "end")] if field else []
    years = [int(year.amount) for year in found if year]
    if field is None or len(years) < len(found):
        return None
    base, start, end = years
    if base < start <= end:
        return base, start, end
    yield field.finding(rules.PERIOD_ORDER, field.label, got=f"{base}, {start}, {end}")
    return None


def names(field: Field | None) -> Text:
    """The text of a name in both languages."""
    return Text(zh=field.string("zh"), en=field.string("en")) if field else Text()


def region(field: Field | None) -> Region:
    """The place, or `every` for the word all."""
    if field is None or field.text:
        return Region(every=field is not None)
    return Region(name=field.string("name"), code=field.string("code"), aliases=field.strings("aliases"))


def source(field: Field | None) -> Source:
    """Where something stands."""
    return Source(**{part.key: part.text for part in field.parts()}) if field else Source()


def period(field: Field, *, spans: bool = False) -> Checked[Period | None]:
    """The period that a text or a year names. Nothing can be due in a span of several years, unless `spans`."""
    found = parse_period(field.text)
    if found is None or (found.kind is PeriodKind.YEARS and not spans):
        yield field.finding(rules.NOT_A_PERIOD)
        return None
    return found


def key_period(field: Field) -> Checked[Period | None]:
    """The period that is the key of a field."""
    found = parse_period(field.key)
    if found is None or found.kind is PeriodKind.YEARS:
        yield field.finding(rules.NOT_A_PERIOD, field.label, got=excerpt(field.key))
        return None
    return found


def day(field: Field) -> Checked[date | None]:
    """The day that a text names."""
    found = parse_date(field.text)
    if found is None:
        yield field.finding(rules.NOT_A_DATE)
    return found
