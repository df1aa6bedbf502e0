"""The words of the classes that published methods give, in both languages, and what each comes to."""

from collections.abc import Mapping

from planck.model import Level, Text

# In the words of the sources; one id may be a class of several methods.
PUBLISHED: Mapping[str, tuple[Text, Level]] = {
    "target_achieved": (Text(zh="目标已达到", en="target achieved"), Level.ACHIEVED),
    "substantial_progress": (Text(zh="进展显著", en="substantial progress"), Level.ON_TRACK),
    "significant_progress": (Text(zh="进展明显", en="significant progress"), Level.ON_TRACK),
    "met_or_on_track": (Text(zh="已达到或可望达到", en="met or on track"), Level.ON_TRACK),
    "substantial_or_on_track": (Text(zh="进展显著或可望达到", en="substantial progress or on track"), Level.ON_TRACK),
    "on_track_or_maintaining": (Text(zh="可望达到或保持", en="on track or maintaining"), Level.ON_TRACK),
    "sun": (Text(zh="晴", en="sun"), Level.ON_TRACK),
    "maintain": (Text(zh="保持进度", en="maintain"), Level.ON_TRACK),
    "rate_sufficient": (Text(zh="速度足够", en="rate sufficient"), Level.ON_TRACK),
    "moderate_progress": (Text(zh="进展中等", en="moderate progress"), Level.BEHIND),
    "fair_progress": (Text(zh="进展尚可", en="fair progress"), Level.BEHIND),
    "moderately_improving": (Text(zh="中等改善", en="moderately improving"), Level.BEHIND),
    "sun_cloud": (Text(zh="晴间多云", en="sun and cloud"), Level.BEHIND),
    "accelerate": (Text(zh="须加快", en="accelerate"), Level.BEHIND),
    "rate_insufficient": (Text(zh="速度不足", en="rate insufficient"), Level.BEHIND),
    "limited_progress": (Text(zh="进展有限", en="limited progress"), Level.OFF_TRACK),
    "limited_or_no_progress": (Text(zh="进展有限或没有进展", en="limited or no progress"), Level.OFF_TRACK),
    "insufficient_progress": (Text(zh="进展不足", en="insufficient progress"), Level.OFF_TRACK),
    "no_progress": (Text(zh="没有进展", en="no progress"), Level.OFF_TRACK),
    "stagnating": (Text(zh="停滞", en="stagnating"), Level.OFF_TRACK),
    "stagnation_or_regression": (Text(zh="停滞或倒退", en="stagnation or regression"), Level.OFF_TRACK),
    "cloud": (Text(zh="多云", en="cloud"), Level.OFF_TRACK),
    "moderate_deterioration": (Text(zh="中等恶化", en="moderate deterioration"), Level.REVERSING),
    "significant_deterioration": (Text(zh="明显恶化", en="significant deterioration"), Level.REVERSING),
    "deterioration": (Text(zh="恶化", en="deterioration"), Level.REVERSING),
    "movement_away": (Text(zh="背离目标", en="movement away"), Level.REVERSING),
    "decreasing": (Text(zh="下降", en="decreasing"), Level.REVERSING),
    "thunder": (Text(zh="雷雨", en="thunderstorm"), Level.REVERSING),
    "reverse": (Text(zh="须扭转", en="reverse"), Level.REVERSING),
    "rate_wrong_way": (Text(zh="方向相反", en="wrong way"), Level.REVERSING),
}

LEVELS: Mapping[Level, Text] = {
    Level.ACHIEVED: Text(zh="已达到", en="met"),
    Level.ON_TRACK: Text(zh="合拍", en="on track"),
    Level.BEHIND: Text(zh="滞后", en="behind"),
    Level.OFF_TRACK: Text(zh="严重滞后", en="off track"),
    Level.REVERSING: Text(zh="逆转", en="reversing"),
    Level.MISSED: Text(zh="未实现", en="missed"),
    Level.NOT_ASSESSED: Text(zh="未评", en="not assessed"),
}

SYMBOLS: Mapping[Level, str] = {
    Level.ACHIEVED: "✔",
    Level.ON_TRACK: "=",
    Level.BEHIND: "-",
    Level.OFF_TRACK: "!",
    Level.REVERSING: "<",
    Level.MISSED: "✘",
    Level.NOT_ASSESSED: "?",
}
