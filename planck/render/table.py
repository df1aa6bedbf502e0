"""The table of targets for a terminal: columns that fit the width, or a list where they cannot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planck.model import Assessment, Flag, Language, Missing, Number, RateKind, Reading, Text
from planck.render.clauses import known, reading_text
from planck.render.display import width, wrap
from planck.render.goal import goal_short
from planck.render.numbers import apart, given, rate_short, unit_text
from planck.render.outline import outline, several_regions
from planck.render.words import MISSING_SHORT, Tone, label_of, status_word

Pieces = tuple[str, ...]

GAP = 2
LEAST_NAME, GOOD_NAME, LEAST_STATUS = 12, 22, 11
RATES = (5, 6)
DEEPEST = 3

HEADERS: tuple[Text, ...] = (
    Text(zh="指标", en="indicator"),
    Text(zh="基期", en="base"),
    Text(zh="目标", en="goal"),
    Text(zh="最新", en="latest"),
    Text(zh="路径值", en="path"),
    Text(zh="计划年速", en="plan/yr"),
    Text(zh="今后年速", en="need/yr"),
    Text(zh="状态", en="status"),
)

LEGEND = Text(
    zh="路径值：路径在最新数据那一期要求的值；计划年速：从基期到目标每年所需；今后年速：从最新数据到目标每年所需",
    en="path: the value the path asks for in the period of the latest figure; plan/yr: needed a year from the base to "
    "the goal; need/yr: needed a year from the latest figure to the goal",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One target: its name with unit, six columns of pieces that do not break, and its status."""

    depth: int
    name: str
    numbers: tuple[Pieces, ...]
    status: str
    mark: str
    tone: Tone


Paint = Callable[[str, Tone], str]


def _cell(value: Number, language: Language, shown: Callable[[float], Pieces]) -> Pieces:
    if isinstance(value, Missing):
        return tuple(MISSING_SHORT[value].in_(language).split(" "))
    return shown(value)


def _rate(value: Number, assessment: Assessment, language: Language) -> Pieces:
    def shown(rate: float) -> Pieces:
        text = rate_short(rate, assessment.rate_kind, assessment.unit, language)
        # A growth rate stays in one piece, so that `16.50 %` can be searched for.
        return (text,) if assessment.rate_kind is RateKind.GROWTH else tuple(text.split(" "))

    return _cell(value, language, shown)


def _latest(assessment: Assessment, language: Language) -> Pieces:
    latest = assessment.latest
    if isinstance(latest, Missing):
        return _cell(latest, language, lambda value: ())
    others = (assessment.goal_value, assessment.path_value)
    return reading_text(latest, others), f"({latest.period.label})"


def _numbers(assessment: Assessment, language: Language) -> tuple[Pieces, ...]:
    latest = assessment.latest.value if isinstance(assessment.latest, Reading) else Missing.NO_FIGURE
    beside = known(assessment.judged, latest)
    return (
        _cell(assessment.baseline, language, lambda value: (given(value),)),
        goal_short(assessment.goal, language),
        _latest(assessment, language),
        _cell(assessment.path_value, language, lambda value: (apart(value, beside),)),
        _rate(assessment.required_from_baseline, assessment, language),
        _rate(assessment.required_from_now, assessment, language),
    )


def row(assessment: Assessment, depth: int, language: Language, *, regions: bool) -> Row:
    """One assessment as the cells of the table."""
    name, unit = label_of(assessment, language, regions=regions), unit_text(assessment.unit)
    status = status_word(assessment.status)
    assumed = Text(zh="（假设）", en=" (assumed)").in_(language) if Flag.ASSUMED in assessment.flags else ""
    in_unit = Text(zh=f"（{unit}）", en=f" ({unit})").in_(language) if unit else ""
    return Row(
        depth=min(depth, DEEPEST),
        name=name + in_unit,
        numbers=_numbers(assessment, language),
        status=f"{status.symbol} {status.words.in_(language)}",
        mark=assumed,
        tone=status.tone,
    )


def rows(assessments: Sequence[Assessment], language: Language) -> list[Row]:
    """The rows of the table, parts under their wholes."""
    regions = several_regions(assessments)
    return [row(assessment, depth, language, regions=regions) for depth, assessment in outline(assessments)]


def _fold(pieces: Pieces, columns: int) -> str:
    # Pieces side by side while they fit, else under each other.
    lines: list[str] = []
    for piece in pieces:
        if lines and width(lines[-1]) + 1 + width(piece) <= columns:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return "\n".join(lines)


def _widths(table: Sequence[Row], headers: Sequence[str], columns: int) -> list[int] | None:
    # From the least that every column can do with, room is given where it helps most. None: it does not fit.
    names = max(width(headers[0]), *(width(row.name) + 2 * row.depth for row in table))
    states = max(width(headers[-1]), *(width(row.status + row.mark) for row in table))
    middle = range(len(headers) - 2)
    least = [max(width(headers[i + 1]), *(max(map(width, row.numbers[i])) for row in table)) for i in middle]
    natural = [max(width(headers[i + 1]), *(width(" ".join(row.numbers[i])) for row in table)) for i in middle]
    widths = [min(names, LEAST_NAME), *least, min(states, LEAST_STATUS)]
    room = columns - sum(widths) - GAP * (len(widths) - 1)
    wishes = [(column, natural[column - 1]) for column in RATES]
    wishes += [(0, min(names, GOOD_NAME)), (len(headers) - 1, states)]
    wishes += [(i + 1, natural[i]) for i in middle] + [(0, names)]
    if room < 0:
        return None
    for column, wish in wishes:
        more = min(room, wish - widths[column])
        widths[column] += more
        room -= more
    return widths


def _name_cell(row: Row, columns: int) -> str:
    prefix = "└" + "─" * (row.depth - 1) + " " if row.depth else ""
    return "\n".join(wrap(prefix + row.name, columns, "  " * min(row.depth, 1)))


def _status_cell(row: Row, columns: int, paint: Paint) -> str:
    if width(row.status + row.mark) <= columns:
        return paint(row.status + row.mark, row.tone)
    mark = wrap(f"  {row.mark.strip()}", columns, "  ") if row.mark else []
    return "\n".join(paint(line, row.tone) for line in [*wrap(row.status, columns, "  "), *mark])


def _in_columns(table: Sequence[Row], headers: Sequence[str], widths: Sequence[int], paint: Paint) -> list[str]:
    from tabulate import tabulate

    cells = [
        [
            _name_cell(row, widths[0]),
            *map(_fold, row.numbers, widths[1:-1]),
            _status_cell(row, widths[-1], paint),
        ]
        for row in table
    ]
    align = ("left", *("right" for _ in widths[1:-1]), "left")
    # As a first row: tabulate would make every column two wider for its headers.
    text = tabulate([headers, *cells], tablefmt="plain", colalign=align, disable_numparse=True)
    first, *others = (line.rstrip() for line in text.splitlines())
    return [first, (" " * GAP).join("-" * column for column in widths), *others]


def _as_list(table: Sequence[Row], headers: Sequence[str], columns: int, paint: Paint) -> list[str]:
    lines: list[str] = []
    for row in table:
        indent = "  " * row.depth
        lines += wrap(f"{indent}{row.name}", columns, indent)
        lines += [paint(line, row.tone) for line in wrap(f"{indent}  {row.status}{row.mark}", columns, f"{indent}    ")]
        pairs = tuple(f"{header} {' '.join(cell)};" for header, cell in zip(headers[1:-1], row.numbers, strict=True))
        for line in _fold(pairs, columns - width(indent) - 2).rstrip(";").split("\n"):
            lines += wrap(f"{indent}  {line}", columns, f"{indent}    ")
    return lines


def targets_table(assessments: Sequence[Assessment], language: Language, columns: int, paint: Paint) -> list[str]:
    """Lines of at most `columns` columns: a table where it fits, else a list; empty without targets."""
    table, headers = rows(assessments, language), [header.in_(language) for header in HEADERS]
    if not table:
        return []
    widths = _widths(table, headers, columns)
    if widths is None:
        return _as_list(table, headers, columns, paint)
    return _in_columns(table, headers, widths, paint)
