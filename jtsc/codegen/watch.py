"""The functions that look at a strategy on every quote, between the closes of its bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from jtsc.codegen.names import clock_suffix
from jtsc.typesys.types import DECISION_CLOCK

# What a forming bar holds; every other column of the decision clock is known of each quote by itself.
_FORMING = {
    "open": "bar_open",
    "high": "bar_high",
    "low": "bar_low",
    "close": "quote_close[quote]",
    "volume": "traded",
}
_STEP = "layout, numbers, times, scale, params, flags, amounts"


@dataclass(frozen=True, slots=True)
class WatchedColumn:
    """A column, the array that holds it, and where a step looks for its value: `numbers[0]`, `times[2]`."""

    clock: int
    name: str
    array: str
    place: str


def watch_functions(
    columns: Sequence[WatchedColumn], clocks: int, latches: Sequence[int], rules: int, payloads: int
) -> str:
    """Return the text of `watch_symbols` and `watch`; `latches` are the words of a state that begin as na."""
    own = [column for column in columns if column.clock == DECISION_CLOCK]
    coarser = range(1, clocks)
    quotes = [f"quote_{name}" for name in ("open", "high", "low", "close", "volume", "seen")]
    quotes += [f"quote_seen_{clock}" for clock in coarser]
    quotes += [f"quote_{column.name}" for column in own if column.name not in _FORMING]
    bars = [name for clock in coarser for name in (f"starts_{clock}", f"seen_{clock}")]
    bars += [column.array for column in columns]
    given = "first, last, quote_starts, starts, scales, layout, params, fired, payload"
    scratch = "words, scratch, numbers, times, flags, amounts"
    lines = [
        "@kernel",
        f"def watch_symbols({scratch}, {given}, {', '.join([*quotes, *bars])}):",
        "    for symbol in range(first, last):",
        "        words[:] = 0.0",
        *(f"        words[{word}] = NA" for word in latches),
        "        scale = scales[symbol]",
        "        row = starts[symbol]",
        *(f"        row_{clock} = starts_{clock}[symbol]" for clock in coarser),
        "        bar_open = bar_high = bar_low = NA",
        "        traded = 0.0",
        "        for quote in range(quote_starts[symbol], quote_starts[symbol + 1]):",
        "            while row < starts[symbol] + quote_seen[quote]:",
        *(line for clock in reversed(coarser) for line in _closed(columns, clock, f"seen_{clock}[row]", 16)),
        *_read(own, "row", 16),
        f"                step(words, {_STEP})",
        "                row += 1",
        "                traded = 0.0",
        *(
            line
            for clock in reversed(coarser)
            for line in _closed(columns, clock, f"quote_seen_{clock}[quote]", 12)
        ),
        "            if traded == 0.0:",
        "                bar_open = quote_open[quote]",
        "                bar_high = quote_high[quote]",
        "                bar_low = quote_low[quote]",
        "            elif quote_volume[quote] > 0.0:",
        "                bar_high = max(bar_high, quote_high[quote])",
        "                bar_low = min(bar_low, quote_low[quote])",
        "            traded += quote_volume[quote]",
        *(
            f"            {column.place} = {_FORMING.get(column.name, f'quote_{column.name}[quote]')}"
            for column in own
        ),
        f"            peek(words, scratch, {_STEP})",
        *(f"            fired[{rule}, quote] = flags[{rule}]" for rule in range(rules)),
        *_kept_amounts(rules, payloads),
        "",
        "",
        f"def watch({given}, *columns):",
        "    words, scratch = np.zeros(layout[-1]), np.zeros(layout[-1])",
        f"    numbers = np.zeros({_count(columns, 'numbers')})",
        f"    times = np.zeros({_count(columns, 'times')}, np.int64)",
        f"    flags, amounts = np.zeros({rules}, np.bool_), np.zeros({payloads})",
        f"    watch_symbols({scratch}, {given}, *columns)",
    ]
    return "\n".join(lines)


def _kept_amounts(rules: int, payloads: int) -> list[str]:
    """Return the lines that keep what orders need, where a rule is true: other memory stays untouched."""
    if not rules or not payloads:
        return []
    any_rule = " or ".join(f"flags[{rule}]" for rule in range(rules))
    kept = (f"                payload[{index}, quote] = amounts[{index}]" for index in range(payloads))
    return [f"            if {any_rule}:", *kept]


def _closed(columns: Sequence[WatchedColumn], clock: int, seen: str, depth: int) -> list[str]:
    """Return the lines that take in the bars of a coarser clock which can be seen by now."""
    pad = " " * depth
    return [
        f"{pad}while row_{clock} < starts_{clock}[symbol] + {seen}:",
        *_read([column for column in columns if column.clock == clock], f"row_{clock}", depth + 4),
        f"{pad}    step{clock_suffix(clock)}(words, {_STEP})",
        f"{pad}    row_{clock} += 1",
    ]


def _read(columns: Sequence[WatchedColumn], row: str, depth: int) -> list[str]:
    return [f"{' ' * depth}{column.place} = {column.array}[{row}]" for column in columns]


def _count(columns: Sequence[WatchedColumn], where: str) -> int:
    return sum(column.place.startswith(where) for column in columns)
