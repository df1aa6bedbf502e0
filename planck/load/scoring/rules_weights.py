"""Rule S113: weights that are to be made of the figures where they cannot be."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

WEIGHTS_TWICE = rule(
    Rule(
        code="S113",
        name="weights-stated-and-made",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：weights 已写 {method}，这一层不能再有“{got}”",
            en="{field}: wanted nothing but names under weights: {method}, got '{got}'",
        ),
        help=Text(
            zh="二者只留其一：由数据算出权重，或自己写明权重（及 parts、targets 的份额）。",
            en="Keep one of the two: weights made of the figures, or weights and shares of your own.",
        ),
        what=Text(
            zh="同一层既要由数据算出权重，又自带权重、parts 或 targets。",
            en="One level wants its weights made of the figures and has weights, parts or targets beside.",
        ),
        why=Text(zh="两套权重不知以哪套为准。", en="Nobody could tell which of the two holds."),
        bad="domains:\n  a: {weights: entropy, indicators: {x: {weight: 60}, y: {weight: 40}}}\n",
        good="domains:\n  a: {weights: entropy, indicators: {x: {}, y: {}}}\n",
    )
)
