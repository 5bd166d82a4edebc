"""Random rules whose orders wait, and settings under which they do."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from runtime.domain.grid import RATIO_SCALE
from runtime.domain.orders import OrderType, TimeInForce
from runtime.domain.rules import QuantityKind
from tests.oracles.waiting_account import WaitingOracle
from tests.runtime.engine.scenario import Halt, Rule, Settings
from tests.runtime.engine.test_against_oracle import SLOTS, all_settings, rule_lists

_TIFS = {
    OrderType.STOP: (TimeInForce.DAY, TimeInForce.GTC),
    OrderType.STOP_LIMIT: (TimeInForce.DAY, TimeInForce.GTC),
    OrderType.OPEN: (TimeInForce.DAY,),
    OrderType.CLOSE: (TimeInForce.DAY,),
}


def close_of(bar: Any) -> int | None:
    return None if bar is None else round(bar.close) if isinstance(bar, Halt) else round(bar[3])


@st.composite
def values_near(draw: st.DrawFn, table: dict[str, list[Any]]) -> dict[str, dict[int, float]]:
    """A price for most bars, near their close, in quarters; some are not known."""
    found: dict[str, dict[int, float]] = {}
    for symbol, bars in table.items():
        found[symbol] = {}
        for slot, bar in enumerate(bars):
            close = close_of(bar)
            if close is None or draw(st.integers(0, 9)) == 0:
                continue
            offset = draw(st.integers(-12, 12)) / 4
            found[symbol][slot] = max(close + offset, 1.0)
    return found


@st.composite
def waiting_cases(draw: st.DrawFn, tables: Any) -> tuple[dict[str, list[Any]], list[Rule], Settings]:
    table = draw(tables)
    rules = []
    for rule in draw(rule_lists()):
        kind = draw(st.sampled_from(OrderType))
        tif = draw(st.sampled_from(_TIFS.get(kind, tuple(TimeInForce))))
        limits, stops = draw(values_near(table)), draw(values_near(table))
        rules.append(replace(rule, type=kind, tif=tif, limits=limits, stops=stops))
    chosen = draw(all_settings)
    return (
        table,
        rules,
        replace(
            chosen,
            participation=draw(st.none() | st.sampled_from((0.1, 0.5, 1.0))),
            volume={name: draw(st.lists(volumes, min_size=SLOTS, max_size=SLOTS)) for name in table},
            slippage_ticks=draw(st.sampled_from((0, 0, 1))),
        ),
    )


volumes = st.sampled_from((0.0, 1.0, 7.0, 40.0, 1000.0))


class OracleRule:
    """A rule with its names and amounts as the oracle reads them."""

    def __init__(self, rule: Rule, value: int) -> None:
        self.section, self.kind, self.at = rule.section.name, rule.kind.name, rule.at
        self.type, self.tif, self.limits, self.stops = rule.type.name, rule.tif.name, rule.limits, rule.stops
        self._value = value

    def amount(self, symbol: str, slot: int) -> int:
        return self._value


def waiting_oracle(table: dict[str, list[Any]], rules: list[Rule], chosen: Settings) -> WaitingOracle:
    scale = {QuantityKind.NOTIONAL: chosen.cash_scale, QuantityKind.SHARES: chosen.quantity_scale}
    plain = {
        name: [tuple(map(round, bar)) if isinstance(bar, tuple) else close_of(bar) for bar in bars]
        for name, bars in table.items()
    }
    given = [OracleRule(r, round(r.value * scale.get(r.kind, RATIO_SCALE))) for r in rules]
    oracle = WaitingOracle(plain, given, chosen)
    oracle.run()
    return oracle
