"""What holds for every market, rule list and setting."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings

from runtime.domain.bars import Bars
from runtime.domain.rules import QuantityKind, Section
from runtime.engine.account_stage import run_account_stage
from runtime.engine.session import AccountSession
from runtime.engine.setup import build_market, build_state, input_array
from runtime.engine.tiles import Tiling
from tests.runtime.engine.scenario import (
    Halt,
    Result,
    Rule,
    Settings,
    build_bars,
    build_grid,
    build_signals,
    buy,
    cover,
    ends_day,
    run,
    sell,
    short,
    tradable_rows,
)
from tests.runtime.engine.test_against_oracle import SLOTS, all_settings, rule_lists, tables

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def signed(fills: np.ndarray, name: str) -> np.ndarray:
    return fills["side"].astype(np.int64) * fills[name]


@quick
@given(tables(), rule_lists(), all_settings)
def test_the_ledger_balances_to_the_last_unit(table: Any, rules: list[Rule], chosen: Settings) -> None:
    outcome = run(table, rules, replace(chosen, close_at_end=True)).outcome

    fills = outcome.fills
    moved = signed(fills, "notional") + fills["commission"] + fills["tax"]
    assert outcome.initial_cash - moved.sum() == outcome.final_equity[0]
    assert outcome.trades["profit"].sum() == outcome.final_equity[0] - outcome.initial_cash
    for symbol in range(len(table)):
        assert signed(fills[fills["symbol"] == symbol], "quantity").sum() == 0


@quick
@given(tables(), rule_lists(), all_settings)
def test_cash_is_never_negative_without_shorts(table: Any, rules: list[Rule], chosen: Settings) -> None:
    longs = [rule for rule in rules if rule.section in (Section.ENTRY_LONG, Section.EXIT_LONG)]

    outcome = run(table, longs, chosen).outcome

    fills = outcome.fills
    moved = signed(fills, "notional") + fills["commission"] + fills["tax"]
    assert (outcome.initial_cash - np.cumsum(moved) >= 0).all()


@quick
@given(tables(), rule_lists(), all_settings)
def test_cutting_the_data_off_changes_nothing_before_the_cut(
    table: Any, rules: list[Rule], chosen: Settings
) -> None:
    whole = run(table, rules, replace(chosen, close_at_end=False))
    for slots in (SLOTS // 2, SLOTS - 1):
        cut = {name: bars[:slots] for name, bars in table.items()}
        if any(all(bar is None for bar in bars) for bars in cut.values()):
            continue
        part = run(cut, rules, replace(chosen, close_at_end=False))
        assert part.fills == [fill for fill in whole.fills if fill[1] < slots]
        known = len(part.outcome.equity)
        assert part.outcome.equity.tolist() == whole.outcome.equity[:known].tolist()


def hidden_after(bars: Bars, slots: np.ndarray, slot: int) -> tuple[Bars, np.ndarray]:
    """The arrays as a live run has them at this slot: nothing of later rows."""
    later = slots > slot
    columns = {
        name: input_array(np.where(later, np.nan, getattr(bars, name)), np.float64)
        for name in ("open", "high", "low", "close")
    }
    return replace(bars, **columns), input_array(np.where(later, np.iinfo(np.int32).max, slots), np.int32)


@quick
@given(tables(), rule_lists(), all_settings)
def test_one_event_at_a_time_gives_the_same_bytes(table: Any, rules: list[Rule], chosen: Settings) -> None:
    chosen = replace(chosen, close_at_end=False)
    bars, timeline = build_bars(table, chosen)
    signals = build_signals(table, rules, bars, timeline, chosen)
    market = build_market(
        bars,
        timeline,
        build_grid(table, chosen),
        chosen.costs,
        signals,
        chosen.limits,
        chosen.execution,
        tradable_rows(bars, timeline, chosen),
        None,
        ends_day(timeline, chosen),
    )
    state = build_state(bars, timeline, chosen.execution, signals)
    known = market
    one_symbol = len(table) == 1  # its rows are its slots
    session = AccountSession(market, state)
    for slot in range(bars.rows if one_symbol else SLOTS):
        seen, slots = hidden_after(bars, np.arange(bars.rows) if one_symbol else timeline.slot, slot)
        known = market._replace(open=seen.open, high=seen.high, low=seen.low, close=seen.close, slot=slots)
        session = AccountSession(known, session.state)
        session.on_open(slot)
        session.on_bar(slot)
        session.on_close(slot)

    outcome = run(table, rules, chosen).outcome

    fills = session.fills.view(np.ndarray).copy()
    if one_symbol:
        fills["slot"] = timeline.slot[fills["row"]]
    for name in fills.dtype.names or ():
        assert fills[name].tobytes() == outcome.fills[name].tobytes(), name
    closed = outcome.trades[~outcome.trades["is_open"]]
    for name in closed.dtype.names or ():
        assert session.trades[name].tobytes() == closed[name].tobytes(), name
    waiting = session.state.orders["open_side"] != 0
    waiting = waiting.astype(int) + (session.state.orders["close_quantity"] > 0)
    counts = session.state.drops["count"].copy()
    counts[:, 9] += waiting  # UNFILLED_AT_END is counted when the data ends
    assert counts.tolist() == outcome.drops.tolist()


def test_a_snapshot_is_the_state_and_nothing_else() -> None:
    table = {"A": [10.0] * 4}
    chosen = Settings()
    bars, timeline = build_bars(table, chosen)
    signals = build_signals(table, [buy(QuantityKind.PERCENT_OF_EQUITY, 0.5, A=[0])], bars, timeline, chosen)
    grid, rows = build_grid(table, chosen), tradable_rows(bars, timeline, chosen)
    market = build_market(
        bars, timeline, grid, chosen.costs, signals, chosen.limits, chosen.execution, rows, None, None
    )

    def run_to(slots: int) -> AccountSession:
        session = AccountSession(market, build_state(bars, timeline, chosen.execution, signals))
        for slot in range(slots):
            session.on_open(slot)
            session.on_bar(slot)
            session.on_close(slot)
        return session

    assert run_to(2).snapshot() == run_to(2).snapshot()
    assert run_to(2).snapshot() != run_to(1).snapshot()


def large_market(symbols: int, slots: int) -> tuple[dict[str, list[Any]], list[Rule]]:
    """Enough fills that the outputs grow, and more slots than the agenda's window holds."""
    rng = np.random.default_rng(5)
    table: dict[str, list[Any]] = {}
    bought: dict[str, list[int]] = {}
    sold: dict[str, list[int]] = {}
    for k in range(symbols):
        closes = np.rint(100 + rng.normal(0, 1, slots).cumsum().clip(-90, 900)).tolist()
        table[f"S{k:03}"] = [Halt(c) if rng.random() < 0.01 else c for c in closes]
        bought[f"S{k:03}"] = list(range(k % 2, slots, 2))
        sold[f"S{k:03}"] = list(range(1 - k % 2, slots, 2))
    return table, [
        Rule(Section.ENTRY_LONG, QuantityKind.PERCENT_OF_EQUITY, 0.01, bought),
        replace(sell(), at=sold),
    ]


def test_growing_outputs_threads_and_windows_change_nothing(monkeypatch: Any) -> None:
    table, rules = large_market(70, 300)
    chosen = Settings(cash=1e6, price_scale=1)
    whole = run(table, rules, chosen)
    monkeypatch.setattr("runtime.engine.setup.ROWS_PER_FILL", 1 << 40)
    monkeypatch.setattr("runtime.engine.setup.AGENDA_WINDOW", 7)

    assert_same(run(table, rules, chosen), whole)

    own = replace(chosen, per_symbol=True)
    bars, timeline = build_bars(table, own)
    signals = build_signals(table, rules, bars, timeline, own)
    outcomes = [
        run_account_stage(
            bars,
            timeline,
            build_grid(table, own),
            own.costs,
            signals,
            own.limits,
            own.execution,
            tradable_rows(bars, timeline, own),
            tiling=Tiling(threads, tile_rows),
        )
        for threads, tile_rows in ((1, 1 << 20), (3, 1), (2, 1_000))
    ]
    for outcome in outcomes[1:]:
        assert_same(Result(outcome, bars, own), Result(outcomes[0], bars, own))


def assert_same(one: Result, other: Result) -> None:
    assert len(one.fills) > 1000
    assert one.fills == other.fills
    assert one.outcome.equity.tobytes() == other.outcome.equity.tobytes()
    assert one.outcome.drops.tolist() == other.outcome.drops.tolist()
    for name in one.outcome.trades.dtype.names or ():
        assert one.outcome.trades[name].tobytes() == other.outcome.trades[name].tobytes()


PLAIN = """
from tests.runtime.engine.test_properties import mixed_run
print(mixed_run())
"""


def mixed_run() -> str:
    table = {
        "A": [10.0, (11, 13, 8, 12), Halt(12), 9.0, 14.0, 13.0],
        "B": [20.0, None, 21.0, 19.0, 20.0, 20.0],
    }
    entry, everything = QuantityKind.PERCENT_OF_EQUITY, QuantityKind.ALL
    rules = [
        buy(entry, 0.4, A=[0, 3], B=[2]),
        sell(everything, A=[4]),
        short(everything, B=[0]),
        cover(everything, B=[2]),
    ]
    outcome = run(table, rules, stop_loss=0.2, daily_loss_limit=0.05, sell=0.002, slippage=0.001).outcome
    return f"{outcome.fills.tolist()} {outcome.trades.tolist()} {outcome.equity.tobytes().hex()}"


def test_without_numba_the_same_code_gives_the_same_bytes() -> None:
    root = Path(__file__).parents[3]
    plain = subprocess.run(
        [sys.executable, "-W", "error", "-c", PLAIN],
        cwd=root,
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
    )
    assert plain.stderr == ""
    assert plain.stdout.strip() == mixed_run()
    assert "), (" in plain.stdout  # there were fills
