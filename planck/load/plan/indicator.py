"""Indicators: series that figures are published for."""

import re

from planck.load.plan import rules
from planck.load.plan import rules_links as links
from planck.load.plan.field import Field
from planck.load.plan.formula import FormulaError, parse
from planck.load.plan.header import names
from planck.load.source.checked import Checked
from planck.model import Expression, Finding, Indicator, Measure, PartialYear, PartialYearRule, PriceBasis

OWN_KEYS = ("aliases", "unit", "measure", "formula", "price", "denominator", "lag", "partial_year")

_QUOTES = frozenset("“”‘’\"'「」")
_PART_OF_YEAR = re.compile(r"H[12]|Q[1-4]|(0[1-9]|1[0-2])|01/(0[2-9]|1[0-2])")


def indicator(field: Field) -> Checked[Indicator | None]:
    """The indicator that an indicator's or a target's keys describe; None when it has no measure that is known."""
    measure, price, lag = field.string("measure"), field.string("price"), field.get("lag")
    expression = yield from formula(field.get("formula"))
    parts = yield from _partial_year(field.get("partial_year"))
    if not measure or (field.has("formula") and expression is None):
        return None
    if measure == Measure.RATIO and not field.has("unit"):
        yield field.finding(rules.RATIO_WITHOUT_UNIT, field.label)
    unit = field.get("unit")
    if unit and _QUOTES.intersection(unit.text):
        yield unit.finding(rules.QUOTED_UNIT)
    told = field.get("partial_year")
    if told and measure != Measure.FLOW and (parts.rule is PartialYearRule.PRO_RATA or parts.shares):
        yield told.finding(rules.PART_OF_SHARE, got=told.text or parts.rule.value)
    return Indicator(
        id=field.key,
        name=names(field.get("name")),
        aliases=field.strings("aliases"),
        unit=field.string("unit"),
        measure=Measure(measure),
        formula=expression,
        formula_text=field.string("formula"),
        price=PriceBasis(price) if price else None,
        denominator=field.string("denominator"),
        lag=int(lag.amount) if lag else 0,
        partial_year=parts,
        place=field.label,
    )


def formula(field: Field | None) -> Checked[Expression | None]:
    """The expression of a formula."""
    found = parse(field.text) if field else None
    if field and isinstance(found, FormulaError):
        yield formula_finding(field, found)
        return None
    return found if not isinstance(found, FormulaError) else None


def formula_finding(field: Field, error: FormulaError) -> Finding:
    """The finding about an error in a formula, at its own column."""
    place = field.within(error.column, error.length)
    return field.finding(links.FORMULA, place, column=error.column, problem=error.problem)


def _partial_year(field: Field | None) -> Checked[PartialYear]:
    if field is None:
        return PartialYear()
    if field.text:
        return PartialYear(rule=PartialYearRule(field.text))
    shares = []
    for part in field.parts():
        if not _PART_OF_YEAR.fullmatch(part.key) or not 0 <= part.share <= 1:
            yield field.finding(rules.PART_OF_YEAR, part.label, got=f"{part.key}: {part.text}")
            continue
        shares.append((part.key, float(part.share)))
    return PartialYear(rule=PartialYearRule.SHARES, shares=tuple(sorted(shares)))
