"""Amounts as people write them, exactly: decimals and ratios, never through a float."""

from decimal import Decimal, InvalidOperation

from runtime.domain.errors import RunError
from runtime.domain.grid import RATIO_SCALE


def parse_decimal(text: str, option: str) -> Decimal:
    """Return the number written as `text`; `_` and `,` may separate thousands."""
    try:
        value = Decimal(text.replace("_", "").replace(",", "").strip())
    except InvalidOperation:
        raise RunError(f"{option} {text} is not a number", f"write for example {option} 10_000_000") from None
    if not value.is_finite():
        raise RunError(f"{option} {text} is not a number", f"write for example {option} 10_000_000")
    return value


def parse_positive(text: str, option: str) -> Decimal:
    """Return a number above zero."""
    value = parse_decimal(text, option)
    if value <= 0:
        raise RunError(f"{option} {text} is not above zero", "write an amount above zero")
    return value


def parse_ratio(text: str, option: str) -> int:
    """Return a ratio (`0.015%`, `2bp`, `0.0002`) in units of 1 / RATIO_SCALE."""
    stripped = text.strip()
    divisor = 1
    for suffix, of in (("%", 100), ("bp", 10_000)):
        if stripped.endswith(suffix):
            stripped, divisor = stripped.removesuffix(suffix), of
    value = parse_decimal(stripped, option) * RATIO_SCALE / divisor
    if value < 0 or value >= RATIO_SCALE:
        raise RunError(f"{option} {text} is not between 0 and 100 %", "write for example 0.015% or 2bp")
    if value != int(value):
        raise RunError(f"{option} {text} is finer than {100 / RATIO_SCALE:.7f} %", "write fewer decimals")
    return int(value)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number has.

    >>> decimals_of(Decimal("0.050"))
    2
    """
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
