"""Two states that were read, compared without any check."""

from planck.assess.plan import assess_plan
from planck.changes.compare import Known, State, compare
from planck.changes.side import Side
from planck.load.before import Before
from planck.model import Period, Plan
from planck.model.change import Changes


def compared(old: Before, new: Before, as_of: Period | None) -> Changes:
    """What changed from one state to the other. A plan that only one side has stands for both."""
    before, after = ({plan.id: plan for plan in state.plans} for state in (old, new))
    plans = tuple(after.values()) or tuple(before.values())
    olds = tuple(before.values()) or plans
    sides = [_side(plan, new, as_of) for plan in plans]
    shown = {path: name for name, path in new.files.items()}
    files = {name: shown.get(path, path) for name, path in old.files.items()}
    was, now = State(plans=olds, figures=old.figures), State(plans=plans, figures=new.figures)
    return compare(old.base, was, sides, now, Known(files=files)).changes


def _side(plan: Plan, state: Before, as_of: Period | None) -> Side:
    found = assess_plan(plan, state.figures, as_of)
    return Side(
        plan=plan,
        figures=state.figures,
        selection=found.selection,
        when=found.as_of,
        assessments=found.assessments,
        as_of=as_of,
    )
