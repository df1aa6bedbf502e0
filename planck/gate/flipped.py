"""What the checks of family T share: how a flip is told."""

from datetime import date

from planck.assess.opinions import level_of
from planck.model import Assessment, Finding, Level, Place, Reading, Rule, Severity, Text
from planck.model.change import Attribution, Cause, Flip, Origin

# What calls for action, whichever method says it.
BAD = frozenset((Level.OFF_TRACK, Level.REVERSING, Level.MISSED))

_ORIGINS = {
    Origin.NEW_FIGURE: Text(zh="新数据", en="a new figure"),
    Origin.REVISION: Text(zh="修订", en="a revision"),
    Origin.REMOVAL: Text(zh="删去的数据", en="a figure that is gone"),
    Origin.RENAMING: Text(zh="改名", en="a renamed series"),
    Origin.UNIT: Text(zh="单位变化", en="a changed unit"),
    Origin.PLAN: Text(zh="规划改动", en="an edit of the plan"),
    Origin.TIME: Text(zh="判断时点变化", en="the time of judgement"),
}
_ATTRIBUTIONS = {
    Attribution.ALONE: Text(zh="各自都足以造成", en="each enough by itself"),
    Attribution.NEEDED: Text(zh="缺一不可", en="none without the others"),
    Attribution.TOGETHER: Text(zh="共同造成", en="only together"),
}


def newly_bad(flip: Flip) -> bool:
    """Whether a flip leads from a status that calls for nothing, or from none, to one that calls for action."""
    before, after = (side and level_of(side) in BAD for side in (flip.before, flip.after))
    return bool(after and not before)


def told(rule: Rule, flip: Flip, severity: Severity | None = None) -> Finding:
    """A finding of this rule about a flip, at the figure or the target that it comes from."""
    return rule.at(
        place_of_flip(flip),
        plan=flip.plan,
        target=flip.target.id,
        region=flip.region,
        period=_period(flip.after or flip.before),
        severity=severity,
        name=flip.target.name,
        old=flip.old,
        new=flip.new,
        cause=causes_text(flip),
    )


def _period(assessment: Assessment | None) -> str:
    latest = assessment.latest if assessment else None
    return latest.period.label if isinstance(latest, Reading) else ""


def place_of_flip(flip: Flip) -> Place:
    """The new row of its first cause that has one, else the target."""
    rows = [cause.figure.new.place for cause in flip.causes if cause.figure and cause.figure.new]
    return rows[0] if rows else flip.target.place


# The causes named in one line; the JSON output has them all.
MOST_CAUSES = 2


def _period_of(cause: Cause) -> date:
    return cause.figure.figure.period.end if cause.figure else date.min


def causes_text(flip: Flip) -> Text:
    """The causes in words: a revision of 2021 (2.44 > 2.43); how sure that is where there are several."""
    if not flip.causes:
        return Text(zh="原因不明", en="an unknown cause")
    newest_first = sorted(flip.causes, key=_period_of, reverse=True)
    both = [_cause(cause) for cause in newest_first[:MOST_CAUSES]]
    more = len(flip.causes) - len(both)
    zh, en = "、".join(each.zh for each in both), ", ".join(each.en for each in both)
    if more > 0:
        zh, en = f"{zh}等 {len(flip.causes)} 项", f"{en} and {more} more"
    if len(flip.causes) > 1:
        how = _ATTRIBUTIONS[flip.attribution]
        zh, en = f"{zh}（{how.zh}）", f"{en} ({how.en})"
    return Text(zh=zh, en=en)


def _cause(cause: Cause) -> Text:
    origin = _ORIGINS[cause.origin]
    if cause.edit:
        return Text(zh=f"{origin.zh}（{cause.edit.field}）", en=f"{origin.en} ({cause.edit.field})")
    if cause.figure is None:
        return origin
    change = cause.figure
    before = change.old or change.previous
    values = " > ".join(one.text for one in (before, change.new) if one)
    label = change.figure.period.label
    return Text(
        zh=f"{label} 年{origin.zh} {values}" if label.isdigit() else f"{label} {origin.zh} {values}",
        en=f"{origin.en} for {label}, {values}",
    )
