"""Amounts as people write them, exactly: decimals and ratios, never through a float."""

from decimal import Decimal, InvalidOperation

from runtime.domain.errors import RunError
from runtime.domain.grid import RATIO_SCALE

RATIO_DIVISORS = {"%": 100, "bp": 10_000}
SIZE_UNITS = {"MB": 10**6, "GB": 10**9}
_AMOUNT_EXAMPLE, _RATIO_EXAMPLE, _SIZE_EXAMPLE = "10_000_000", "0.015% or 2bp", "4GB or 500MB"
_LARGEST = 10**18  # what 64-bit integers can hold


def parse_decimal(text: str, written: str, example: str = _AMOUNT_EXAMPLE, suffix: str = "") -> Decimal:
    """Return the number that stands in `text` before `suffix`; `_` and `,` may separate thousands.

    Raises:
        RunError: no finite number; `written` is what the user wrote, `example` what would do.
    """
    digits = text.strip().removesuffix(suffix).replace("_", "").replace(",", "")
    try:
        value = Decimal(digits)
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        raise RunError(f"{written} is not a number", f"write for example {example}")
    if abs(value) > _LARGEST:
        raise RunError(f"{written} is too large", f"write for example {example}")
    return value


def parse_positive(text: str, option: str, example: str = _AMOUNT_EXAMPLE) -> Decimal:
    """Return a number above zero."""
    value = parse_decimal(text, f"{option} {text}", example)
    if value <= 0:
        raise RunError(f"{option} {text} is not above zero", f"write for example {example}")
    return value


def parse_size(text: str, option: str) -> int:
    """Return a size (`4GB`, `500MB`) in bytes."""
    unit = text.strip()[-2:].upper()
    if unit not in SIZE_UNITS:
        raise RunError(f"{option} {text} has no unit", f"write for example {_SIZE_EXAMPLE}")
    value = parse_decimal(text, f"{option} {text}", _SIZE_EXAMPLE, text.strip()[-2:])
    if value <= 0:
        raise RunError(f"{option} {text} is not above zero", f"write for example {_SIZE_EXAMPLE}")
    return int(value * SIZE_UNITS[unit])


def parse_ratio(text: str, option: str) -> int:
    """Return a ratio (`0.015%`, `2bp`, `0.0002`) in units of 1 / RATIO_SCALE."""
    suffix = next((suffix for suffix in RATIO_DIVISORS if text.strip().endswith(suffix)), "")
    value = parse_decimal(text, f"{option} {text}", _RATIO_EXAMPLE, suffix) * RATIO_SCALE
    value /= RATIO_DIVISORS.get(suffix, 1)
    if value < 0 or value >= RATIO_SCALE:
        raise RunError(f"{option} {text} is not between 0 and 100 %", f"write for example {_RATIO_EXAMPLE}")
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
