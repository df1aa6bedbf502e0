"""Why a text is no number: the reasons, and what to write instead."""

import re
from enum import Enum
from functools import cache

from planck.model import Text


class Refusal(Enum):
    """A reason not to read a text as a number; the value is the reason and the advice."""

    NOT_FINITE = (
        Text(zh="不是有限的数", en="not a finite number"),
        Text(zh="没有数据时不要写 nan 或 inf。", en="Where there is no number do not write nan or inf."),
    )
    ERROR_VALUE = (
        Text(zh="电子表格的错误值", en="an error value of a spreadsheet"),
        Text(zh="先在电子表格里改正公式。", en="Put the formula right in the spreadsheet."),
    )
    UNDERSCORE = (
        Text(zh="数字里有下划线", en="an underscore in a number"),
        Text(zh="删去下划线。", en="Delete the underscore."),
    )
    OTHER_BASE = (
        Text(zh="不是十进制", en="not decimal"),
        Text(zh="换算成十进制。", en="Write it in decimal."),
    )
    PERCENT = (
        Text(zh="带有百分号，而单位不是 %", en="a percent sign where the unit is not %"),
        Text(zh="把 % 写到单位列。", en="Write the % into the unit column."),
    )
    DECIMAL_COMMA = (
        Text(zh="逗号后面不是三位数字", en="a comma that is not followed by three digits"),
        Text(zh="小数点用“.”。", en="Write a point before the fraction."),
    )
    GROUPS = (
        Text(zh="千位分隔不是三位一组", en="groups that are not of three digits"),
        Text(zh="按三位一组分隔，或者不用逗号。", en="Group by three, or leave the commas out."),
    )
    SEVERAL_POINTS = (
        Text(zh="不止一个小数点", en="more than one point"),
        Text(zh="只留一个小数点。", en="Keep one of them."),
    )
    CHINESE_NUMERAL = (
        Text(zh="不完整的中文数字", en="a Chinese numeral that is not written in full"),
        Text(zh="写成阿拉伯数字，“万”“亿”写到单位列。", en="Write digits, and 万 or 亿 into the unit column."),
    )
    TWO_POWERS = (
        Text(zh="数字和单位里都有“万”“亿”之类", en="a power of ten such as 万 or 亿 in both the number and its unit"),
        Text(zh="只写一处：“3.5万”加“元”，或“3.5”加“万元”。", en="Write it once: 3.5万 with 元, or 3.5 with 万元."),
    )
    TWO_UNITS = (
        Text(zh="表头和本行写了不同的单位", en="one unit in the header and another in its row"),
        Text(zh="只写一处单位。", en="Write the unit once."),
    )
    APPROXIMATE = (
        Text(zh="约数或界限", en="an approximation or a bound"),
        Text(zh="只写数字，“约”“超过”写到备注。", en="Write the number alone, and the words into the note."),
    )
    RANGE = (
        Text(zh="一个区间", en="a range"),
        Text(zh="只能写一个数，区间写到备注。", en="Write one number, and the range into the note."),
    )
    PARENTHESES = (
        Text(zh="括号里的数字", en="a number in parentheses"),
        Text(zh="负数写负号。", en="Write a negative number with a minus."),
    )
    SPACES = (
        Text(zh="数字中间有空格", en="a space in a number"),
        Text(zh="删去空格。", en="Delete the space."),
    )
    UNIT = (
        Text(zh="数字后面有别的文字", en="text behind a number"),
        Text(zh="单位写到单位列，脚注写到备注。", en="Write a unit into the unit column and a remark into the note."),
    )
    ABSENT = (
        Text(zh="这一行在此之前就结束了", en="the row ends before this cell"),
        Text(zh="补上缺少的分隔符和数字。", en="Add the missing delimiters and the number."),
    )
    SPLIT = (
        Text(zh="后一格是它被逗号切开的另一半", en="the cell behind it holds the rest, cut off at a comma"),
        Text(
            zh='带千位分隔的数字要放进引号里，例如 "1,234"。', en='Put a number with commas into quotes, as in "1,234".'
        ),
    )
    TOO_LARGE = (
        Text(zh="大得无法计算", en="too large to be reckoned with"),
        Text(zh="换用更大的单位。", en="Use a larger unit."),
    )
    TOO_SMALL = (
        Text(zh="小得只能算作 0", en="too small to be told from 0"),
        Text(zh="换用更小的单位。", en="Use a smaller unit."),
    )
    TOO_LONG = (
        Text(zh="字符太多", en="too many characters"),
        Text(zh="只写数字。", en="Write the number alone."),
    )
    OTHER = (
        Text(zh="读不懂", en="not a form of number that is known"),
        Text(),
    )

    @property
    def reason(self) -> Text:
        """What is wrong with it."""
        return self.value[0]

    @property
    def advice(self) -> Text:
        """What to write instead."""
        return self.value[1]


_N = r"[+-]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
# The first that fits decides, so what is particular stands before what is general.
_FORMS = (
    (r"[+-]?(?:nan|inf|infinity|∞)", Refusal.NOT_FINITE),
    (r"#[A-Z0-9/_]+[!?]?", Refusal.ERROR_VALUE),
    (r"[+-]?[0-9.]*[0-9]_[0-9_.]*", Refusal.UNDERSCORE),
    (r"[+-]?0[xbo][0-9a-f]+", Refusal.OTHER_BASE),
    (rf"{_N} ?%", Refusal.PERCENT),
    (r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),[0-9]{1,2}|[+-]?0,[0-9]+", Refusal.DECIMAL_COMMA),
    (r"[+-]?[0-9,]+(?:\.[0-9,]+)?", Refusal.GROUPS),
    (r"[+-]?[0-9]+(?:\.[0-9]+){2,}", Refusal.SEVERAL_POINTS),
    (rf"(?:约|近|超过?|突破|达到?|>|<|≥|≤|~|≈|>=|<=).*|{_N}.*(?:左右|以上|以下|余|多)", Refusal.APPROXIMATE),
    (rf"{_N}%? ?(?:-|–|—|~|～|至|到) ?{_N}%?", Refusal.RANGE),
    (rf"\({_N}\)|（{_N}）", Refusal.PARENTHESES),
    (r"[+-]?[负〇零一二两三四五六七八九十百千万亿点半]+", Refusal.CHINESE_NUMERAL),
    (r"[+-]?\s*[0-9][0-9 \u00a0\u2009\u202f]*(?:\.[0-9]+)?", Refusal.SPACES),
    (rf"{_N}.*", Refusal.UNIT),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Refusal], ...]:
    # Compiled for the first cell that is refused; in most tables there is none.
    return tuple((re.compile(form, re.IGNORECASE), refusal) for form, refusal in _FORMS)


def refusal_of(text: str) -> Refusal:
    """Why `text`, which is no number, is none."""
    return next((refusal for form, refusal in _forms() if form.fullmatch(text)), Refusal.OTHER)
