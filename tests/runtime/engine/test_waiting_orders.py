"""Orders that wait: the walk against the plain account, fill by fill, and what must hold of every case."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings

from runtime.domain.outcome import Drop, FillReason
from runtime.engine.session import AccountSession
from runtime.engine.setup import build_market, build_state
from tests.runtime.engine.scenario import (
    Rule,
    Settings,
    build_bars,
    build_grid,
    build_signals,
    ends_day,
    run,
    tradable_rows,
)
from tests.runtime.engine.test_against_oracle import SLOTS, tables
from tests.runtime.engine.test_properties import hidden_after
from tests.runtime.engine.waiting_cases import waiting_cases, waiting_oracle

Case = tuple[dict[str, list[Any]], list[Rule], Settings]
slow_to_draw = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
many = settings(max_examples=150, deadline=None, suppress_health_check=slow_to_draw)
some = settings(max_examples=50, deadline=None, suppress_health_check=slow_to_draw)


@many
@given(waiting_cases(tables()))
def test_walk_equals_the_plain_account(case: Case) -> None:
    table, rules, chosen = case
    expected = waiting_oracle(table, rules, chosen)
    result = run(table, rules, chosen)

    fills = [(s, t, q, FillReason(r).name, round(p * chosen.price_scale)) for s, t, q, r, p in result.fills]
    assert fills == expected.fills
    assert int(result.outcome.final_equity[0]) == expected.worth(SLOTS - 1)[0]
    counted = {(s, Drop(k).name): n for s in table for k, n in result.drops(s).items()}
    assert counted == dict(expected.drops)


@some
@given(waiting_cases(tables()))
def test_cutting_the_data_off_changes_nothing_before_the_cut(case: Case) -> None:
    table, rules, chosen = case
    whole = run(table, rules, replace(chosen, close_at_end=False))
    for slots in (SLOTS // 2, SLOTS - 1):
        cut = {name: bars[:slots] for name, bars in table.items()}
        if any(all(bar is None for bar in bars) for bars in cut.values()):
            continue
        part = run(cut, rules, replace(chosen, close_at_end=False))
        assert part.fills == [fill for fill in whole.fills if fill[1] < slots]
        known = len(part.outcome.equity)
        assert part.outcome.equity.tolist() == whole.outcome.equity[:known].tolist()


@some
@given(waiting_cases(tables()))
def test_one_event_at_a_time_gives_the_same_bytes(case: Case) -> None:
    table, rules, chosen = case
    chosen = replace(chosen, close_at_end=False)
    bars, timeline = build_bars(table, chosen)
    signals = build_signals(table, rules, bars, timeline, chosen)
    grid, rows = build_grid(table, chosen), tradable_rows(bars, timeline, chosen)
    market = build_market(
        bars,
        timeline,
        grid,
        chosen.costs,
        signals,
        chosen.limits,
        chosen.execution,
        rows,
        None,
        ends_day(timeline, chosen),
    )
    session = AccountSession(market, build_state(bars, timeline, chosen.execution, signals))
    one_symbol = len(table) == 1  # its rows are its slots
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
    counts = session.state.drops["count"].copy()
    orders = session.state.orders
    counts[:, Drop.UNFILLED_AT_END] += orders["open_side"] != 0
    counts[:, Drop.UNFILLED_AT_END] += (orders["close_quantity"] > 0) | (orders["rest_quantity"] > 0)
    assert counts.tolist() == outcome.drops.tolist()
