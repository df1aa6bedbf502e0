"""Plain data to YAML text that reads back as the same data under YAML 1.2."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from planck.load.yaml.nodes import plain_value
from planck.pattern import pattern

# Decimal numbers as text.


def decimal_text(number: Decimal) -> str:
    """The number without an exponent, and without zeros behind its fraction.

    >>> decimal_text(Decimal("1.50")), decimal_text(Decimal("1E+3"))
    ('1.5', '1000')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


Data = str | int | float | bool | Decimal | Sequence["Data"] | Mapping[str, "Data"]

_WIDEST = 100
_BARE = pattern(r"[A-Za-z0-9\u3400-\u9fff][A-Za-z0-9_%./\u3400-\u9fff-]*")


def yaml_text(data: Mapping[str, Data]) -> str:
    """The text of a mapping, one key a line; what is short and flat stands in braces or brackets.

    Keys are written as they are: ids, periods and the words of the format need no quotes.
    """
    return "\n".join(_mapping(data)) + "\n"


def flat_text(value: Data) -> str:
    """The value on one line, however long and deep it is."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flat_text(part)}" for key, part in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flat_text, value)) + "]"
    return _scalar(value)


def _mapping(data: Mapping[str, Data]) -> Iterator[str]:
    for key, value in data.items():
        flat = _flat(value)
        yield f"{key}:" if flat is None else f"{key}: {flat}"
        if flat is None:
            yield from (f"  {line}" for line in _block(value))


def _block(value: Data) -> Iterator[str]:
    """The lines of what does not fit on one: a mapping or a list."""
    if isinstance(value, Mapping):
        yield from _mapping(value)
        return
    assert isinstance(value, Sequence)
    for item in value:
        flat = _flat(item)
        first, *rest = _block(item) if flat is None else [flat]
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _flat(value: Data) -> str | None:
    """The value on one line; None when it is too long or too deep for that."""
    if isinstance(value, str) or not isinstance(value, Mapping | Sequence):
        return _scalar(value)
    parts = value.values() if isinstance(value, Mapping) else value
    if any(isinstance(part, Mapping | Sequence) and not isinstance(part, str) for part in parts):
        return None
    if isinstance(value, Mapping):
        text = "{" + ", ".join(f"{key}: {_scalar(part)}" for key, part in value.items()) + "}"
    else:
        text = "[" + ", ".join(map(_scalar, value)) + "]"
    return text if len(text) <= _WIDEST or not value else None


def _scalar(value: Data) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Decimal):
        return decimal_text(value)
    if not isinstance(value, str):
        return repr(value)
    bare = _BARE.fullmatch(value) and plain_value(value) == value
    if bare:
        return value
    import json

    return json.dumps(value, ensure_ascii=False)
