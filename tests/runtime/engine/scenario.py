"""Tiny markets written as tables, and the account stage run over them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from runtime.domain.bars import DAY_NS, Bars, Timeline
from runtime.domain.costs import Costs
from runtime.domain.execution import Execution, SizeAt
from runtime.domain.grid import RATIO_SCALE, Grid
from runtime.domain.limits import RiskLimits
from runtime.domain.orders import OrderType, TimeInForce
from runtime.domain.outcome import Drop, FillReason, Outcome
from runtime.domain.rules import RULE, QuantityKind, Section, Signals
from runtime.engine.account_stage import run_account_stage

# A bar is (open, high, low, close), or one number for all four; None: no row; Halt(close): a halt marker.
Bar = tuple[float, float, float, float] | float | None


@dataclass(frozen=True)
class Halt:
    close: float


Table = dict[str, list[Any]]
Fill = tuple[str, int, int, int, float]  # symbol, slot, side * quantity, reason, price


@dataclass(frozen=True)
class Rule:
    """`value` in natural units (a share, currency, shares); `at` the slots at which it is true, by symbol."""

    section: Section
    kind: QuantityKind
    value: float = 1.0
    at: dict[str, list[int]] = field(default_factory=dict)
    amounts: dict[str, dict[int, float]] | None = None  # a payload: by symbol and slot
    type: OrderType = OrderType.MARKET
    tif: TimeInForce = TimeInForce.DAY
    limits: dict[str, dict[int, float]] = field(default_factory=dict)  # prices by symbol and slot
    stops: dict[str, dict[int, float]] = field(default_factory=dict)
    kelly: dict[str, float] = field(default_factory=dict)


RATIOS = (
    "max_position_size",
    "max_symbol_weight",
    "max_exposure",
    "daily_loss_limit",
    "max_drawdown",
    "stop_loss",
    "take_profit",
    "trailing_stop",
)


@dataclass(frozen=True)
class Settings:
    cash: float = 1000.0
    price_scale: int = 100
    tick: int = 1
    quantity_scale: int = 1
    lot: int = 1
    cash_scale: int = 100
    buy: float = 0.0
    sell: float = 0.0
    tax: float = 0.0
    slippage: float = 0.0
    size_at: SizeAt = SizeAt.DECISION
    pyramiding: int = 1
    per_symbol: bool = False
    close_at_end: bool = False
    tradable_from: int = 0  # slot
    max_position_size: float | None = None
    stop_loss: float | None = None
    take_profit: float | None = None
    trailing_stop: float | None = None
    daily_loss_limit: float | None = None
    max_symbol_weight: float | None = None
    max_exposure: float | None = None
    max_drawdown: float | None = None
    max_positions: int | None = None
    cooldown_slots: int | None = None
    # Distances in price, in turn for slot after slot and the same for all symbols; None: there is none.
    stop_loss_distance: tuple[float, ...] | None = None
    take_profit_distance: tuple[float, ...] | None = None
    trailing_stop_distance: tuple[float, ...] | None = None
    priorities: dict[str, tuple[float, ...]] | None = None  # by symbol, in turn for slot after slot
    flatten: bool = False
    slots_per_day: int = 1
    slippage_ticks: int = 0
    participation: float | None = None
    volume: dict[str, list[float]] = field(default_factory=dict)

    def volume_of(self, symbol: str, slot: int) -> float:
        return self.volume[symbol][slot] if symbol in self.volume else 1.0

    def ratio(self, name: str) -> int | None:
        value = getattr(self, name)
        return None if value is None else round(value * RATIO_SCALE)

    @property
    def costs(self) -> Costs:
        rates = (round(x * RATIO_SCALE) for x in (self.buy, self.sell, self.tax, self.slippage))
        return Costs("test", *rates, self.slippage_ticks)

    @property
    def limits(self) -> RiskLimits:
        ratios = {name: self.ratio(name) for name in RATIOS if f"{name}_distance" not in self.distances}
        cooldown = self.cooldown_slots
        return RiskLimits(
            **ratios,
            max_positions=self.max_positions,
            cooldown_ns=None if cooldown is None else cooldown * DAY_NS // self.slots_per_day,
            flatten_on_breach=self.flatten,
            **{name: place for place, name in enumerate(self.distances)},
        )

    @property
    def distances(self) -> tuple[str, ...]:
        names = (f"{name}_distance" for name in ("stop_loss", "take_profit", "trailing_stop"))
        return tuple(name for name in names if getattr(self, name) is not None)

    @property
    def execution(self) -> Execution:
        cash = round(self.cash * self.cash_scale)
        return Execution(
            cash,
            self.size_at,
            self.pyramiding,
            self.per_symbol,
            self.close_at_end,
            self.ratio("participation"),
            None if self.priorities is None else len(self.distances),
        )


def build_bars(table: Table, settings: Settings) -> tuple[Bars, Timeline]:
    """Rows of the table; slot k opens k / slots_per_day days after the epoch."""
    columns: list[list[Any]] = [[] for _ in range(7)]
    starts = [0]
    for symbol, bars in table.items():
        for slot, bar in enumerate(bars):
            if bar is None:
                continue
            if isinstance(bar, Halt):
                prices: tuple[float, ...] = (0.0, 0.0, 0.0, bar.close)
            else:
                prices = bar if isinstance(bar, tuple) else (bar,) * 4
            volume = settings.volume_of(symbol, slot)
            for column, value in zip(columns, (slot, *prices, isinstance(bar, Halt), volume), strict=True):
                column.append(value)
        starts.append(len(columns[0]))
    slot = np.array(columns[0], np.int32)
    step = DAY_NS // settings.slots_per_day
    slots = max(map(len, table.values()))
    ts = np.arange(slots, dtype=np.int64) * step
    prices = [np.array(column, np.float64) for column in columns[1:5]]
    scale = np.full(len(table), settings.price_scale, np.int64)
    bars = Bars(
        tuple(table),
        np.array(starts, np.int64),
        ts[slot],
        ts[slot] + step,
        *prices,
        np.array(columns[6], np.float64),
        np.array(columns[5], np.bool_),
        scale,
        step,
    )
    return bars, Timeline(ts, ts + step, slot)


def build_signals(
    table: Table, rules: list[Rule], bars: Bars, timeline: Timeline, settings: Settings
) -> Signals:
    records = np.zeros(len(rules), RULE)
    scale = {QuantityKind.NOTIONAL: settings.cash_scale, QuantityKind.SHARES: settings.quantity_scale}
    lengths = (np.diff(bars.starts) + 63) // 64
    word_starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    bits = np.zeros((len(rules), int(word_starts[-1]) + 1), np.uint64)
    first = len(settings.distances) + (settings.priorities is not None)
    payload = np.full((3 * len(rules) + first, bars.rows), np.nan)
    for place, name in enumerate(settings.distances):
        payload[place] = np.resize(getattr(settings, name), len(timeline.ts_open))[timeline.slot]
    for index, rule in enumerate(rules):
        records[index]["section"] = rule.section
        records[index]["kind"] = rule.kind
        records[index]["value"] = round(rule.value * scale.get(rule.kind, RATIO_SCALE))
        own = first + 3 * index
        records[index]["type"] = rule.type
        records[index]["tif"] = rule.tif
        records[index]["limit_payload"] = own + 1
        records[index]["stop_payload"] = own + 2
        records[index]["payload"] = -1 if rule.amounts is None else own
        for name, value in rule.kelly.items():
            whole = name in ("lookback", "min_trades")
            records[index][f"kelly_{name}"] = int(value) if whole else round(value * RATIO_SCALE)
        for number, symbol in enumerate(table):
            rows = bars.rows_of(number)
            slots = timeline.slot[rows]
            true = np.isin(slots, rule.at.get(symbol, [])) & ~bars.halted[rows]
            for bit in np.flatnonzero(true).tolist():
                bits[index, word_starts[number] + (bit >> 6)] |= np.uint64(1 << (bit & 63))
            for place, values in enumerate((rule.amounts or {}, rule.limits, rule.stops)):
                known = values.get(symbol, {})
                payload[own + place, rows] = [known.get(slot, np.nan) for slot in slots.tolist()]
    if settings.priorities is not None:
        for number, symbol in enumerate(table):
            rows = bars.rows_of(number)
            in_turn = np.resize(settings.priorities[symbol], len(timeline.ts_open))
            payload[first - 1, rows] = in_turn[timeline.slot[rows]]
    return Signals(records, bits, word_starts[:-1].copy(), payload)


def build_grid(table: Table, settings: Settings) -> Grid:
    def each(value: int) -> Any:
        return np.full(len(table), value, np.int64)

    return Grid(
        each(settings.price_scale),
        each(settings.tick),
        each(settings.quantity_scale),
        each(settings.lot),
        settings.cash_scale,
    )


def tradable_rows(bars: Bars, timeline: Timeline, settings: Settings) -> Any:
    first = [
        bars.rows_of(s).start + int(np.searchsorted(timeline.slot[bars.rows_of(s)], settings.tradable_from))
        for s in range(len(bars.symbols))
    ]
    return np.array(first, np.int64)


def ends_day(timeline: Timeline, settings: Settings) -> Any:
    """Tell of each row whether it is the last of its day."""
    return (timeline.slot + 1) % settings.slots_per_day == 0


@dataclass(frozen=True)
class Result:
    outcome: Outcome
    bars: Bars
    settings: Settings

    @property
    def fills(self) -> list[Fill]:
        return [
            (
                self.bars.symbols[int(fill["symbol"])],
                int(fill["slot"]),
                int(fill["side"]) * int(fill["quantity"]),
                FillReason(int(fill["reason"])),
                int(fill["price"]) / self.settings.price_scale,
            )
            for fill in self.outcome.fills
        ]

    def drops(self, symbol: str) -> dict[Drop, int]:
        counts = self.outcome.drops[self.bars.symbols.index(symbol)]
        return {Drop(k): int(n) for k, n in enumerate(counts) if n}

    @property
    def cash(self) -> float:
        return int(self.outcome.final_equity[0]) / self.settings.cash_scale


def run(table: Table, rules: list[Rule], settings: Settings | None = None, **changes: Any) -> Result:
    settings = Settings(**changes) if settings is None else settings
    bars, timeline = build_bars(table, settings)
    outcome = run_account_stage(
        bars,
        timeline,
        build_grid(table, settings),
        settings.costs,
        build_signals(table, rules, bars, timeline, settings),
        settings.limits,
        settings.execution,
        tradable_rows(bars, timeline, settings),
        ends_day=ends_day(timeline, settings),
    )
    return Result(outcome, bars, settings)


def buy(kind: QuantityKind, value: float = 1.0, **at: list[int]) -> Rule:
    return Rule(Section.ENTRY_LONG, kind, value, at)


def sell(kind: QuantityKind = QuantityKind.ALL, value: float = 1.0, **at: list[int]) -> Rule:
    return Rule(Section.EXIT_LONG, kind, value, at)


def short(kind: QuantityKind, value: float = 1.0, **at: list[int]) -> Rule:
    return Rule(Section.ENTRY_SHORT, kind, value, at)


def cover(kind: QuantityKind = QuantityKind.ALL, value: float = 1.0, **at: list[int]) -> Rule:
    return Rule(Section.EXIT_SHORT, kind, value, at)
