"""Judging rows: each bad one gets the first `Reason` that applies; none is repaired."""

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bools, Float64s, Int64s
from runtime.market_data.column_map import PRICE_ROLES
from runtime.market_data.price_grid import FINEST_PRICE, LARGEST_PRICE
from runtime.market_data.rejected import Reason
from runtime.market_data.row_order import GroupedRows, steps_within
from runtime.market_data.timestamps import NO_TIME

Reasons = NDArray[np.int8]

FLOAT_NOISE = 1e-14  # an open this much above the high comes from arithmetic on floats, not from a market


def judge_bars(
    open_: Float64s, high: Float64s, low: Float64s, close: Float64s, volume: Float64s
) -> tuple[Reasons, Bools]:
    """Return each row's reason (0: good) by its own numbers, and which good rows are halt markers.

    A halt marker has open = high = low = 0, volume 0 and close > 0; with volume it is a bad row.
    """
    plain = (low >= FINEST_PRICE) & (high <= LARGEST_PRICE)  # a comparison with NaN is false
    for price in (open_, close):
        plain &= price >= low
        plain &= price <= high
    plain &= volume >= 0
    plain &= volume < np.inf
    rows = np.flatnonzero(~plain)
    reasons = np.zeros(len(plain), np.int8)
    halted = np.zeros(len(plain), np.bool_)
    if len(rows):
        reasons[rows], halted[rows] = _judge_odd_bars(*(c[rows] for c in (open_, high, low, close, volume)))
    return reasons, halted


def _judge_odd_bars(
    open_: Float64s, high: Float64s, low: Float64s, close: Float64s, volume: Float64s
) -> tuple[Reasons, Bools]:
    prices = np.stack((open_, high, low, close))
    marker = (prices[:3] == 0).all(axis=0) & (close >= FINEST_PRICE) & (close <= LARGEST_PRICE)
    outside = (prices < low * (1 - FLOAT_NOISE)) | (prices > high * (1 + FLOAT_NOISE))
    verdicts = (
        (marker & (volume == 0), 0),
        (marker & (volume > 0), Reason.HALT_WITH_VOLUME),
        (marker, Reason.BAD_VOLUME),
        (~np.isfinite(prices).all(axis=0), Reason.PRICE_NOT_FINITE),
        ((prices <= 0).any(axis=0), Reason.PRICE_NOT_POSITIVE),
        (((prices < FINEST_PRICE) | (prices > LARGEST_PRICE)).any(axis=0), Reason.PRICE_OFF_SCALE),
        (high < low, Reason.HIGH_BELOW_LOW),
        (outside.any(axis=0), Reason.OUTSIDE_RANGE),
        (~((volume >= 0) & (volume < np.inf)), Reason.BAD_VOLUME),
    )
    conditions, reasons = zip(*verdicts, strict=True)
    return np.select(conditions, reasons).astype(np.int8), marker & (volume == 0)


def judge_rows(rows: GroupedRows) -> tuple[Reasons, Bools]:
    """Return each row's reason (0: good), and which good rows are halt markers.

    Order is judged last, among rows good so far: a bad row does not make a good one of its time a duplicate.
    """
    reasons, halted = judge_bars(*(rows.numbers[role] for role in (*PRICE_ROLES, "volume")))
    _judge_names_and_times(rows, reasons)
    return reasons, halted & (reasons == 0)


def judge_quote_rows(rows: GroupedRows) -> Reasons:
    """Return the reason of each row of a stream of quotes, as `judge_rows`; equal times are good there."""
    last, size = rows.numbers["last"], rows.numbers["size"]
    verdicts: tuple[tuple[Bools, Reason], ...] = (
        (~np.isfinite(last), Reason.PRICE_NOT_FINITE),
        (last <= 0, Reason.PRICE_NOT_POSITIVE),
        ((last < FINEST_PRICE) | (last > LARGEST_PRICE), Reason.PRICE_OFF_SCALE),
        (~((size >= 0) & (size < np.inf)), Reason.BAD_VOLUME),
    )
    conditions, found = zip(*verdicts, strict=True)
    reasons: Reasons = np.select(conditions, found).astype(np.int8)
    _judge_names_and_times(rows, reasons)
    reasons[reasons == Reason.DUPLICATE_TIME] = 0
    return reasons


def _judge_names_and_times(rows: GroupedRows, reasons: Reasons) -> None:
    """Give reasons to rows without a symbol or a time, then to good ones out of order."""
    for s, name in enumerate(rows.symbols):
        if not name:
            reasons[rows.starts[s] : rows.starts[s + 1]] = Reason.NO_SYMBOL
    reasons[rows.ts_open == NO_TIME] = Reason.NO_TIME
    if not reasons.any():
        reasons[:] = judge_order(rows.ts_open, rows.starts)
    else:
        good = np.flatnonzero(reasons == 0)
        reasons[good] = judge_order(rows.ts_open[good], np.searchsorted(good, rows.starts))


def judge_order(ts: Int64s, starts: Int64s) -> Reasons:
    """Return which rows repeat or go behind a time that their symbol has reached before; the first stays.

    Args:
        ts: (n,) times, symbol after symbol.
        starts: (symbols + 1,) where each symbol's rows start.
    """
    reasons = np.zeros(len(ts), np.int8)
    suspects = np.flatnonzero(steps_within(ts, starts, first=1) <= 0)
    if not len(suspects):
        return reasons
    for s in np.unique(np.searchsorted(starts, suspects, side="right") - 1).tolist():
        rows = slice(int(starts[s]) + 1, int(starts[s + 1]))
        reached = np.maximum.accumulate(ts[rows.start - 1 : rows.stop])[:-1]
        reasons[rows][ts[rows] == reached] = Reason.DUPLICATE_TIME
        reasons[rows][ts[rows] < reached] = Reason.BACKWARD_TIME
    return reasons


def judge_quotes(bid: Float64s, ask: Float64s) -> Bools:
    """Return where a quote cannot be: ask below bid, not positive, infinite. NaN is no quote."""
    bad: Bools = (ask < bid) | (bid <= 0) | (ask <= 0) | np.isinf(bid) | np.isinf(ask)
    return bad
