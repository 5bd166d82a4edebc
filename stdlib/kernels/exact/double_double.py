"""Double-double arithmetic: a number held as the unevaluated sum `hi + lo` of two float64.

A pair is *normalised* when `hi` is the float64 nearest to `hi + lo`; it then carries 106 bits or more. Every
operation here is exact on integers as long as no result reaches 2^105. Operands are finite and below 2^996
(the splitting overflows above), and products are above 2^-969 or 0.

Sources: T. J. Dekker, "A floating-point technique for extending the available precision", Numerische
Mathematik 18 (1971); D. E. Knuth, "The Art of Computer Programming" 2, 4.2.2; M. Joldes, J.-M. Muller,
V. Popescu, "Tight and rigorous error bounds for basic building blocks of double-word arithmetic", ACM TOMS
44 (2017).
"""

from stdlib.jit import kernel

SPLITTER = 134217729.0  # 2^27 + 1: cuts a 53-bit significand into two of 26 bits (Veltkamp)


@kernel
def two_sum(a: float, b: float) -> tuple[float, float]:
    """Return fl(a + b) and its exact error (Knuth)."""
    total = a + b
    b_part = total - a
    return total, (a - (total - b_part)) + (b - b_part)


@kernel
def fast_two_sum(a: float, b: float) -> tuple[float, float]:
    """Return fl(a + b) and its exact error, for |a| >= |b| (Dekker)."""
    total = a + b
    return total, b - (total - a)


@kernel
def split(a: float) -> tuple[float, float]:
    """Return two halves of at most 26 bits whose sum is `a` (Veltkamp)."""
    scaled = SPLITTER * a
    high = scaled - (scaled - a)
    return high, a - high


@kernel
def two_product(a: float, b: float) -> tuple[float, float]:
    """Return fl(a * b) and its exact error (Dekker), without a fused multiply-add."""
    product = a * b
    a_high, a_low = split(a)
    b_high, b_low = split(b)
    return product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low


@kernel
def dd_add(hi: float, lo: float, x_hi: float, x_lo: float) -> tuple[float, float]:
    """Return the normalised sum of two normalised pairs, within 3 * 2^-106 of it (Joldes, algorithm 6)."""
    high, high_error = two_sum(hi, x_hi)
    low, low_error = two_sum(lo, x_lo)
    high, carry = fast_two_sum(high, high_error + low)
    return fast_two_sum(high, carry + low_error)


@kernel
def dd_scale(hi: float, lo: float, factor: float) -> tuple[float, float]:
    """Return a normalised pair times a float64, within 2^-104 of it (Joldes, algorithm 8)."""
    product, error = two_product(hi, factor)
    return fast_two_sum(product, error + lo * factor)


@kernel
def dd_square(hi: float, lo: float) -> tuple[float, float]:
    """Return the square of a normalised pair, within 2^-102 of it (Joldes, algorithm 11)."""
    product, error = two_product(hi, hi)
    return fast_two_sum(product, error + 2.0 * hi * lo)
