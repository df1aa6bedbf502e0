"""The report: a table a plan, the differences explained, and what planck calls missed where no office was heard."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from planck.model import Missing
from planck.render.document import Block, Cell, Column, Document, Heading, Item, Items, Paragraph, Table
from planck.render.formats.markdown import laid_out
from planck.view.goal import goal_short
from planck.view.sentence import judged_text
from planck.view.words import status_word
from planck.words import Language, Text
from tests.outcomes.verdicts import Beside, explained, official, verdicts

HERE = Path(__file__).parent
COLUMNS = ("target", "goal", "latest", "planck", "office", "printed", "as_of", "agreement", "source")
Say = Callable[[str], str]


@lru_cache(maxsize=1)
def _words() -> dict[str, Text]:
    return {key: Text(**text) for key, text in tomllib.loads((HERE / "words.toml").read_text("utf-8")).items()}


def report(language: Language) -> str:
    """The report in one language, as Markdown."""

    def say(key: str) -> str:
        return _words()[key].in_(language)

    every = verdicts()
    differing = [one for one in every if not one.agrees and not one.silent]
    blocks = (
        Heading(text=(say("title"),), level=1),
        Paragraph(lines=((_counted(every, say("summary")),),)),
        Heading(text=(say("differences"),), level=2),
        _reasons(differing, language),
        Heading(text=(say("alone"),), level=2),
        _reasons(explained("alone"), language),
        Heading(text=(say("changed"),), level=2),
        _reasons(explained("changed"), language),
        Heading(text=(say("counts"),), level=2),
        _counts(language),
        *(block for _, group in groupby(every, _plan) for block in _of_plan(list(group), language, say)),
    )
    return laid_out(Document(blocks=blocks))


def _plan(one: Beside) -> str:
    return one.plan.plan.id


def _of_plan(rows: Sequence[Beside], language: Language, say: Say) -> Iterator[Block]:
    """Heading, counts and table of one plan."""
    yield Heading(text=(rows[0].plan.plan.title.in_(language),), level=2)
    yield Paragraph(lines=((_counted(rows, say("plan_summary")),),))
    columns = tuple(Column(title=say(key), number=False) for key in COLUMNS)
    yield Table(columns=columns, rows=tuple(_row(one, language, say) for one in rows))


def _counted(rows: Sequence[Beside], template: str) -> str:
    agree, silent = sum(one.agrees for one in rows), sum(one.silent for one in rows)
    return template.format(all=len(rows), agree=agree, silent=silent, differ=len(rows) - agree - silent)


def _row(one: Beside, language: Language, say: Say) -> tuple[Cell, ...]:
    agreement = "no_figure" if one.silent else "yes" if one.agrees else "no"
    texts = (
        one.name(language),
        " ".join(goal_short(one.assessment.goal, language)),
        _latest(one, say),
        status_word(one.assessment.status).words.in_(language),
        say(one.official),
        one.words,
        one.as_of or say("end"),
        say(agreement),
        one.source,
    )
    return tuple(Cell(pieces=(text,)) for text in texts)


def _latest(one: Beside, say: Say) -> str:
    latest = one.assessment.latest
    return say("no_figure") if isinstance(latest, Missing) else f"{judged_text(one.assessment)} ({latest.period.label})"


def _reasons(rows: Sequence[Beside], language: Language) -> Items:
    """A line a target: what it is called, in which plan, and why."""
    between = "：" if language is Language.ZH else ": "
    return Items(
        items=tuple(
            Item(text=(f"{one.name(language)} ({_plan(one)}){between}{one.why.in_(language)}",)) for one in rows
        )
    )


def _counts(language: Language) -> Items:
    """A line a count that an office printed, with its source."""
    counts = official()["counts"]
    return Items(items=tuple(Item(text=(f"{count[language.value]} {count['source']}",)) for count in counts))
