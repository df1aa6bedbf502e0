"""What `planck score` says: what the model is, the ranking, the domains, and what was asked for besides."""

from collections.abc import Iterator, Sequence
from math import ceil, floor

from msgspec.structs import replace

from planck.model import Finding, Language, Severity, Text
from planck.model.scorecard import (
    Contribution,
    DomainScore,
    Explanation,
    Lever,
    Score,
    Scorecard,
    Scores,
    Uncertainty,
    UnitScore,
    Unscored,
)
from planck.registry import grouped
from planck.render import View
from planck.render.document import (
    Block,
    Code,
    Document,
    Heading,
    Line,
    Medium,
    Meter,
    Paragraph,
    Table,
    items,
    paragraph,
    table,
)
from planck.render.views.findings import by_weight, item, notice
from planck.render.views.worth import steps, worth_at_length
from planck.view.numbers import NOTHING, clean, exact, fixed, given, number, percent, unit_in
from planck.view.reader import Speaker
from planck.view.score_words import (
    DOUBTS,
    assumed_line,
    counts_line,
    digits_of,
    domain_name,
    grade_name,
    lacking_text,
    model_line,
    notices,
    part_name,
    quota_line,
    ranged,
    ranking,
    rules_line,
    scored,
    standing_lines,
    unit_lines,
    unit_score,
    unscored_line,
    weighing_lines,
    weights_text,
)
from planck.view.score_words import MOST_UNITS as MOST_TOLD
from planck.view.words import named
from planck.words import Label, Labels, say

# In a terminal; every other form has all units, and one that is taken apart has a screen of so many lines.
MOST_UNITS = 50
SCREEN = 30
MOST_PAIRS = 10
MOST_MOVES = 3
_MOST_NAMED = 5
_OF_RANKS = Labels("render.of_ranks")


def document(scores: Scores, view: View, medium: Medium) -> Document:
    """The scores for one medium."""
    language = view.language or (scores.card.model.language if scores.card else Language.ZH)
    card = scores.card
    teller = Teller(card=card, language=language, medium=medium, plans=scores.plans) if card else None
    if teller and card and card.explanations and medium is Medium.TERMINAL:
        asked = len(card.explanations) + bool(card.uncertainty) + bool(card.omissions)
        return Document(blocks=tuple(teller.taken_apart(scores)), height=SCREEN * asked)
    told = list(teller.blocks()) if teller else []
    if medium is Medium.TERMINAL:
        own = card.findings if card else ()
        return Document(blocks=(*_notices(scores.findings, language), *told, *_notices(own, language)))
    title = Heading(text=say("render.score.findings", language), level=2)
    listed = items(item(finding, language, advice=True) for finding in scores.all_findings)
    return Document(blocks=(*told, *((title, *listed) if listed else ()), *_run(scores, language)))


def _notices(findings: Sequence[Finding], language: Language) -> Iterator[Block]:
    for finding in by_weight(findings):
        block = notice(finding, language)
        yield replace(block, help="") if finding.severity is Severity.NOTE else block


def _run(scores: Scores, language: Language) -> Iterator[Block]:
    yield Heading(text=say("render.score.inputs", language), level=2)
    listed: list[Line] = [(Code(read.file), f" {read.sha256}") for read in scores.inputs]
    yield from items(listed)
    yield Paragraph(lines=(f"planck {scores.version}",))


class Teller(Speaker):
    """Says a scorecard in one language. `most`: units listed; None lists all. `plans`: the ids of those judged."""

    card: Scorecard
    medium: Medium
    plans: tuple[str, ...] = ()

    @property
    def most(self) -> int | None:
        """How many units are listed; None: all."""
        return MOST_UNITS if self.medium is Medium.TERMINAL else None

    @property
    def digits(self) -> int:
        """The decimals of scores."""
        return digits_of(self.card.model)

    def heading(self, words: Text) -> Heading:
        """A heading on a page; the terminal does without."""
        return Heading(text=self.say(words), level=2, medium=Medium.PAGE)

    def blocks(self) -> Iterator[Block]:
        """The scorecard from the model to its rules."""
        yield from self.head()
        if not self.of_one_plan:
            yield from self.ranks()
            yield from self.domains()
        if self.card.prospects:
            yield from self.worth()
        yield from paragraph(*weighing_lines(self.card, self.language))
        for explanation in self.card.explanations:
            yield from self.explained(explanation)
        yield from self.doubts()
        yield from self.omissions()
        rules = rules_line(self.card.model, self.language, ranked=not self.of_one_plan)
        gap = "" if self.language is Language.ZH else " "
        yield from paragraph(model_line(self.card, self.language) + gap + rules if self.of_one_plan else rules)

    @property
    def of_one_plan(self) -> bool:
        """Whether a single place is scored by its plan, so that there is nothing to rank."""
        return bool(self.card.prospects) and len(self.card.units) == 1

    def worth(self) -> Iterator[Block]:
        """What the plan is worth to each of its regions, now and later."""
        for unit in self.card.units[:MOST_TOLD]:
            yield from worth_at_length(self.card, unit, self.language, 2)

    def head(self) -> Iterator[Block]:
        """What the model is, and what it was given; of one plan which plan it is."""
        if self.of_one_plan:
            [unit], [prospect] = self.card.units, self.card.prospects
            year = [str(each.year) for each in prospect.history[-1:]]
            yield Heading(text="  ".join([*map(clean, self.plans), clean(unit.region), *year]), level=1)
            yield from paragraph(assumed_line(self.card, self.language), indent=2)
            return
        model, period = self.card.model, self.card.period.label if self.card.period else ""
        title = clean(model.title.in_(self.language)) or clean(model.id)
        yield Heading(text=f"{clean(model.id)}  {title}  {period}".rstrip(), level=1, medium=Medium.TERMINAL)
        yield Heading(text=f"{clean(model.title.in_(self.language))} {period}".strip(), level=1, medium=Medium.PAGE)
        texts = (
            assumed_line(self.card, self.language),
            *notices(model, self.language),
            counts_line(self.card, self.language),
        )
        yield from paragraph(*texts, indent=2)

    def ranks(self) -> Iterator[Block]:
        """Units with rank, score, range, coverage and grade; the leaders within the quota."""
        card, model = self.card, self.card.model
        beside = bool(model.bonus.items or model.deductions.items)
        titles = [
            self.say("render.common.unit"),
            self.say("render.score.rank"),
            *([self.say("render.score.nine_draws_in_ten")] if self.spreads else []),
            self.say("render.score.score"),
            *([self.say("render.score.bonus")] if beside else []),
            self.say("render.score.range"),
            self.say("render.score.coverage"),
            *([self.say("render.score.grade")] if model.grades else []),
        ]
        rows = (self.unit(unit, beside=beside) for unit in card.units[: self.most])
        yield from table(titles, rows, (0, len(titles) - 1) if model.grades else (0,))
        left = len(card.units) - (self.most or len(card.units))
        yield from paragraph(self.say("render.score.and_left_more_units_see", left=left) if left > 0 else "")
        yield from paragraph(*self.lacking())
        if model.quota and any(unit.winner for unit in card.units):
            yield from paragraph(quota_line(card, model.quota, self.language))

    def lacking(self) -> Iterator[str]:
        """What would bring a total to the first few units that have too little coverage."""
        few = [unit for unit in self.card.units if unit.score is Unscored.LITTLE_COVERAGE]
        regions = grouped((lacking_text(self.card, unit, self.language), clean(unit.region)) for unit in few)
        for text, names in list(regions.items())[:MOST_TOLD]:
            yield self.say("render.score.of_units", regions=names[:_MOST_NAMED], text=text)

    @property
    def spreads(self) -> dict[str, tuple[float, float]]:
        """The ranks that nine tenths of the draws give, by region."""
        drawn = self.card.uncertainty
        return {spread.region: (spread.low, spread.high) for spread in drawn.spreads} if drawn else {}

    def unit(self, unit: UnitScore, *, beside: bool) -> list[str | Meter]:
        """One unit as a row."""
        return [
            clean(unit.region),
            ranking(unit.rank, unit.rank_to),
            *([self.spread(unit)] if self.spreads else []),
            self.in_range(unit),
            *([fixed(exact(unit.bonus - unit.deduction), self.digits)] if beside else []),
            ranged(unit.low, unit.high, self.digits, self.language),
            percent(unit.coverage),
            *([self.grade(unit)] if self.card.model.grades else []),
        ]

    def spread(self, unit: UnitScore) -> str | Meter:
        """The ranks that nine draws in ten give, the best on the left."""
        if unit.region not in self.spreads:
            return NOTHING
        low, high = self.spreads[unit.region]
        last = max(len(self.card.scored) - 1, 1)
        rank = None if unit.rank is None else (unit.rank - 1) / last
        return Meter(text=f"{floor(low)} ~ {ceil(high)}", share=rank, span=((low - 1) / last, (high - 1) / last))

    def in_range(self, unit: UnitScore) -> str | Meter:
        """The score, in the range that it could take."""
        text = unit_score(unit, self.card.model, self.language)
        if isinstance(unit.low, Unscored) or isinstance(unit.high, Unscored):
            return text
        return Meter(
            text=text,
            share=self.of_full(unit.score),
            span=(unit.low / self.card.model.full, unit.high / self.card.model.full),
        )

    def of_full(self, score: Score) -> float | None:
        """A score as a share of full marks; None where there is none."""
        return None if isinstance(score, Unscored) else score / self.card.model.full

    def grade(self, unit: UnitScore) -> str:
        """The grade, whether a veto made it, and a star for a leader."""
        name = grade_name(self.card.model, unit.grade, self.language) if unit.grade else NOTHING
        return name + (self.say("render.common.veto") if unit.vetoed else "") + (" ★" if unit.winner else "")

    def domains(self) -> Iterator[Block]:
        """Units with the scores of the domains."""
        card = self.card
        first = next((unit for unit in card.units if unit.domains), None)
        if len(card.model.domains) < 2:
            return
        yield self.heading(Label("render.score.domains"))
        names = [domain_name(domain, self.language) for domain in (*first.domains, *first.parts)] if first else []
        rows = (
            [clean(unit.region), *map(self.domain, (*unit.domains, *unit.parts))] for unit in card.units[: self.most]
        )
        yield from table([self.say("render.common.unit"), *names], rows)
        weights = weights_text(card.model.domains, self.language)
        yield from paragraph(
            self.say("render.score.weights_of_domains", weights=weights) if not card.model.weighting else ""
        )

    def domain(self, domain: DomainScore) -> str | Meter:
        """The score of a domain, with a bar."""
        return Meter(text=scored(domain.score, self.language, self.digits), share=self.of_full(domain.score))

    def explained(self, explanation: Explanation) -> Iterator[Block]:
        """One unit taken apart: what adds up to its score, what moved it, what would lift it."""
        unit = next(unit for unit in self.card.units if unit.region == explanation.region)
        region = clean(explanation.region)
        if isinstance(unit.score, Unscored):
            yield Heading(text=region, level=2, medium=Medium.PAGE)
            yield from paragraph(unscored_line(self.card, unit, self.language))
            return
        score, rank = scored(unit.score, self.language, self.digits), ranking(unit.rank)
        yield Heading(text=self.say("render.score.score_and_rank", region=region, score=score, rank=rank), level=2)
        yield from self.contributions(explanation)
        yield from self.moves(explanation)
        yield from self.levers(explanation)

    # On a screen: the answer, what costs most, what moved it, what would lift it, and nothing twice.

    def taken_apart(self, scores: Scores) -> Iterator[Block]:
        """The units to explain, what was asked for besides, what model it is, and how much more was found."""
        for explanation in self.card.explanations:
            yield from self.in_short(explanation)
        yield from paragraph(*weighing_lines(self.card, self.language), spare=True)
        yield from self.doubts()
        yield from self.omissions()
        made = weighing_lines(self.card, self.language)
        yield from paragraph(model_line(self.card, self.language, own=False), *made, self.found(scores.all_findings))
        yield from (notice(each, self.language) for each in scores.all_findings if each.severity is Severity.ERROR)

    def in_short(self, explanation: Explanation) -> Iterator[Block]:
        """One unit on a screen."""
        unit = next(unit for unit in self.card.units if unit.region == explanation.region)
        several = len(self.card.units) > 1
        answer = [*standing_lines(self.card, unit, self.language), self.drawn_rank(unit)]
        if self.card.prospects:
            answer = list(unit_lines(self.card, unit, self.language, several=several))
        first = explanation is self.card.explanations[0]
        yield from paragraph(assumed_line(self.card, self.language) if first else "", *answer)
        yield from self.costliest(explanation)
        yield from paragraph(self.moved(explanation), spare=True)
        if self.card.prospects:
            yield from steps(self.card, unit, self.language, 3)
        else:
            yield from self.levers(explanation)

    def drawn_rank(self, unit: UnitScore) -> str:
        """The ranks of nine draws in ten; empty without draws."""
        if unit.region not in self.spreads:
            return ""
        low, high = self.spreads[unit.region]
        return self.say("render.score.rank_in_draws", between=f"{floor(low)} ~ {ceil(high)}")

    def costliest(self, explanation: Explanation) -> tuple[Table, ...]:
        """The indicators, all parts of one together, those first that keep most from the score."""
        parts = grouped(((part.domain, part.id.partition(".")[0]), part) for part in explanation.contributions)
        told = [each for each in parts.values() if each[0].weight or float(fixed(exact(each[0].share), self.digits))]
        rows = [self.together_in_a_row(each) for each in sorted(told, key=self.kept_back)]
        more = self.say("render.score.more_parts")
        tables = table(self.say("render.score.indicator_figure_weight_adds"), rows)
        return tuple(replace(each, more=more) for each in tables)

    def kept_back(self, parts: Sequence[Contribution]) -> float:
        """What parts keep from the score, below zero so that most comes first; what has no weight comes last."""
        model = self.card.model
        return sum(model.sign * part.share - part.weight * model.full for part in parts if part.weight)

    def together_in_a_row(self, parts: Sequence[Contribution]) -> list[str]:
        """The level and the progress of one indicator, its weight and what it adds."""
        weight, share = sum(part.weight for part in parts), sum(part.share for part in parts)
        whole = replace(parts[0], id=parts[0].id.partition(".")[0])
        figures = " / ".join(map(self.value, parts))
        adds = f"{share:+.{self.digits}f}" if not weight else fixed(exact(share), self.digits)
        return [part_name(whole, self.language), figures, percent(weight) if weight else NOTHING, adds]

    def moved(self, explanation: Explanation) -> str:
        """What moved the score most since the year before; empty without a score of it."""
        if not explanation.changes:
            return ""
        most = sorted(explanation.changes, key=lambda part: -abs(part.share))[:MOST_MOVES]
        return self.say(
            "render.score.moved_most",
            was=scored(explanation.before, self.language, self.digits),
            rank=ranking(explanation.rank_before),
            listed=[
                f"{part_name(part, self.language)} {exact(part.share):+.{self.digits}f}" for part in most if part.share
            ],
        )

    def levers(self, explanation: Explanation) -> Iterator[Block]:
        """The cheapest changes of one figure; on a screen any that has no room goes."""
        if explanation.levers:
            yield self.title(Label("render.score.levers"))
            most = max(lever.effort for lever in explanation.levers)
            rows = (self.lever(lever, most) for lever in explanation.levers)
            more = self.say("render.changes.and_left_more")
            yield from (replace(each, more=more) for each in table(self.say("render.score.of_levers"), rows, (0, 1)))

    def found(self, findings: Sequence[Finding]) -> str:
        """How many warnings and notes the same call tells without `--explain`."""
        count = sum(finding.severity is not Severity.ERROR for finding in findings)
        return self.say("render.score.also_found", count=count) if count else ""

    def title(self, words: Text) -> Heading:
        """A heading within one unit."""
        return Heading(text=self.say(words), level=3)

    def contributions(self, explanation: Explanation) -> Iterator[Block]:
        """What each leaf adds to the score: figure, points, weight, share."""
        rows = [
            [
                part_name(part, self.language),
                self.value(part),
                Meter(text=scored(part.points, self.language, self.digits), share=self.of_full(part.points))
                if part.weight or isinstance(part.points, Unscored)
                else NOTHING,
                percent(part.weight) if part.weight else NOTHING,
                Meter(text=fixed(exact(part.share), self.digits + 1), share=part.share / self.card.model.full),
            ]
            for part in explanation.contributions
        ]
        total = fixed(exact(sum(part.share for part in explanation.contributions)), self.digits + 1)
        titles = self.say("render.score.indicator_figure_points_weight_adds")
        yield from table(titles, [*rows, [self.say("render.score.sum"), "", "", "", total]])

    def value(self, part: Contribution) -> str:
        """The figure of a leaf with its unit and its age."""
        if part.value is None:
            return NOTHING
        old = self.say("render.score.age_y_old", age=part.age) if part.age else ""
        points = part.unit == "%" and part.id.endswith(".difference")
        unit = self.say("render.common.points") if points else unit_in(clean(part.unit), self.language)
        return f"{number(part.value)} {unit}".rstrip() + old

    def moves(self, explanation: Explanation) -> Iterator[Block]:
        """What each leaf added to the change of the score and of the rank since the year before."""
        if not explanation.changes:
            none = self.say("render.score.there_is_no_score_of")
            yield from (each.on(Medium.TERMINAL) for each in paragraph(none))
            return
        was, rank = scored(explanation.before, self.language, self.digits), ranking(explanation.rank_before)
        yield self.title(Label("render.score.since_the_year_before_score").fill(was=was, rank=rank))
        places, digits = dict(explanation.rank_changes), self.digits + 1
        rows = [
            [part_name(part, self.language), fixed(exact(part.share), digits), _places(places, part.id)]
            for part in explanation.changes
            if part.share or part.id in places
        ]
        rest = set(places) - {part.id for part in explanation.changes}
        rows += [
            [text.in_(self.language), NOTHING, _places(places, id_)] for id_, text in _OF_RANKS.items() if id_ in rest
        ]
        total = fixed(exact(sum(part.share for part in explanation.changes)), digits)
        moved = fixed(exact(sum(places.values())), 2) if places else NOTHING
        yield from table(self.say("render.score.of_moves"), [*rows, [self.say("render.score.sum"), total, moved]])

    def lever(self, lever: Lever, most: float) -> list[str | Meter]:
        """One cheap change of a figure: what for, which, from what to what, how large beside the largest, `most`."""
        return [
            self.aim(lever.aim),
            named(lever.id.partition(".")[0], lever.name, self.language),
            f"{number(lever.now)} → {number(lever.needed)} {unit_in(clean(lever.unit), self.language)}".rstrip(),
            Meter(text=fixed(exact(lever.effort), 2), share=lever.effort / most if most else None),
        ]

    def aim(self, aim: str) -> str:
        """What a lever is for."""
        kind, _, what = aim.partition(":")
        if kind == "grade":
            name = grade_name(self.card.model, what, self.language)
            return self.say("render.score.grade_name", name=name)
        step = given(self.card.model.full / 100)
        return self.say("render.score.one_rank_up") if kind == "rank" else self.say("render.score.step_more", step=step)

    def doubts(self) -> Iterator[Block]:
        """What was drawn, which pairs cannot be told apart, and where the doubt comes from."""
        drawn = self.card.uncertainty
        if not drawn:
            return
        doubts = self.say("render.marks.list_comma").join(DOUBTS[each].in_(self.language) for each in drawn.doubts)
        yield self.heading(Label("render.score.how_sure_it_is"))
        yield from paragraph(
            self.say("render.score.draws_and_seed", draws=drawn.draws, seed=drawn.seed, doubts=doubts),
            self.together(drawn) if drawn.pairs else "",
        )
        rows = (
            [
                DOUBTS[each.doubt].in_(self.language),
                _interval(each.first, each.first_low, each.first_high),
                _interval(each.total, each.total_low, each.total_high),
            ]
            for each in drawn.sensitivities
        )
        yield from table(self.say("render.score.of_doubts"), rows)

    def together(self, drawn: Uncertainty) -> str:
        """The pairs that cannot be told apart."""
        listed = [f"{clean(a)} / {clean(b)} ({percent(share, digits=0)})" for a, b, share in drawn.pairs[:MOST_PAIRS]]
        more, within = len(drawn.pairs) - MOST_PAIRS, drawn.pairs_within
        rest = self.say("render.score.and_more_pairs", more=more) if more > 0 else ""
        rest += self.say("render.score.only_near_units", within=within) if within else ""
        pairs = self.say("render.marks.comma").join(listed) + rest
        return self.say("render.score.units_that_cannot_be_told", pairs=pairs)

    def omissions(self) -> Iterator[Block]:
        """How far ranks move without each indicator."""
        rows = [
            [
                part_name(each, self.language),
                fixed(exact(each.mean), 2),
                f"{each.most:g}",
                clean(each.region) or NOTHING,
            ]
            for each in self.card.omissions[: self.most]
        ]
        if rows:
            yield self.heading(Label("render.score.without_one_indicator"))
            yield from table(self.say("render.score.of_omissions"), rows, (0, 3))


def _places(places: dict[str, float], id_: str) -> str:
    return fixed(exact(places[id_]), 2) if id_ in places else NOTHING


def _interval(value: float, low: float, high: float) -> str:
    shown = [fixed(exact(each), 2) for each in (value, low, high)]
    return f"{shown[0]} ({shown[1]} ~ {shown[2]})"
