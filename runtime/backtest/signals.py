"""The market stage of a backtest: a compiled strategy over bars gives the bits of its rules."""

from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact, Rule
from runtime.backtest.account_terms import account_terms
from runtime.backtest.feeds import Feeds, kernel_columns
from runtime.backtest.order_settings import set_terms
from runtime.domain.bars import Bools, Float64s, Int64s
from runtime.domain.errors import RunError
from runtime.domain.grid import RATIO_SCALE, Grid
from runtime.domain.rule_bits import word_starts
from runtime.domain.rules import RULE, QuantityKind, Section, Signals
from runtime.engine.tiles import ONE_THREAD, Tiling, cut_tiles, map_tiles

_SECTIONS = {
    "entry.long": Section.ENTRY_LONG,
    "exit.long": Section.EXIT_LONG,
    "entry.short": Section.ENTRY_SHORT,
    "exit.short": Section.EXIT_SHORT,
    "surge_detection": Section.ENTRY_LONG,
}
_KINDS = {
    "notional": QuantityKind.NOTIONAL,
    "shares": QuantityKind.SHARES,
    "all": QuantityKind.ALL,
    "kelly": QuantityKind.KELLY,
}


def scan_signals(
    artifact: Artifact,
    kernel: ModuleType,
    feeds: Feeds,
    grid: Grid,
    params: Float64s,
    tiling: Tiling = ONE_THREAD,
    *,
    every_payload: bool = False,
) -> Signals:
    """Run the kernel over all symbols; payloads are gathered of those with a signal, or of every one.

    The signals do not depend on the tiling.
    """
    bars = feeds.bars
    columns = kernel_columns(artifact, feeds)
    firsts = word_starts(bars.starts)
    bits = np.zeros((len(artifact.watched), int(firsts[-1])), np.uint64)
    given = (bars.starts, bars.halted, bars.price_scale.astype(np.float64))
    sized = (kernel.layout(params, clock_lengths(feeds)), params)
    tiles = cut_tiles(bars.starts, tiling.rows)

    def scan_tile(first: int, last: int) -> None:
        kernel.scan(first, last, *given, firsts, *sized, bits, *columns)

    map_tiles(scan_tile, tiles, tiling.threads)
    if not feeds.traded.all():
        bits[:, np.repeat(~feeds.traded, np.diff(firsts))] = 0
    wanted = _signalled(bits, firsts) | every_payload
    payload = gather_payloads(artifact, kernel, feeds, params, wanted, tiling)
    settled = kernel.settle(params)
    rules = rule_records(artifact, settled, grid)
    account, told = account_terms(artifact, settled)
    names = ["when_begin", "when_end", "first_message", "end_message"]
    if told:
        rules[names] = np.array(told, rules[names].dtype)
    return Signals(rules, bits, firsts[:-1], payload, account)


def gather_payloads(
    artifact: Artifact,
    kernel: ModuleType,
    feeds: Feeds,
    params: Float64s,
    wanted: Bools,
    tiling: Tiling = ONE_THREAD,
) -> NDArray[np.float64]:
    """Return what orders need of the market, (payloads, rows), of the wanted symbols; 0 at other rows."""
    bars = feeds.bars
    payload = np.zeros((artifact.payloads, bars.rows if artifact.payloads else 0))
    if not artifact.payloads:
        return payload
    columns = kernel_columns(artifact, feeds)
    given = (bars.starts, bars.halted, bars.price_scale.astype(np.float64))
    sized = (kernel.layout(params, clock_lengths(feeds)), params)

    def gather_tile(first: int, last: int) -> None:
        kernel.gather(first, last, wanted, *given, *sized, payload, *columns)

    map_tiles(gather_tile, cut_tiles(bars.starts, tiling.rows), tiling.threads)
    return payload


def _signalled(bits: NDArray[np.uint64], firsts: Int64s) -> Bools:
    """Return which symbols, each from its first word on, have a rule that is true somewhere."""
    count = np.concatenate(([0], np.cumsum(bits.any(axis=0))))
    return np.diff(count[firsts]) > 0


def clock_lengths(feeds: Feeds) -> tuple[int, ...]:
    """Return the length of a bar of each clock, nanoseconds."""
    return (feeds.bars.timeframe_ns, *(coarse.bars.timeframe_ns for coarse in feeds.coarser))


def rule_records(artifact: Artifact, settled: tuple[float, ...], grid: Grid) -> NDArray[np.void]:
    """Return the rules as the account stage reads them."""
    records = np.zeros(len(artifact.rules), RULE)
    for record, rule in zip(records, artifact.rules, strict=True):
        section = _SECTIONS[rule.section]
        opening = section in (Section.ENTRY_LONG, Section.ENTRY_SHORT)
        record["section"] = section
        record["payload"] = -1
        set_terms(record, rule, settled)
        if rule.quantity == "percent":
            record["kind"] = QuantityKind.PERCENT_OF_EQUITY if opening else QuantityKind.PERCENT_OF_POSITION
        else:
            record["kind"] = _KINDS[rule.quantity]
        if rule.value is not None and rule.value.origin == "payload":
            record["payload"] = rule.value.index
        elif rule.value is not None:
            record["value"] = _units(rule, settled[rule.value.index], grid)
        if rule.arguments:
            _set_kelly(record, rule, settled, artifact)
    return records


def _units(rule: Rule, value: float, grid: Grid) -> int:
    scale = {"percent": RATIO_SCALE, "notional": grid.cash_scale, "shares": int(grid.quantity_scale[0])}
    if not 0 < value * scale[rule.quantity] < 2**62:
        raise RunError(
            f"the quantity of line {rule.line} is {value:g}",
            "give its parameters values that make it above zero",
        )
    return round(value * scale[rule.quantity])


def _set_kelly(record: np.void, rule: Rule, settled: tuple[float, ...], artifact: Artifact) -> None:
    def value(name: str) -> float:
        return settled[rule.arguments[name].index]

    record["kelly_lookback"] = int(value("lookback"))
    record["kelly_min_trades"] = int(value("min_trades"))
    record["kelly_fraction"] = round(value("fraction") * RATIO_SCALE)
    record["kelly_fallback"] = round(value("fallback") * RATIO_SCALE)
    strictest = artifact.limits.get("max_position_size")
    cap = value("cap") if "cap" in rule.arguments else settled[strictest.index] if strictest else 1.0
    record["kelly_cap"] = round(cap * RATIO_SCALE)
