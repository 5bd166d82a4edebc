"""The ways to run an emitted strategy over a market: bar by bar, and over whole columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact
from tests.property.markets import MINUTE_NS, Market


@dataclass(frozen=True)
class Answers:
    """`fired[rule, row]` and `payload[place, row]`; nothing fires at a halted row and its payload is na."""

    fired: NDArray[np.bool_]
    payload: NDArray[np.float64]

    def same_as(self, other: "Answers") -> bool:
        """Compare bit for bit; every na is the same na."""
        return np.array_equal(self.fired, other.fired) and _bits(self.payload) == _bits(other.payload)


def _bits(numbers: NDArray[np.float64]) -> bytes:
    return np.where(np.isnan(numbers), np.nan, numbers).tobytes()


def parameters(artifact: Artifact) -> NDArray[np.float64]:
    return np.asarray([parameter.default for parameter in artifact.parameters])


def layout(
    module: ModuleType, artifact: Artifact, params: NDArray[np.float64] | None = None
) -> NDArray[np.int64]:
    clock_ns = tuple(clock.length_ns or MINUTE_NS for clock in artifact.clocks)
    return module.layout(parameters(artifact) if params is None else params, clock_ns)


@dataclass
class Walker:
    """One symbol of a market, taken in bar by bar; `words` is all that it remembers."""

    module: ModuleType
    artifact: Artifact
    market: Market
    symbol: int
    params: NDArray[np.float64] | None = None  # the defaults
    words: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.params = parameters(self.artifact) if self.params is None else self.params
        self.layout = layout(self.module, self.artifact, self.params)
        self.words = self.module.new_state(self.layout)
        self.coarse_bars = [0] * len(self.artifact.clocks)

    def rows(self) -> Iterator[int]:
        """Yield the rows that trade, in order."""
        starts = self.market.starts[0]
        for row in range(starts[self.symbol], starts[self.symbol + 1]):
            if not self.market.halted[row]:
                yield row

    def take(self, row: int) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
        """Take in the coarser bars that are new at `row`, then `row`; return bits and payload."""
        self.take_coarser(row)
        return self.call(self.module.step, self.words, clock=0, row=row)

    def take_coarser(self, row: int) -> None:
        for clock in reversed(range(1, len(self.artifact.clocks))):
            first = int(self.market.starts[clock][self.symbol])
            while self.coarse_bars[clock] < self.market.seen[clock][row]:
                step = getattr(self.module, f"step_{clock}")
                self.call(step, self.words, clock=clock, row=first + self.coarse_bars[clock])
                self.coarse_bars[clock] += 1

    def peek(self, row: int) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
        scratch = np.full_like(self.words, 7.0)
        return self.call(self.module.peek, self.words, scratch, clock=0, row=row)

    def call(
        self, function: Callable[..., None], *states: NDArray[np.float64], clock: int, row: int
    ) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
        columns = list(zip(self.artifact.columns, self.market.of(self.artifact), strict=True))
        # A step reads the columns of its own clock alone: the others' places hold nonsense.
        numbers = [v[row] if c.clock == clock else 1e9 for c, v in columns if not c.is_whole]
        times = [v[row] if c.clock == clock else -1 for c, v in columns if c.is_whole]
        fired = np.zeros(len(self.artifact.rules), np.bool_)
        payload = np.full(self.artifact.payloads, np.nan)
        function(
            *states,
            self.layout,
            np.asarray(numbers, np.float64),
            np.asarray(times, np.int64),
            float(self.market.scales[self.symbol]),
            self.params,
            fired,
            payload,
        )
        return fired, payload


def walk_steps(
    module: ModuleType, artifact: Artifact, market: Market, params: NDArray[np.float64] | None = None
) -> Answers:
    """Run `step` over every symbol; with the parameters' defaults, unless others are given."""
    fired = np.zeros((len(artifact.rules), market.rows), np.bool_)
    payload = np.full((artifact.payloads, market.rows), np.nan)
    for symbol in range(market.symbols):
        walker = Walker(module, artifact, market, symbol, params)
        for row in walker.rows():
            fired[:, row], payload[:, row] = walker.take(row)
    return Answers(fired, payload)


def walk_columns(
    module: ModuleType, artifact: Artifact, market: Market, params: NDArray[np.float64] | None = None
) -> Answers:
    """Run `scan` over all symbols and `gather`; with the parameters' defaults, unless others are given."""
    params = parameters(artifact) if params is None else params
    starts, words = market.starts[0], (np.diff(market.starts[0]) + 63) // 64
    word_starts = np.concatenate([[0], np.cumsum(words)]).astype(np.int64)
    bits = np.zeros((len(artifact.rules), int(words.sum()) + 1), np.uint64)
    coarser = [
        array
        for clock in range(1, len(artifact.clocks))
        for array in (market.starts[clock], market.seen[clock])
    ]
    given = (layout(module, artifact, params), params)
    columns = market.of(artifact)
    module.scan(
        0, market.symbols, starts, market.halted, market.scales, word_starts, *given, bits, *coarser, *columns
    )
    payload = np.zeros((artifact.payloads, market.rows))
    if artifact.payloads:
        wanted = np.ones(market.symbols, np.bool_)
        facts = (wanted, starts, market.halted, market.scales)
        module.gather(0, market.symbols, *facts, *given, payload, *coarser, *columns)
    fired = np.zeros((len(artifact.rules), market.rows), np.bool_)
    for symbol in range(market.symbols):
        for bar in range(starts[symbol + 1] - starts[symbol]):
            word = bits[:, word_starts[symbol] + (bar >> 6)]
            fired[:, starts[symbol] + bar] = (word >> np.uint64(bar & 63)) & np.uint64(1) != 0
    return Answers(fired, payload)


def walk_quotes(module: ModuleType, artifact: Artifact, market: Market) -> Answers:
    """Run `watch` over four quotes a bar, at open, high, low and close; return the answers at the last."""
    rows, each = market.rows, np.repeat(np.arange(market.rows), 4)
    prices = np.stack([market.columns[0, name] for name in ("open", "high", "low", "close")], 1).ravel()
    volume = market.columns[0, "volume"][each] / 4  # exact, and so is the sum
    place = np.arange(rows) - np.repeat(market.starts[0][:-1], np.diff(market.starts[0]))
    quotes = [prices] * 4 + [volume, place[each]]
    quotes += [market.seen[clock][each] for clock in range(1, len(artifact.clocks))]
    forming = ("open", "high", "low", "close", "volume")
    quotes += [
        market.columns[0, column.name][each]
        for column in artifact.columns
        if column.clock == 0 and column.name not in forming
    ]
    coarser = [
        array
        for clock in range(1, len(artifact.clocks))
        for array in (market.starts[clock], market.seen[clock])
    ]
    fired = np.zeros((len(artifact.rules), 4 * rows), np.bool_)
    payload = np.full((artifact.payloads, 4 * rows), np.nan)
    module.watch(
        0,
        market.symbols,
        4 * market.starts[0],
        market.starts[0],
        market.scales,
        layout(module, artifact),
        parameters(artifact),
        fired,
        payload,
        *quotes,
        *coarser,
        *market.of(artifact),
    )
    return Answers(fired[:, 3::4], payload[:, 3::4])
