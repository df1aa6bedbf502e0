"""The outlook as plain data for JSON."""

from planck.model import Flip, Missing, Number, Outlook

Json = dict[str, "Json"] | list["Json"] | str | float | bool | None


def _number(value: Number) -> Json:
    return {"missing": value.value} if isinstance(value, Missing) else value


def _flip(flip: Flip | Missing) -> Json:
    if isinstance(flip, Missing):
        return _number(flip)
    return {
        "change": flip.change,
        "value": flip.value,
        "keeps": flip.keeps,
        "status": flip.status,
        "better": flip.better,
    }


def _statuses(others: tuple[str, ...] | Missing) -> Json:
    return {"missing": others.value} if isinstance(others, Missing) else list(others)


def outlook_data(outlook: Outlook | None) -> Json:
    """An outlook in full; null beside a goal that was replaced."""
    if outlook is None:
        return None
    trend, ahead, firm, seen = outlook.trend, outlook.forecast, outlook.fragility, outlook.feasibility
    return {
        "trend": {
            "points": trend.points,
            "pace": _number(trend.pace),
            "changes": [{"period": period, "pace": _number(change)} for period, change in trend.changes],
            "peers": trend.peers,
            "peer_pace": _number(trend.peer_pace),
        },
        "forecast": {
            "steps": ahead.steps,
            "central": _number(ahead.central),
            "intervals": [{"level": one.level, "low": one.low, "high": one.high} for one in ahead.intervals],
            "probability": _number(ahead.probability),
        },
        "fragility": {
            "fragile": bool(firm.causes),
            "causes": list(firm.causes),
            "step": _number(firm.step),
            "up": _flip(firm.up),
            "down": _flip(firm.down),
            "rounding": _statuses(firm.rounding),
            "without_last_figure": _statuses(firm.dropped),
            "revision": _statuses(firm.revision),
            "usual_revision": _number(firm.usual_revision),
        },
        "feasibility": {
            "years": _number(seen.years),
            "needed": _number(seen.needed),
            "best": _number(seen.best),
            "best_period": seen.best_period or None,
            "best_year": _number(seen.best_year),
            "peers": seen.peers,
            "share_of_peers": _number(seen.share_of_peers),
        },
    }
