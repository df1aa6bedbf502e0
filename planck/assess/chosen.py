"""The status method that the caller chooses in the place of the plan's."""

from dataclasses import replace

from planck.model import MethodChoice, Plan


def with_method(plan: Plan, name: str) -> Plan:
    """The plan, judged by the method of this name; a target that has it already keeps the borders it sets itself."""
    choice = MethodChoice(name=name)
    targets = (one if one.method.name == name else replace(one, method=choice) for one in plan.targets)
    return replace(plan, targets=tuple(targets)) if name else plan
