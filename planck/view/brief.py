"""The answer of a check, once for every renderer: the headline, the rows that matter, the rest in a line each.

Nothing of a verdict is worded before it is known to be shown, so that 11,000 verdicts cost a count and ten rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from planck.assess.plan import Result, unused
from planck.model import Assessment, Finding, Language, Missing, Number, Reading, Severity, Text
from planck.record import Record
from planck.registry import RULES, grouped
from planck.view.answer import Verdict, answer, title, verdicts, when
from planck.view.goal import shown
from planck.view.message import message_text
from planck.view.numbers import clean, decimals, width
from planck.view.reader import LONGEST, Reader
from planck.view.row import ASSUMED, DERIVED, SOFT, Heads, Row, Standing, name_in, pace_text, row, urgency
from planck.view.sentence import missing_text
from planck.view.summary import assumed_line, plan_score_lines, severities_text
from planck.view.words import language_of, name_of, need_regions, title_of
from planck.words import Label, Labels, say

# More verdicts than this on several regions are told by counts and the worst of them.
FEW, WORST = 30, 10
MOST_CODES = 4
AUDITS, OF_TABLES = "A", "E"
# Notes that answer a question of the caller: there is no base to compare with, an assumption was not used.
ANSWERS = frozenset({"X020", "X024"})
# Figures of other places and of other indicators: where nothing was checked this is why.
APART = frozenset({"C006", "C007"})
# What a row says by the year of its figure.
OLD = "C004"
# What a row of the table, the line of those without a figure, the score or the verdict says already.
TOLD = frozenset({"T001", "T002", "T003", "T004", "C001", "X005", "G105", "G108", "G110"})


class Tally(Record):
    """How many verdicts on one target, or of one plan, stand where."""

    name: str
    met: int
    on_way: int
    act: int
    unknown: int


class Found(Record):
    """The first finding of a kind in words, and how many there are of it."""

    finding: Finding
    text: str
    count: int


class Brief(Record):
    """What a check comes to, in one language.

    answer: counts, what this pace leads to, binding targets; short_answer: with fewer of their names. causes: why an
    input could not be evaluated; nothing is told then that may follow from it. tallies: of many verdicts, those of each
    plan or target, the worst first. rows: the targets that need action, the worst first, `more` of them left out.
    others: those that are met or on their way, where the verdicts are few. unjudged, no_figure, unused: names of
    those without a verdict, the first with the reason, the last with the codes that say why.
    found: findings that stand nowhere else. against: what the plan says against itself, the worst first.
    score: what each plan is worth; score_in_short: in a line or two; score_now: of the
    domains only now. verdict: whether it passes, and why not;
    verdict_counts: it counts findings.
    """

    language: Language
    title: str
    when: str
    attention: str
    answer: tuple[str, ...]
    short_answer: tuple[str, ...]
    causes: tuple[Found, ...]
    heads: Heads
    tallies: tuple[Tally, ...]
    by_plan: bool
    rows: tuple[Row, ...]
    more: int
    others: tuple[Row, ...]
    unjudged: tuple[str, ...]
    no_figure: tuple[str, ...]
    unused: tuple[str, ...]
    found: tuple[Found, ...]
    against: tuple[Found, ...]
    score: tuple[str, ...]
    score_in_short: tuple[str, ...]
    score_now: tuple[str, ...]
    verdict: str
    verdict_counts: bool
    passes: bool

    def fine(self, columns: int) -> str:
        """Those that are met or on their way, with figure and goal where that fits; empty where none is told of."""
        told = Label("view.brief.fine_item")
        whole = [
            told.fill(
                symbol=each.symbol, name=each.name + each.year(self.language), latest=each.latest, goal=each.goal_text
            )
            for each in self.others
        ]
        line = self._fitting(Label("view.brief.fine"), whole, LONGEST)
        names = [f"{each.symbol} {each.name}{each.year(self.language)}" for each in self.others]
        return line if width(line) <= columns else self._fitting(Label("view.brief.fine"), names, columns)

    def without_verdict(self, columns: int) -> str:
        """Those that have a figure and no verdict, with the reason; as many as fit."""
        return self._fitting(Label("view.brief.unjudged"), self.unjudged, columns)

    def lacking(self, columns: int) -> tuple[str, str]:
        """Those whose figures are there and not used, with the codes that say why; those without a figure."""
        unused, none = Label("view.brief.unused"), Label("view.brief.no_figure")
        return self._fitting(unused, self.unused, columns), self._fitting(none, self.no_figure, columns)

    def _fitting(self, told: Label, texts: Sequence[Text | str], columns: int) -> str:
        """The line with as many of the texts as fit, at least one; empty without any."""
        for most in range(len(texts), 0, -1):
            more = Label("view.brief.more").fill(more=len(texts) - most) if most < len(texts) else Text()
            line = told.fill(count=len(texts), listed=texts[:most], more=more).in_(self.language)
            if width(line) <= columns or most == 1:
                return line
        return ""

    @property
    def keys(self) -> frozenset[tuple[str, str, str]]:
        """Plan, target and region of the rows that need action."""
        return frozenset((each.plan, each.target, each.region) for each in self.rows)

    @property
    def whole_answer(self) -> str:
        """The lines of the answer one behind the other."""
        return ("" if self.language is Language.ZH else " ").join(self.answer)

    @property
    def marks(self) -> tuple[str, ...]:
        """What the marks in the rows mean, those that are used."""
        used = "".join(each.marks for each in (*self.rows, *self.others))
        told = {DERIVED: Label("view.brief.mark_derived"), ASSUMED: Label("view.brief.mark_assumed")}
        told[SOFT] = Label("view.brief.mark_soft")
        return tuple(label.in_(self.language) for mark, label in told.items() if mark in used)


def brief(result: Result, reader: Reader) -> Brief:
    """The answer of a check as its reader wants to see it."""
    language, every, causes = language_of(result, reader.language), verdicts(result), _causes(result, reader)
    codes = {(plan.plan.id, id_): why for plan in result.plans for id_, why in unused(plan, result.findings).items()}
    # Of an input that could not be read, only the reason is told: the rest would follow from it.
    told = () if causes and not any(each.judged for each in every) else every
    regions = need_regions(result)
    many = len(result.plans) > 1 or (regions and len(every) > FEW)
    acting = most_urgent(told)
    calm = [each for each in told if each.standing in (Standing.ON_WAY, Standing.MET)]
    kept, beside = (acting[:WORST], []) if many else (acting, calm)
    by_plan = len(result.plans) > 1
    heads = Heads.of([each.assessment for each in (*kept, *beside)], plans=by_plan)
    hidden, stated = bool(causes) and not told, sum(len(plan.plan.targets) for plan in result.plans)

    def rows(those: Sequence[Verdict]) -> tuple[Row, ...]:
        return tuple(row(each.assessment, each.plan.plan.id, heads, language, regions=regions) for each in those)

    kept_rows, other_rows = rows(kept), rows(beside)
    return Brief(
        language=language,
        title=title(result, language),
        when=when(result, language),
        attention=assumed_line(result.plans, language),
        answer=() if hidden else answer(every, language, stated=stated),
        short_answer=() if hidden else answer(every, language, named=1, stated=stated),
        causes=causes,
        heads=heads,
        tallies=tuple(_tallies(told, language, by_plan=by_plan)) if many else (),
        by_plan=by_plan,
        rows=kept_rows,
        more=len(acting) - len(kept),
        others=other_rows,
        unjudged=_unjudged(told, language, regions=regions, plans=by_plan),
        no_figure=() if causes else _names(every, language, codes),
        unused=() if causes else _names(every, language, codes, there=True),
        found=_found(result, reader, kept_rows, hidden=bool(causes)),
        against=() if causes else _against(result, language),
        score=() if hidden else tuple(_scores(result, language)),
        score_in_short=() if hidden else tuple(_scores(result, language, short=True)),
        score_now=() if hidden else tuple(_scores(result, language, short=True, tight=True)),
        verdict=_verdict(result, reader),
        verdict_counts=bool(result.all_findings) and (result.not_evaluated or not result.nothing_checked),
        passes=not (failing(result, reader) or result.not_evaluated or result.nothing_checked),
    )


def _scores(result: Result, language: Language, *, short: bool = False, tight: bool = False) -> Iterator[str]:
    """What each plan is worth, by the name of the plan where there are several."""
    several = len(result.plans) > 1
    for plan in result.plans:
        named = plan.plan.id if several else ""
        yield from plan_score_lines(plan.score, language, named, short=short or several, tight=tight)


def most_urgent(every: Iterable[Verdict]) -> list[Verdict]:
    """Those that need action, the worst first."""
    return sorted((each for each in every if each.standing.needs_action), key=lambda each: urgency(each.assessment))


Codes = Mapping[tuple[str, str], tuple[str, ...]]


def unused_item(name: str, codes: Sequence[str], language: Language) -> str:
    """A target whose figures are there and not used, and the codes that say why."""
    return Label("view.brief.unused_item").fill(name=name, codes=codes).in_(language)


def _names(every: Iterable[Verdict], language: Language, codes: Codes, *, there: bool = False) -> tuple[str, ...]:
    """The names of the targets without a figure, each once: those that have none, or whose figures are not used."""
    targets = [(each.plan.plan.id, each.assessment.target) for each in every if each.standing is Standing.NO_FIGURE]
    those = [(name_of(one, language), codes.get((plan, one.indicator), ())) for plan, one in targets]
    told = (unused_item(name, why, language) if why else name for name, why in those if bool(why) is there)
    return tuple(dict.fromkeys(told))


def _unjudged(every: Iterable[Verdict], language: Language, *, regions: bool, plans: bool) -> tuple[str, ...]:
    """Those with a figure and without a verdict, with the reason."""
    those = [each for each in every if each.standing is Standing.UNJUDGED]
    named = ((each.assessment, each.plan.plan.id if plans else "") for each in those[:WORST])
    return tuple(_why(name_in(each, language, regions=regions, plan=plan), each, language) for each, plan in named)


def _why(name: str, assessment: Assessment, language: Language) -> str:
    why = missing_text(assessment, language)
    return say("view.brief.unjudged_item", language, name=name, why=why)


def _tallies(every: Sequence[Verdict], language: Language, *, by_plan: bool) -> Iterator[Tally]:
    """Counts by plan or by target, those first of which the greatest part needs action."""
    kinds = grouped(((each.plan.plan.id, "" if by_plan else each.assessment.target.id), each) for each in every)
    tallies = (_tally(those, language, by_plan=by_plan) for those in kinds.values())
    return iter(sorted(tallies, key=lambda tally: -tally.act / max(1, tally.met + tally.on_way + tally.act)))


def _tally(those: Sequence[Verdict], language: Language, *, by_plan: bool) -> Tally:
    stands = [each.standing for each in those]
    first = those[0]
    plan, name = first.plan.plan, Label("view.tallies.of_plan")
    of_plan = name.fill(id=clean(plan.id), title=title_of(plan, language)).in_(language)
    return Tally(
        name=of_plan if by_plan else name_of(first.assessment.target, language),
        met=stands.count(Standing.MET),
        on_way=stands.count(Standing.ON_WAY),
        act=sum(each.needs_action for each in stands),
        unknown=stands.count(Standing.UNJUDGED) + stands.count(Standing.NO_FIGURE),
    )


# Findings: what fails, and what stands nowhere else.


def failing(result: Result, reader: Reader) -> tuple[Finding, ...]:
    """The findings that fail the run: at `fail_on`, or what a plan has set for itself where nobody says otherwise."""
    found = [finding for finding in result.findings if finding.severity.rank >= reader.fail_on.rank]
    for plan in result.plans:
        least = reader.fail_on if reader.fail_on_given else plan.plan.gate.fail_on or reader.fail_on
        found += [finding for finding in plan.findings if finding.severity.rank >= least.rank]
    return tuple(found)


def is_told(finding: Finding) -> bool:
    """Whether a brief says it in another place than among its findings."""
    return finding.code in TOLD or finding.code.startswith(AUDITS)


def _causes(result: Result, reader: Reader) -> tuple[Found, ...]:
    """Of each file that could not be evaluated the first reason."""
    blocking = [finding for finding in result.all_findings if finding.blocking]
    return _first_of_each(blocking, _file, language_of(result, reader.language))


def _file(finding: Finding) -> str:
    """What one reason accounts for: all that is wrong with a table, of a plan only what breaks one rule."""
    file = finding.place.file if finding.place else finding.plan
    return file if finding.code.startswith(OF_TABLES) else f"{file} {finding.code}"


def _found(result: Result, reader: Reader, rows: Sequence[Row], *, hidden: bool) -> tuple[Found, ...]:
    """Errors and warnings, by rule; beside a broken input only errors, as the rest may follow from it."""
    least = Severity.ERROR if hidden else Severity.WARNING
    dated = {(each.plan, each.target, each.region) for each in rows}

    def wanted(finding: Finding) -> bool:
        by_row = finding.code == OLD and (finding.plan, finding.target, finding.region) in dated
        graver = finding.severity.rank >= least.rank or _answers(finding)
        graver = graver or (result.nothing_checked and finding.code in APART)
        return graver and not (finding.blocking or by_row or is_told(finding))

    those = [finding for finding in result.all_findings if wanted(finding)]
    return _first_of_each(those, lambda finding: finding.code, language_of(result, reader.language))


def _answers(finding: Finding) -> bool:
    """Whether it tells the caller what became of an option."""
    return finding.code in ANSWERS or (finding.place is not None and finding.place.file.startswith("--"))


def _against(result: Result, language: Language) -> tuple[Found, ...]:
    """What the plans say against themselves, by the weight of the rule; a check only notes it."""
    those = [finding for plan in result.plans for finding in plan.findings if finding.code.startswith(AUDITS)]
    ordered = sorted(those, key=lambda finding: (-_weight(finding), finding.code))
    told = [Found(finding=each, text=message_text(each, language), count=1) for each in ordered]
    # What several plans have in common stands once before what else they say.
    first: dict[str, Found] = {}
    for each in told:
        first.setdefault(each.text, each)
    return (*first.values(), *(each for each in told if first[each.text] is not each))


def _weight(finding: Finding) -> int:
    severity = RULES[finding.code].severity if finding.code in RULES else finding.severity
    return severity.rank


def _first_of_each(
    findings: Iterable[Finding], kind: Callable[[Finding], str], language: Language
) -> tuple[Found, ...]:
    """The first finding of each kind with its count, the gravest kinds first, and of these the causes first."""
    kinds = grouped((kind(finding), finding) for finding in findings)
    ordered = sorted(kinds.values(), key=lambda those: (-max(each.severity.rank for each in those), _follows(those[0])))
    # One that tells several counts as many, so that it is said how far a cause reaches where its line is cut.
    counts = (sum(len(each.members) or 1 for each in those) for those in ordered)
    firsts = zip((max(those, key=lambda each: each.severity.rank) for those in ordered), counts, strict=True)
    return tuple(Found(finding=first, text=message_text(first, language), count=count) for first, count in firsts)


def _follows(finding: Finding) -> bool:
    """Whether a finding is about statuses, coverage and scores, which follow from what others tell."""
    return finding.code[0] in "TG" and finding.code not in ("G004", "G006")


_LEAST = Labels("view.least")


def _verdict(result: Result, reader: Reader) -> str:
    """The last line: whether it passes, why not, and what else was found."""
    language, stopping = language_of(result, reader.language), failing(result, reader)
    if result.not_evaluated:
        return say("view.verdict.not_evaluated", language, counts=severities_text(result.all_findings, language))
    if result.nothing_checked:
        return say("view.verdict.nothing_checked", language)
    told = set(map(id, stopping))
    others = severities_text([finding for finding in result.all_findings if id(finding) not in told], language)
    kinds = list(dict.fromkeys(f"{finding.code} {finding.name}" for finding in stopping))
    codes = [*kinds[:MOST_CODES], *(["…"] if len(kinds) > MOST_CODES else [])]
    return passes_or_not(codes, len(stopping), others, reader.fail_on, language)


def passes_or_not(codes: Sequence[str], count: int, others: str, least: Severity, language: Language) -> str:
    """Whether a run passes; else how many findings stop it and of which kinds. `others`: what else was found."""
    other = Label("view.verdict.other").fill(counts=others) if others else Text()
    if not count:
        return say("view.verdict.passes", language, least=_LEAST[least], other=other)
    return say("view.verdict.fails", language, count=count, codes=codes, other=other)


# What somebody has to decide.

MOST = 5


def decisions(acting: Sequence[Verdict], heads: Heads, language: Language, *, regions: bool) -> Iterator[str]:
    """A sentence for each of the most urgent targets."""
    for each in acting[:MOST]:
        told = row(each.assessment, each.plan.plan.id, heads, language, regions=regions)
        yield _decision(shown(each.assessment, language), told, language).in_(language)


def _decision(assessment: Assessment, told: Row, language: Language) -> Text:
    needed, made = assessment.required_from_now, assessment.achieved
    words = {
        "name": told.name,
        "binding": Label("view.row.binding") if told.binding else Text(),
        "status": told.status,
        "leads": say("render.marks.comma", language).join(text for text in (told.leads, told.miss) if text),
        "needed": pace_text(needed, assessment, assessment.unit, language),
        "made": pace_text(made, assessment, assessment.unit, language),
    }
    if told.symbol == "✘":
        return Label("view.page.missed").fill(**words)
    if isinstance(needed, Missing):
        return Label("view.page.no_pace").fill(**words)
    best, latest = _best_so_far(assessment, needed), assessment.latest
    if isinstance(best, Missing) and isinstance(latest, Reading) and not isinstance(made, Missing):
        first = assessment.baseline_period.label
        return Label("view.page.one_change").fill(**words, first=first, last=latest.period.label)
    if isinstance(best, Missing) or _is_over(assessment) or (needed * best > 0 and abs(needed) <= abs(best)):
        return Label("view.page.faster").fill(**words)
    words["best"] = pace_text(best, assessment, assessment.unit, language)
    if needed * best <= 0:
        return Label("view.page.against_all").fill(**words)
    if needed < HARDLY * best if needed > 0 else needed > HARDLY * best:
        return Label("view.page.faster_than_ever").fill(**words)
    return Label("view.page.out_of_reach").fill(**words, times=decimals(needed / best, (), 1), hardly=HARDLY)


# A pace of so many times the best so far is hardly realistic.
HARDLY = 2


def _is_over(assessment: Assessment) -> bool:
    """Whether it lies above a range, so that it has to come back."""
    judged, low, high = assessment.judged, assessment.goal_low, assessment.goal_high
    return not isinstance(judged, Missing) and low is not None and high is not None and judged > high


def _best_so_far(assessment: Assessment, needed: float) -> Number:
    """The best yearly pace of its single years and of its steps from figure to figure; missing with but one step."""
    outlook = assessment.outlook
    if outlook is None or len(outlook.trend.changes) < 2:
        return Missing.NO_SPAN
    paces = (outlook.feasibility.best_year, *(pace for _, pace in outlook.trend.changes))
    known = [pace for pace in paces if not isinstance(pace, Missing)]
    return (max if needed > 0 else min)(known, default=Missing.NO_SPAN)
