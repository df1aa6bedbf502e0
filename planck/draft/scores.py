"""How good drafts are, told: precision and recall of goals and of figures, by kind, and every miss."""

from collections.abc import Iterable, Iterator, Sequence

from planck.draft.gold import Compared, Row, Score, compared, rows_drafted
from planck.draft.statement import Kind, Role, Statement
from planck.model import Language
from planck.words import Labels

Result = tuple[str, Sequence[Statement], Sequence[Row]]
_WORDS = Labels("draft.scores")
_HEADS = ("what", "annotated", "drafted", "right", "precision", "recall")


def report(results: Sequence[Result], language: Language) -> str:
    """The scores of all documents together and of each, by kind, and then what was drafted wrong or missed."""
    held = [(id_, compared(rows_drafted(statements), rows)) for id_, statements, rows in results]
    whole = Compared(
        right=tuple(pair for _, each in held for pair in each.right),
        wrong=tuple(row for _, each in held for row in each.wrong),
        missed=tuple(row for _, each in held for row in each.missed),
    )
    parts = [_table(_rows(whole, language), language)]
    if len(held) > 1:
        parts.append(_table(_by_document(held, language), language))
    parts += [text for id_, each in held for text in _misses(id_, each, language)]
    return "\n\n".join(parts) + "\n"


def _table(rows: Iterable[list[str]], language: Language) -> str:
    from tabulate import tabulate

    heads = [_WORDS[head].in_(language) for head in _HEADS]
    return tabulate(list(rows), heads, tablefmt="simple", disable_numparse=True, colalign=["left", *["right"] * 5])


def _rows(whole: Compared, language: Language) -> Iterator[list[str]]:
    for role in Role:
        name = _WORDS[role.value].in_(language)
        yield _row(name, whole.score(role))
        for kind in Kind:
            score = whole.score(role, (kind.value,))
            if score.right or score.wrong or score.missed:
                yield _row(f"  {kind.value}", score)


def _by_document(held: Iterable[tuple[str, Compared]], language: Language) -> Iterator[list[str]]:
    for id_, each in held:
        for role in Role:
            score = each.score(role)
            if score.right or score.wrong or score.missed:
                yield _row(f"{id_}: {_WORDS[role.value].in_(language)}", score)


def _row(name: str, score: Score) -> list[str]:
    counts = (score.right + score.missed, score.right + score.wrong, score.right)
    return [name, *map(str, counts), _share(score.precision), _share(score.recall)]


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"


def _misses(id_: str, each: Compared, language: Language) -> Iterator[str]:
    for key, rows in (("wrong", each.wrong), ("missed", each.missed)):
        if rows:
            heading = _WORDS[key].fill(document=id_).in_(language)
            yield "\n".join([heading, *(f"  {_told(row)}" for row in rows)])


def _told(row: Row) -> str:
    return " ".join(
        filter(None, (f"{row.line}:", row.role, row.indicator, row.kind, row.comparator, row.value, row.period))
    )
