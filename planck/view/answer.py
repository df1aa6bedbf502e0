"""The first lines of a check: what it is about, how many targets stand where, and how many will be met at this pace."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from planck.assess.plan import PlanResult, Result
from planck.engine.method import METHODS
from planck.model import Assessment, Flag, Language, Nature, Period, Plan, Text
from planck.record import Record
from planck.registry import grouped
from planck.view.numbers import clean, period_text
from planck.view.row import Standing, arrives, standing
from planck.view.words import NOT_ASSESSED, Tone, name_of, named, status_rank, status_word, title_of
from planck.words import Label, say


class Verdict(Record, kw_only=False):
    """A target of a plan as it was judged, and where it stands."""

    plan: PlanResult
    assessment: Assessment
    standing: Standing

    @property
    def judged(self) -> bool:
        """Whether there is a status."""
        return self.assessment.status != NOT_ASSESSED

    @property
    def is_over(self) -> bool:
        """Whether its date has come by the time of judgement."""
        as_of = self.plan.as_of
        return self.judged and as_of is not None and as_of.end >= self.assessment.due.end


def verdicts(result: Result) -> tuple[Verdict, ...]:
    """Every verdict of a result, plan by plan."""
    return tuple(Verdict(plan, each, standing(each)) for plan in result.plans for each in plan.assessments)


def plan_answer(plan: PlanResult, language: Language) -> str:
    """The answer on one plan as one text."""
    every = [Verdict(plan, each, standing(each)) for each in plan.assessments]
    return ("" if language is Language.ZH else " ").join(answer(every, language))


def title(result: Result, language: Language) -> str:
    """The title of the plan, or how many plans there are."""
    if len(result.plans) == 1:
        return title_of(result.plans[0].plan, language)
    return say("view.answer.plans", language, count=len(result.plans)) if result.plans else ""


def when(result: Result, language: Language) -> str:
    """How far the figures go, how far the plan has come by then, and what is compared with."""
    base = Label("view.answer.base").fill(base=clean(result.changes.base.label)) if result.changes else Text()
    return _figures_to(result).in_(language) + base.in_(language)


def _figures_to(result: Result) -> Text:
    if result.as_of is None:
        unread = result.not_evaluated and not result.plans
        return Label("view.answer.unread") if unread else Label("view.answer.without_figures")
    if len(result.plans) != 1:
        return Label("view.answer.figures_to").fill(label=period_text(result.as_of))
    return year_of(result.plans[0].plan, result.plans[0].as_of or result.as_of)


def year_of(plan: Plan, as_of: Period) -> Text:
    """How far the figures go, and how far the plan has come by then."""
    first = plan.start.start.year
    year, years = as_of.end.year - first + 1, plan.end.end.year - first + 1
    if year < 1:
        return Label("view.answer.before_plan").fill(label=period_text(as_of))
    told = Label("view.answer.year_of_plan") if year <= years else Label("view.answer.after_plan")
    return told.fill(label=period_text(as_of), year=year, years=years)


def gone(result: Result) -> float | None:
    """The share of the plan's years that is over by the time of judgement; None where it is not about one plan."""
    if len(result.plans) != 1 or result.as_of is None:
        return None
    plan = result.plans[0].plan
    first = plan.start.start.year - 1
    return min(1.0, max(0.0, ((result.plans[0].as_of or result.as_of).time - first) / (plan.end.time - first)))


MOST_BINDING = 3
MOST_TOGETHER = 3


def answer(every: Sequence[Verdict], language: Language, named: int = MOST_BINDING, stated: int = 0) -> tuple[str, ...]:
    """How many targets stand where, how many will be met at this pace, and which of the binding ones will not.

    stated: the targets of the plans, which come to no verdict where no region is known.
    """
    if not every:
        none = Label("view.answer.no_regions").fill(targets=stated) if stated else Label("view.answer.nothing")
        return (none.in_(language),)
    targets = len({(each.plan.plan.id, each.assessment.target.id) for each in every})
    told = Label("view.answer.counts") if targets == len(every) else Label("view.answer.counts_of_many")
    counts = told.fill(targets=targets, verdicts=len(every), counts=_counts(every))
    texts = (counts, _together(every, language), _arrival(every), _unfinished(every), _binding(every, language, named))
    lines = (text.in_(language) for text in texts)
    return tuple(line for line in lines if line)


class Counted(Record):
    """How many stand so; `short`: how many of them are short at this pace in spite of it."""

    symbol: str
    words: Text
    tone: Tone
    count: int
    short: int = 0


def status_counts(every: Sequence[Verdict]) -> Iterator[Counted]:
    """Each status with its count, the best first; last those without a figure."""
    there = [each for each in every if each.standing is not Standing.NO_FIGURE]
    counts = Counter(each.assessment.status for each in there)
    short = Counter(each.assessment.status for each in there if each.standing is Standing.SHORT)
    for status in sorted(counts, key=lambda status: (status_rank(status), status)):
        told = status_word(status)
        yield Counted(symbol=told.symbol, words=told.words, tone=told.tone, count=counts[status], short=short[status])
    if len(there) < len(every):
        absent = len(every) - len(there)
        yield Counted(symbol="?", words=Label("view.answer.no_figure"), tone=Tone.NONE, count=absent)


def _counts(every: Sequence[Verdict]) -> Iterator[Text]:
    """The counts in words; that none is met is said first."""
    if any(each.judged for each in every) and not any(each.standing is Standing.MET for each in every):
        over = all(each.is_over for each in every if each.judged)
        yield Label("view.answer.none_were_met") if over else Label("view.answer.none_met")
    for each in status_counts(every):
        short = Label("view.answer.short").fill(count=each.short) if each.short else Text()
        yield Label("view.answer.status").fill(symbol=each.symbol, status=each.words, count=each.count, short=short)


def _together(every: Sequence[Verdict], language: Language) -> Text:
    """The classes of indicators with several goals for one date, by methods that say that the worst of them counts."""

    def of(each: Verdict) -> tuple[str, str, str, Period]:
        told = each.assessment
        return each.plan.plan.id, told.target.indicator, told.region, told.due

    strict = (each for each in every if each.judged and METHODS[each.assessment.target.method.name].worst_counts)
    groups = grouped((of(each), each) for each in strict)
    listed = [_worst(group, language) for group in groups.values() if len(group) > 1]
    left = len(listed) - MOST_TOGETHER
    more = Label("view.answer.more").fill(more=left) if left > 0 else Text()
    return Label("view.answer.together").fill(listed=listed[:MOST_TOGETHER], more=more) if listed else Text()


def _worst(group: Sequence[Verdict], language: Language) -> Text:
    """The indicator of several goals, their place where there are several, and the worst of their classes."""
    plan, told = group[0].plan.plan, max((each.assessment for each in group), key=lambda one: status_rank(one.status))
    name = named(told.target.indicator, plan.indicator(told.target.indicator).name, language)
    place = f"{clean(told.region)} " if told.region != plan.region.name else ""
    return Label("view.answer.worst").fill(name=place + name, count=len(group), status=status_word(told.status).words)


def _arrival(every: Sequence[Verdict]) -> Text:
    """How many will be met when all goes on as so far."""
    judged = [each for each in every if each.judged]
    if not judged:
        return Label("view.answer.none_judged")
    met = Counter(arrives(each.assessment) for each in judged)
    if all(each.is_over for each in judged):
        final = [each for each in judged if Flag.EXPIRED not in each.assessment.flags]
        done = sum(arrives(each.assessment) is True for each in final)
        return Label("view.answer.ended").fill(judged=len(final), met=done)
    return arriving(met, {each.assessment.due.end.year for each in judged})


def arriving(met: Mapping[bool | None, int], dues: Collection[int]) -> Text:
    """How many will be met, how many not, and of how many nobody can tell (None); by the year in which all are due."""
    by = Label("view.answer.by").fill(due=str(*dues)) if len(dues) == 1 else Text()
    unknown = Label("view.answer.unknown").fill(count=met[None]) if met.get(None) else Text()
    return Label("view.answer.arrive").fill(judged=sum(met.values()), met=met.get(True, 0), by=by, unknown=unknown)


def _unfinished(every: Sequence[Verdict]) -> Text:
    """How many are judged by an earlier figure, as the goal's date has passed and its figure is not there."""
    late = sum(each.judged and Flag.EXPIRED in each.assessment.flags for each in every)
    return Label("view.answer.unfinished").fill(count=late) if late else Text()


def _binding(every: Sequence[Verdict], language: Language, most: int) -> Text:
    """The binding targets that will not be met and those without a verdict, by name; empty without binding ones."""
    binding = [each for each in every if each.assessment.target.nature is Nature.BINDING]
    failing = [each for each in binding if each.judged and not arrives(each.assessment)]
    unknown = [each for each in binding if not each.judged]
    over = all(each.is_over for each in binding if each.judged)
    short = Label("view.answer.binding_missed") if over else Label("view.answer.binding_short")
    told = [*_named(failing, short, language, most)]
    told += _named(unknown, Label("view.answer.binding_unknown"), language, most)
    if binding and not told:
        told = [Label("view.answer.binding_met") if over else Label("view.answer.binding_well")]
    return Label("view.answer.binding").fill(count=len(binding), told=told) if binding else Text()


def _named(those: Sequence[Verdict], told: Label, language: Language, most: int) -> Iterator[Text]:
    """The names of the targets, with the number of regions where there are several of one; none without any."""
    names = Counter(name_of(each.assessment.target, language) for each in those)
    listed = [_times(name, count) for name, count in names.most_common(most)]
    left = len(names) - len(listed)
    if listed:
        yield told.fill(names=listed, more=Label("view.answer.more").fill(more=left) if left else Text())


def _times(name: str, count: int) -> Text | str:
    return Label("view.answer.binding_of_many").fill(name=name, count=count) if count > 1 else name
