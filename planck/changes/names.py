"""What two states call one series: names that the plans know stand for their indicator."""

from collections.abc import Callable, Iterable, Mapping

from planck.assess.select import indicator_names, key, region_names
from planck.model import Figure, Period, Plan
from planck.record import Record
from planck.registry import grouped

SeriesKey = tuple[str, str]
Slot = tuple[SeriesKey, Period]


class Naming(Record, kw_only=False):
    """Looks up the one key of a region or an indicator, whatever it is called."""

    indicators: dict[str, str]
    regions: dict[str, str]

    def region(self, name: str) -> str:
        """The key of a region."""
        spelled = key(name)
        return self.regions.get(spelled, spelled)

    def indicator(self, name: str) -> str:
        """The key of an indicator."""
        spelled = key(name)
        return self.indicators.get(spelled, spelled)

    def series(self, figure: Figure) -> SeriesKey:
        """The key of the figure's series."""
        return self.region(figure.region), self.indicator(figure.indicator)

    def slot(self, figure: Figure) -> Slot:
        """Series and period."""
        return self.series(figure), figure.period


def naming(plans: Iterable[Plan]) -> Naming:
    """The names of all these plans; of one that several plans give to different things, none is merged."""
    plans = tuple(plans)
    regions = _agreed(plans, lambda plan: {name: key(region) for name, region in region_names(plan).items()})
    own = {key(plan.region.name) for plan in plans}
    # A figure without a region is of the plan's own, where all plans have the same.
    blank = {"": own.pop()} if len(own) == 1 else {}
    return Naming(indicators=_agreed(plans, indicator_names), regions={**regions, **blank})


def _agreed(plans: tuple[Plan, ...], names: Callable[[Plan], Mapping[str, str]]) -> dict[str, str]:
    meanings = grouped(pair for plan in plans for pair in names(plan).items())
    return {name: told[0] for name, told in meanings.items() if len(set(told)) == 1}
