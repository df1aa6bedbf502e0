"""Names as people type them, compared as people read them."""

import unicodedata
from functools import lru_cache

from planck.model import Indicator, Plan, Region


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """What two spellings of one name share: width, case and spaces do not tell names apart."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def indicator_names(plan: Plan) -> dict[str, str]:
    """The id of the indicator behind every name that a figure may use, by key."""
    return {key(name): indicator.id for indicator in plan.indicators for name in names_of(indicator)}


def names_of(indicator: Indicator) -> tuple[str, ...]:
    """Everything an indicator is called: id, names, aliases."""
    names = (indicator.id, indicator.name.zh, indicator.name.en, *indicator.aliases)
    return tuple(name for name in names if name)


def region_names(plan: Plan) -> dict[str, str]:
    """The name of the region behind every spelling that the plan knows, by key."""
    regions = (plan.region, *(target.region for target in plan.targets))
    return {key(name): region.name for region in regions for name in _spellings(region)}


def _spellings(region: Region) -> tuple[str, ...]:
    return tuple(name for name in (region.name, region.code, *region.aliases) if name)
