"""The table of targets for a terminal: columns that fit the width, or a list where they cannot."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from planck.model import Assessment, Flag, Language, Missing, Number, RateKind, Text
from planck.render.numbers import NOTHING, apart, given, pad, rate_short, unit_text, width, wrap
from planck.render.sentence import goal_short, judged_text, known
from planck.render.words import MISSING_SHORT, Tone, label_of, status_word

# The order in which targets are shown: each whole, and under it its parts.

Outline = tuple[tuple[int, Assessment], ...]
Key = tuple[str, str]


def _key(assessment: Assessment) -> Key:
    return assessment.region, assessment.target.id


def _whole(assessment: Assessment) -> Key:
    return assessment.region, assessment.target.part_of


def _parts(assessments: Sequence[Assessment]) -> tuple[list[int], dict[Key, list[int]]]:
    # Indices of those that stand for themselves, and of the parts of each whole.
    present = {_key(assessment) for assessment in assessments}
    alone: list[int] = []
    parts: dict[Key, list[int]] = defaultdict(list)
    for index, assessment in enumerate(assessments):
        is_part = assessment.target.part_of and _whole(assessment) in present
        (parts[_whole(assessment)] if is_part else alone).append(index)
    return alone, parts


def outline(assessments: Sequence[Assessment]) -> Outline:
    """Every assessment once with its depth (0 for a whole); parts follow their whole, otherwise the order is kept."""
    alone, parts = _parts(assessments)
    depths: dict[int, int] = {}
    # The second round shows what is only part of itself, round a circle.
    for start in (*alone, *range(len(assessments))):
        waiting = [(start, 0)]
        while waiting:
            index, depth = waiting.pop()
            if index not in depths:
                depths[index] = depth
                below = reversed(parts[_key(assessments[index])])
                waiting.extend((part, depth + 1) for part in below)
    return tuple((depth, assessments[index]) for index, depth in depths.items())


def several_regions(assessments: Sequence[Assessment]) -> bool:
    """Whether the names need their region beside them."""
    return len({assessment.region for assessment in assessments}) > 1


Pieces = tuple[str, ...]

GAP = 2
GOOD_NAME, LEAST_STATUS = 22, 11
# The columns of goal and latest figure, where a second line is most common.
FIRST = (3, 2)
DEEPEST = 3

HEADERS: tuple[Text, ...] = (
    Text(zh="指标", en="indicator"),
    Text(zh="基期", en="base"),
    Text(zh="目标", en="goal"),
    Text(zh="最新", en="latest"),
    Text(zh="路径值", en="path"),
    Text(zh="规划年速", en="plan/yr"),
    Text(zh="今后年速", en="need/yr"),
    Text(zh="状态", en="status"),
)

LEGEND = Text(
    zh="路径值：路径在最新数据那一期要求的值；规划年速：从基期到目标每年所需；今后年速：从最新数据到目标每年所需",
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


def _after_latest(value: Number, assessment: Assessment) -> bool:
    # Whether a number is missing for want of a figure, which the column of the latest figure already says.
    return isinstance(value, Missing) and value == assessment.latest


def _rate(value: Number, assessment: Assessment, language: Language) -> Pieces:
    def shown(rate: float) -> Pieces:
        # The unit stands with the name.
        text = rate_short(rate, assessment.rate_kind, "", language)
        # A growth rate stays in one piece, so that `16.50 %` can be searched for.
        return (text,) if assessment.rate_kind is RateKind.GROWTH else tuple(text.split(" "))

    return _cell(value, language, shown)


def _latest(assessment: Assessment, language: Language) -> Pieces:
    latest = assessment.latest
    if isinstance(latest, Missing):
        return _cell(latest, language, lambda value: ())
    return judged_text(assessment), f"({latest.period.label})"


def _numbers(assessment: Assessment, language: Language) -> tuple[Pieces, ...]:
    beside = known(assessment.judged)
    path = _cell(assessment.path_value, language, lambda value: (apart(value, beside),))
    needed = _rate(assessment.required_from_now, assessment, language)
    return (
        _cell(assessment.baseline, language, lambda value: (given(value),)),
        goal_short(assessment.goal, language),
        _latest(assessment, language),
        (NOTHING,) if _after_latest(assessment.path_value, assessment) else path,
        _rate(assessment.required_from_baseline, assessment, language),
        (NOTHING,) if _after_latest(assessment.required_from_now, assessment) else needed,
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


def _widths(table: Sequence[Row], headers: Sequence[str], columns: int, name: int, most: int) -> list[int] | None:
    # From the least that every column can do with, room is given where it helps most. None: it does not fit.
    states = max(width(headers[-1]), *(width(row.status + row.mark) for row in table))
    middle = range(len(headers) - 2)
    least = [max(width(headers[i + 1]), *(max(map(width, row.numbers[i])) for row in table)) for i in middle]
    natural = [max(width(headers[i + 1]), *(width(" ".join(row.numbers[i])) for row in table)) for i in middle]
    widths = [name, *least, min(states, LEAST_STATUS)]
    room = columns - sum(widths) - GAP * (len(widths) - 1)
    wishes = [(column, natural[column - 1]) for column in FIRST] + [(len(headers) - 1, states)]
    wishes += [(i + 1, natural[i]) for i in middle] + [(0, most)]
    if room < 0:
        return None
    for column, wish in wishes:
        more = min(room, wish - widths[column])
        widths[column] += more
        room -= more
    return widths


def _name_lines(row: Row, columns: int) -> list[str]:
    prefix = "└" + "─" * (row.depth - 1) + " " if row.depth else ""
    return wrap(prefix + row.name, columns, "  " * min(row.depth, 1))


def _status_cell(row: Row, columns: int, paint: Paint) -> str:
    if width(row.status + row.mark) <= columns:
        return paint(row.status + row.mark, row.tone)
    mark = wrap(f"  {row.mark.strip()}", columns, "  ") if row.mark else []
    return "\n".join(paint(line, row.tone) for line in [*wrap(row.status, columns, "  "), *mark])


def _grid(cells: Sequence[Sequence[str]]) -> list[str]:
    # The cells in aligned columns, the first and the last on the left and the numbers between them on the right. The
    # widths are known already, and a library for the rest would cost a usual call more than judging the plan.
    split = [[cell.split("\n") for cell in row] for row in cells]
    widths = [max(width(line) for row in split for line in row[column]) for column in range(len(cells[0]))]
    return [_line(line, widths) for row in split for line in zip_longest(*row, fillvalue="")]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *numbers, last = cells
    right = (" " * (columns - width(number)) + number for number, columns in zip(numbers, widths[1:], strict=False))
    return (" " * GAP).join((pad(first, widths[0]), *right, last)).rstrip()


def _rule(widths: Sequence[int]) -> str:
    return (" " * GAP).join("-" * column for column in widths)


def _in_columns(table: Sequence[Row], headers: Sequence[str], widths: Sequence[int], paint: Paint) -> list[str]:
    cells = [_cells(row, "\n".join(_name_lines(row, widths[0])), widths, paint) for row in table]
    first, *others = _grid([headers, *cells])
    return [first, _rule(widths), *others]


def _cells(row: Row, name: str, widths: Sequence[int], paint: Paint) -> list[str]:
    return [name, *map(_fold, row.numbers, widths[1:-1]), _status_cell(row, widths[-1], paint)]


def _under_names(table: Sequence[Row], headers: Sequence[str], widths: Sequence[int], paint: Paint,
                 columns: int) -> list[str]:  # fmt: skip
    # Each name on a line of its own, its numbers below it: for names too long to stand beside them.
    cells = [_cells(row, "", widths, paint) for row in table]
    first, *others = _grid([["", *headers[1:]], *cells])
    lines, left = [headers[0], first, _rule(widths)], iter(others)
    for row, filled in zip(table, cells, strict=True):
        height = 1 + max(cell.count("\n") for cell in filled)
        lines += [*_name_lines(row, columns), *islice(left, height)]
    return lines


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
    """Lines of at most `columns` columns; empty without targets.

    The names stand beside their numbers, above them where they are too long for that, and where not even the numbers
    fit side by side the table becomes a list.
    """
    table, headers = rows(assessments, language), [header.in_(language) for header in HEADERS]
    if not table:
        return []
    names = max(width(headers[0]), *(width(row.name) + 2 * row.depth for row in table))
    beside = _widths(table, headers, columns, min(names, GOOD_NAME), names)
    if beside:
        return _in_columns(table, headers, beside, paint)
    below = _widths(table, headers, columns, 0, 0)
    return _under_names(table, headers, below, paint, columns) if below else _as_list(table, headers, columns, paint)
