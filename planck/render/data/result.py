"""The result of a check or an audit as JSON: every figure, target and text once; verdicts refer to them.

Numbers stand before texts. What is worked out on demand (the outlook, what other methods say, the verdicts by earlier
goals) is written where it was asked for.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import UNSET, UnsetType
from msgspec.structs import fields

from planck.assess.plan import PlanResult, Result
from planck.model import (
    Assessment,
    Comparator,
    Figure,
    Finding,
    Flag,
    Goal,
    Ignored,
    Language,
    Missing,
    Nature,
    Number,
    Opinion,
    Outlook,
    Plan,
    Quantity,
    RateKind,
    Reading,
    Revision,
    Source,
    Target,
    Wording,
)
from planck.record import Record
from planck.render import View
from planck.render.data import (
    FORMAT_VERSION,
    FindingData,
    InputData,
    Json,
    PlaceData,
    Rows,
    Tool,
    Writer,
    figure_rows,
    finding_data,
    findings_data,
    lean,
    numbered_texts,
    place_data,
)
from planck.render.data.changes import ChangesData, changes_data
from planck.render.data.score import CardData, card_data
from planck.view.goal import goal_text, shown
from planck.view.numbers import unit_in
from planck.view.sentence import sentence, shortly
from planck.view.summary import severity_counts
from planck.view.words import NOT_ASSESSED, language_of, status_rank


class IgnoredData(Record):
    """A finding that was set aside, and why."""

    finding: FindingData
    reason: str


lean(Source)


@lean
class GoalData(Record):
    """A goal: bounds of a quantity, open where there is none; growth and decrease are shares."""

    quantity: Quantity
    comparator: Comparator
    low: float | None
    high: float | None
    strict: bool
    series: str
    printed: str
    text: str
    place: PlaceData


@lean
class RevisionData(Record):
    """A goal that took the place of the one before."""

    on: str
    goal: GoalData
    due: str | None
    reason: str
    source: Source
    place: PlaceData


class RegionData(Record):
    """What a plan or a target is about; `every`: each region in the figures."""

    name: str
    code: str
    every: bool


@lean
class TargetData(Record):
    """A target, as it is in every region; `goal` is the one in force.

    region: where it is not the one of the plan. borders: those that the plan sets; else those of the method hold, which
    stand in the plan.
    """

    id: str
    name: str
    indicator: str
    unit: str
    region: RegionData | UnsetType = UNSET
    nature: Nature
    wording: Wording
    path: str
    part_of: str
    goal: GoalData
    due: str
    baseline_period: str
    rate_kind: RateKind
    method: str
    borders: dict[str, float]
    revisions: tuple[RevisionData, ...]
    source: Source
    note: str
    place: PlaceData


class ReadingData(Record):
    """A value that is no figure as it stands: made by a formula, of a part of a year, or of several figures."""

    period: str
    value: float
    derived: bool
    annualised: bool
    figures: tuple[int, ...]


@lean
class ReasonData(Record):
    """Which rule of the method decided, and the numbers it decided by."""

    key: str
    numbers: dict[str, float | str | tuple[str, ...]]


class More(Record):
    """What was asked for besides: the verdict in full, its outlook, other methods, earlier goals."""

    text: str
    outlook: Outlook | None
    opinions: tuple[Opinion, ...]
    superseded: tuple["VerdictData", ...]


# The number of a figure in the plan's table of them, or what was made of figures.
Read = int | ReadingData


# A number, or why it is missing; left out where that is what `judged` says.
Told = Number | UnsetType


@lean
class VerdictData(Record):
    """One target in one region. A number that is missing is the reason why; one that is left out is missing for the
    reason that `judged` gives. Rates are in the target's `rate_kind`.
    """

    target: str
    region: str
    status: str
    flags: tuple[Flag, ...]
    goal_value: Number
    goal_low: float | None
    goal_high: float | None
    baseline: Number
    judged: Number
    met: bool | Missing | UnsetType = UNSET
    on_path: bool | Missing | UnsetType = UNSET
    elapsed: Told = UNSET
    way: Told = UNSET
    asked: Told = UNSET
    path_value: Told = UNSET
    gap: Told = UNSET
    gap_share: Told = UNSET
    required_from_baseline: Told = UNSET
    achieved: Told = UNSET
    required_from_now: Told = UNSET
    pace_ratio: Told = UNSET
    projection: Told = UNSET
    reach: Told = UNSET
    series: tuple[Read, ...]
    latest: Read | Missing | UnsetType = UNSET
    reason: ReasonData
    text: str
    full: More | UnsetType = UNSET


class SummaryData(Record):
    """The counts; met are those judged whose goal is met now."""

    targets: int
    verdicts: int
    judged: int
    met: int
    met_share: float | None
    worst: str | None
    statuses: dict[str, int]
    findings: dict[str, int]


class PlanData(Record):
    """A plan, judged. methods: the status methods that were used, with their own borders."""

    id: str
    title: str
    language: Language
    region: RegionData
    base: str
    start: str
    end: str
    source: Source
    place: PlaceData
    as_of: str | None
    assumed_figures: int
    summary: SummaryData
    score: CardData | None
    methods: dict[str, dict[str, float]]
    targets: tuple[TargetData, ...]
    verdicts: tuple[VerdictData, ...]
    figures: Rows
    findings: tuple[FindingData, ...]
    ignored: tuple[IgnoredData, ...]


class AsOfData(Record):
    """The newest period of judgement among the plans, and whether it was given."""

    period: str | None
    given: bool


class ResultData(Record):
    """Everything that a run found."""

    format_version: str = FORMAT_VERSION
    tool: Tool
    language: Language
    as_of: AsOfData
    assumed_figures: int
    inputs: tuple[InputData, ...]
    figure_count: int
    checks: tuple[str, ...]
    nothing_checked: bool
    summary: SummaryData
    findings: tuple[FindingData, ...]
    ignored: tuple[IgnoredData, ...]
    changes: ChangesData | None
    plans: tuple[PlanData, ...]


class Numbered:
    """Figures by the number that they have in the table of them."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self._numbers: dict[int, int] = {}

    def number(self, figure: Figure) -> int:
        """The number of a figure, its next one where it is new."""
        if id(figure) not in self._numbers:
            self._numbers[id(figure)] = len(self.figures)
            self.figures.append(figure)
        return self._numbers[id(figure)]

    def rests_on(self, verdict: Assessment, *, full: bool) -> None:
        """Number the figures of a verdict, in the order in which it tells them."""
        for reading in (*([verdict.latest] if isinstance(verdict.latest, Reading) else []), *verdict.series):
            self.read(reading)
        for earlier in verdict.superseded if full else ():
            self.rests_on(earlier, full=full)

    def read(self, reading: Reading) -> Read:
        """A reading: its figure, where it is that figure as it stands."""
        numbers = tuple(map(self.number, reading.figures))
        if len(numbers) == 1 and not (reading.derived or reading.annualised):
            return numbers[0]
        return ReadingData(
            period=reading.period.label,
            value=reading.value,
            derived=reading.derived,
            annualised=reading.annualised,
            figures=numbers,
        )


class Teller(Writer):
    """Makes the data of a result in one language."""

    def __init__(self, language: Language, *, full: bool) -> None:
        super().__init__(language)
        self.full = full

    def result(self, result: Result, plans: tuple[PlanData, ...]) -> ResultData:
        """The run with what is told of its plans."""
        verdicts = [verdict for plan in result.plans for verdict in plan.assessments]
        return self.made(
            ResultData, result,
            format_version=FORMAT_VERSION,
            tool=Tool(version=result.version),
            language=self.language,
            as_of=AsOfData(period=result.as_of.label if result.as_of else None, given=result.as_of_given),
            assumed_figures=sum(len(plan.assumed) for plan in result.plans),
            inputs=[self.made(InputData, one) for one in result.inputs],
            summary=summary(verdicts, result.all_findings),
            findings=findings_data(result.findings, self),
            ignored=tuple(map(self.ignored, result.ignored)),
            changes=changes_data(result.changes, self) if result.changes else None,
            plans=plans,
        )  # fmt: skip

    def plan(self, plan: PlanResult) -> PlanData:
        """One plan. Figures are numbered in the order in which verdicts rest on them."""
        numbered = Numbered()
        verdicts = tuple(self.verdict(one, numbered) for one in plan.assessments)
        return self.head(plan, verdicts, numbered_texts(figure_rows(numbered.figures)))

    def head(self, plan: PlanResult, verdicts: tuple[VerdictData, ...], figures: Rows) -> PlanData:
        """One plan with its verdicts and the figures that these rest on."""
        return self.made(
            PlanData, plan.plan,
            region=self.made(RegionData, plan.plan.region),
            place=place_data(plan.plan.place),
            as_of=plan.as_of,
            assumed_figures=len(plan.assumed),
            summary=summary(plan.assessments, plan.findings),
            score=card_data(plan.score, self) if plan.score else None,
            methods=_methods(plan.assessments),
            targets=tuple(self.target(one, plan.plan) for one in _first_of_each(plan.assessments)),
            verdicts=verdicts,
            figures=figures,
            findings=findings_data(plan.findings, self),
            ignored=tuple(map(self.ignored, plan.ignored)),
        )  # fmt: skip

    def ignored(self, ignored: Ignored) -> IgnoredData:
        """A finding set aside."""
        return IgnoredData(finding=finding_data(ignored.finding, self), reason=ignored.reason)

    def target(self, verdict: Assessment, plan: Plan) -> TargetData:
        """A target of a plan, from the verdict on one of its regions."""
        target, file, unit = verdict.target, plan.place.file, unit_in(verdict.unit, self.language)
        return self.made(
            TargetData, target,
            unit=verdict.unit,
            region=UNSET if target.region == plan.region else self.made(RegionData, target.region),
            goal=self.goal(verdict.goal, unit, file),
            due=verdict.due,
            baseline_period=verdict.baseline_period,
            rate_kind=verdict.rate_kind,
            method=verdict.method,
            borders=dict(verdict.borders) if target.method.borders else {},
            revisions=tuple(self.revision(one, unit, file) for one in target.revisions),
            place=place_data(target.place, file),
        )  # fmt: skip

    def revision(self, revision: Revision, unit: str, file: str) -> RevisionData:
        """A goal that came later; `file` is the one of its plan."""
        goal, place = self.goal(revision.goal, unit, file), place_data(revision.place, file)
        return self.made(RevisionData, revision, goal=goal, place=place)

    def goal(self, goal: Goal, unit: str, file: str) -> GoalData:
        """A goal in numbers and words; `file` is the one of its plan."""
        text = goal_text(goal, unit, self.language)
        return self.made(GoalData, goal, text=text, place=place_data(goal.place, file))

    def verdict(self, verdict: Assessment, numbered: Numbered) -> VerdictData:
        """A verdict that refers to its target and its figures."""
        latest, why = verdict.latest, verdict.judged
        read = latest if isinstance(latest, Missing) else numbered.read(latest)
        told = {name: read if name == "latest" else getattr(verdict, name) for name in _LEFT_OUT}
        numbers = {name: each for name, each in verdict.reason.numbers.items() if name != "missing" or each != why}
        return self.made(
            VerdictData, verdict,
            **{name: UNSET if isinstance(why, Missing) and value is why else value for name, value in told.items()},
            target=verdict.target.id,
            series=tuple(map(numbered.read, verdict.series)),
            reason=self.made(ReasonData, verdict.reason, numbers=dict(sorted(numbers.items()))),
            text=shortly(shown(verdict, self.language), self.language),
            full=self._full(verdict, numbered) if self.full else UNSET,
        )  # fmt: skip

    def _full(self, verdict: Assessment, numbered: Numbered) -> More:
        return More(
            text=sentence(shown(verdict, self.language), self.language),
            outlook=verdict.outlook,
            opinions=verdict.opinions,
            superseded=tuple(self.verdict(earlier, numbered) for earlier in verdict.superseded),
        )


# What a verdict may leave out.
_LEFT_OUT = tuple(field.name for field in fields(VerdictData) if field.default is UNSET and field.name != "full")


def _methods(verdicts: Sequence[Assessment]) -> dict[str, dict[str, float]]:
    """The borders of each method, where a plan sets none."""
    return {verdict.method: dict(verdict.borders) for verdict in verdicts if not verdict.target.method.borders}


def _first_of_each(verdicts: Sequence[Assessment]) -> Iterator[Assessment]:
    """The first verdict on every target."""
    seen: dict[str, Target] = {}
    for verdict in verdicts:
        if verdict.target.id not in seen:
            seen[verdict.target.id] = verdict.target
            yield verdict


def summary(verdicts: Sequence[Assessment], findings: Sequence[Finding]) -> SummaryData:
    """The counts of verdicts, the best status first, and of findings.

    Never an average: one target achieved and one reversing would read as moderate, so the worst is named.
    """
    counts = Counter(verdict.status for verdict in verdicts)
    ranked = sorted(counts, key=lambda status: (status_rank(status), status))
    judged = [verdict for verdict in verdicts if verdict.status != NOT_ASSESSED]
    met = sum(verdict.met is True for verdict in judged)
    return SummaryData(
        targets=len({verdict.target.id for verdict in verdicts}),
        verdicts=len(verdicts),
        judged=len(judged),
        met=met,
        met_share=met / len(judged) if judged else None,
        worst=max((verdict.status for verdict in judged), key=ranked.index, default=None),
        statuses={status: counts[status] for status in ranked},
        findings={severity.value: count for severity, count in severity_counts(findings)},
    )


def result_data(result: Result, view: View) -> Json:
    """A result in the language that it is read in."""
    teller = Teller(language_of(result, view.language), full=view.full)
    return teller.plain(teller.result(result, tuple(map(teller.plan, result.plans))))
