"""P001: targets and figures that do not say where their numbers stand."""

from collections.abc import Iterator

from planck.checks import Context, Run
from planck.model import Figure, FigureStatus, Finding, Rule, Severity, Source, Target, Text
from planck.provenance import PROVENANCE, RUN_PROVENANCE, Documents
from planck.registry import rule

NO_SOURCE = rule(
    Rule(
        code="P001",
        name="no-source",
        severity=Severity.WARNING,
        message=Text(
            zh="source：缺少 {missing}{count}",
            en="source: wanted {missing}, got none{count}",
        ),
        help=Text(
            zh="写明文件、位置与所印的数：source: {{document: ..., at: ..., as_printed: ...}}；数据写入 source 一栏",
            en="say where it stands and how it is printed: source: {{document: ..., at: ..., as_printed: ...}}; "
            "figures have a column source",
        ),
        what=Text(
            zh="目标（连同基期数）或数据没有注明来源：文件、位置或原样。",
            en="A target with its baseline, or a figure, does not say which document prints it, where, and how.",
        ),
        why=Text(zh="没有出处的数，谁也无法复核。", en="A number without a source cannot be checked by anybody."),
        bad="goal: {at_least: 1000}   # and no source",
        good='source: {at: 表 第6行, as_printed: "466, 1000, 增长15%"}',
    )
)


@PROVENANCE.entry(NO_SOURCE.code)
def target_without_source(context: Context, documents: Documents | None) -> Iterator[Finding]:
    """One finding per target whose source is incomplete."""
    plan = context.plan
    for target in plan.targets:
        missing = [key for key, text in _parts(target, plan.source) if not text]
        if missing:
            yield NO_SOURCE.at(
                target.place, plan=plan.id, target=target.id, missing=", ".join(missing), got="", count=Text()
            )


@RUN_PROVENANCE.entry(NO_SOURCE.code)
def figures_without_source(run: Run, documents: Documents | None) -> Iterator[Finding]:
    """One finding per file that has figures without a source, at the first of them."""
    bare: dict[str, list[Figure]] = {}
    for figure in run.figures:
        if not figure.source and figure.status is not FigureStatus.ASSUMED:
            bare.setdefault(figure.place.file, []).append(figure)
    for figures in bare.values():
        count = Text(zh=f"（{len(figures)} 个数据）", en=f" (figures: {len(figures)})")
        yield NO_SOURCE.at(figures[0].place, missing="source", got="", count=count)


def _parts(target: Target, plan: Source) -> tuple[tuple[str, str], ...]:
    own = target.source
    return (
        ("document", own.document or own.url or plan.document or plan.url),
        ("at", own.at),
        ("as_printed", own.as_printed),
    )
