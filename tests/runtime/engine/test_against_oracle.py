"""The walk against a plain event-driven account, fill by fill, on random markets."""

import math
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runtime.domain.execution import SizeAt
from runtime.domain.grid import RATIO_SCALE
from runtime.domain.outcome import Drop, FillReason
from runtime.domain.rules import QuantityKind, Section
from tests.oracles.account import Oracle
from tests.runtime.engine.scenario import Halt, Rule, Settings, run

SLOTS = 14


@dataclass(frozen=True)
class OracleRule:
    section: str
    kind: str
    at: dict[str, list[int]]
    value: int

    def amount(self, symbol: str, slot: int) -> int:
        return self.value


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[Any]]:
    """Up to four symbols of integer prices with gaps and halts; each has a bar at the last slot."""
    table: dict[str, list[Any]] = {}
    for name in "ABCD"[: draw(st.integers(1, 4))]:
        bars: list[Any] = []
        price = draw(st.integers(5, 200))
        for _ in range(SLOTS):
            what = draw(st.sampled_from("bbbbbbbgh"))
            price = max(1, price + draw(st.integers(-price // 3 - 1, price // 3 + 1)))
            if what == "g":
                bars.append(None)
            elif what == "h" and any(b is not None for b in bars):
                bars.append(Halt(price))
            else:
                first = max(1, price + draw(st.integers(-3, 3)))
                high = max(first, price) + draw(st.integers(0, 6))
                low = max(1, min(first, price) - draw(st.integers(0, 6)))
                bars.append((first, high, low, price))
        bars[-1] = bars[-1] if isinstance(bars[-1], tuple) else (price, price, price, price)
        table[name] = bars
    return table


OPENING = (QuantityKind.PERCENT_OF_EQUITY, QuantityKind.NOTIONAL, QuantityKind.SHARES, QuantityKind.ALL)
CLOSING = (QuantityKind.PERCENT_OF_POSITION, QuantityKind.NOTIONAL, QuantityKind.SHARES, QuantityKind.ALL)


@st.composite
def rule_lists(draw: st.DrawFn) -> list[Rule]:
    rules = []
    sections = [*Section, *draw(st.lists(st.sampled_from(list(Section)), max_size=3))]
    for section in sections:
        opens = section in (Section.ENTRY_LONG, Section.ENTRY_SHORT)
        kind = draw(st.sampled_from(OPENING if opens else CLOSING))
        whole = kind in (QuantityKind.SHARES, QuantityKind.NOTIONAL)
        value = draw(st.integers(0, 400)) if whole else draw(st.integers(1, 100)) / 100
        at = {name: sorted(draw(st.sets(st.integers(0, SLOTS - 1), max_size=SLOTS // 2))) for name in "ABCD"}
        rules.append(Rule(section, kind, float(value), at))
    return rules


distance = st.none() | st.lists(st.sampled_from((3.0, 7.5, 40.0, 0.0, math.nan)), min_size=1, max_size=3).map(
    tuple
)
limit = st.none() | st.integers(1, 40).map(lambda k: k / 100)
turns = st.lists(st.sampled_from((1.0, 2.5, 4.0, math.nan)), min_size=1, max_size=3).map(tuple)
all_settings = st.builds(
    Settings,
    cash=st.integers(1, 3000).map(float),
    price_scale=st.just(1),
    tick=st.sampled_from((1, 5)),
    quantity_scale=st.sampled_from((1, 100)),
    lot=st.sampled_from((1, 3)),
    cash_scale=st.sampled_from((1, 100)),
    buy=st.sampled_from((0.0, 0.00015, 0.01)),
    sell=st.sampled_from((0.0, 0.00015, 0.01)),
    tax=st.sampled_from((0.0, 0.002)),
    slippage=st.sampled_from((0.0, 0.0, 0.013)),
    size_at=st.sampled_from(SizeAt),
    pyramiding=st.integers(1, 3),
    close_at_end=st.booleans(),
    tradable_from=st.integers(0, 3),
    max_position_size=limit,
    stop_loss=limit,
    take_profit=limit,
    trailing_stop=limit,
    daily_loss_limit=limit,
    max_symbol_weight=limit,
    max_exposure=st.none() | st.integers(5, 120).map(lambda k: k / 100),
    max_drawdown=st.none() | st.integers(1, 40).map(lambda k: k / 100),
    max_positions=st.none() | st.integers(1, 3),
    cooldown_slots=st.none() | st.integers(1, 5),
    stop_loss_distance=distance,
    take_profit_distance=distance,
    trailing_stop_distance=distance,
    priorities=st.none()
    | st.tuples(turns, turns, turns, turns).map(lambda each: dict(zip("ABCD", each, strict=True))),
    flatten=st.booleans(),
    slots_per_day=st.integers(1, 4),
)


def oracle_of(table: dict[str, list[Any]], rules: list[Rule], chosen: Settings) -> Oracle:
    scale = {QuantityKind.NOTIONAL: chosen.cash_scale, QuantityKind.SHARES: chosen.quantity_scale}
    plain = {
        name: [
            bar if bar is None else round(bar.close) if isinstance(bar, Halt) else tuple(map(round, bar))
            for bar in bars
        ]
        for name, bars in table.items()
    }
    plain_rules = [
        OracleRule(r.section.name, r.kind.name, r.at, round(r.value * scale.get(r.kind, RATIO_SCALE)))
        for r in rules
    ]
    return Oracle(plain, plain_rules, chosen).run()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), rule_lists(), all_settings)
def test_walk_equals_the_plain_account(table: Any, rules: list[Rule], chosen: Settings) -> None:
    expected = oracle_of(table, rules, chosen)
    result = run(table, rules, chosen)

    fills = [(s, t, q, FillReason(r).name, round(p * chosen.price_scale)) for s, t, q, r, p in result.fills]
    assert fills == expected.fills
    assert int(result.outcome.final_equity[0]) == expected.worth(SLOTS - 1)[0]
    assert bool(result.outcome.ruined[0]) == expected.ruined
    counted = {(s, Drop(k).name): n for s in table for k, n in result.drops(s).items()}
    assert counted == dict(expected.drops)


@pytest.mark.parametrize("kind", OPENING)
def test_every_opening_kind_reaches_a_fill(kind: QuantityKind) -> None:
    value = 500.0 if kind == QuantityKind.NOTIONAL else 1.0
    rules = [Rule(Section.ENTRY_LONG, kind, value, {"A": [0]})]
    table = {"A": [10.0, 11.0, 12.0]}

    assert run(table, rules).fills == oracle_fills(table, rules)


def oracle_fills(table: dict[str, list[Any]], rules: list[Rule]) -> list[Any]:
    scaled = {name: [(int(bar * 100),) * 4 for bar in bars] for name, bars in table.items()}
    scale = {QuantityKind.NOTIONAL: 100, QuantityKind.SHARES: 1}
    plain = [
        OracleRule(r.section.name, r.kind.name, r.at, round(r.value * scale.get(r.kind, RATIO_SCALE)))
        for r in rules
    ]
    fills = Oracle(scaled, plain, Settings()).run().fills
    assert fills
    return [(s, t, q, FillReason[r], p / 100) for s, t, q, r, p in fills]
