"""The equity curve: a report in floats, made from the fills after the walk.

In currency, at each slot: cash + the sum of quantity x last known close over the symbols in universe order.
"""

from typing import Any

from runtime.engine.state import Market, Report, State
from runtime.portfolio.records import Record, Records
from stdlib.jit import inlined, outlined


@inlined
def _cash_moved(fill: Record) -> int:
    return int(-fill.side * fill.notional - fill.commission - fill.tax)


@outlined
def curve_of_one(market: Market, state: State, ledger: Record, curve: Any, initial: int) -> None:
    """Write the curve of an account of one symbol: one value a row of that symbol."""
    symbol = ledger.first_symbol
    listing = market.listings[symbol]
    cash_scale = float(market.policy[0].cash_scale)
    quantity_scale = market.listings[symbol].instrument.quantity_scale
    first = listing.first_row
    closes = market.close[first : listing.end_row]
    cash = initial
    quantity = 0
    begin = 0
    for k in range(ledger.first_fill, state.progress[0].fills + 1):
        last = k == state.progress[0].fills
        end = len(curve) if last else state.fills[k].row - first
        money = float(cash) / cash_scale
        shares = float(quantity) / quantity_scale
        part = curve[begin:end]
        marks = closes[begin:end]
        if quantity == 0:
            part[:] = money
        else:
            for place in range(len(part)):
                part[place] = money + shares * marks[place]
        if not last:
            begin = end
            cash += _cash_moved(state.fills[k])
            quantity += state.fills[k].side * state.fills[k].quantity


@inlined
def _add_position(market: Market, curve: Any, shares: float, row: int, end_row: int, end_slot: int) -> None:
    """Add a position held from the slot of `row` up to `end_slot`, at the last known close of each slot."""
    first_slot = market.slot[row]
    dense = min(row + (end_slot - first_slot), end_row)
    if market.slot[dense - 1] - first_slot == dense - 1 - row:
        closes = market.close[row:dense]
        part = curve[first_slot : first_slot + len(closes)]
        for k in range(len(closes)):
            part[k] += shares * closes[k]
        row = dense
        first_slot += len(closes)
        for slot in range(first_slot, end_slot):
            curve[slot] += shares * market.close[row - 1]
        return
    for slot in range(first_slot, end_slot):
        while row + 1 < end_row and market.slot[row + 1] <= slot:
            row += 1
        curve[slot] += shares * market.close[row]


@outlined
def curve_of_many(
    market: Market, state: State, report: Report, ledger: Record, curve: Any, initial: int
) -> None:
    """Write the curve of an account over the whole timeline: one value a slot."""
    cash_scale = float(market.policy[0].cash_scale)
    first = ledger.first_fill
    count = state.progress[0].fills - first
    cash = initial
    begin = 0
    for k in range(count + 1):
        end = len(curve) if k == count else state.fills[first + k].slot
        money = float(cash) / cash_scale
        curve[begin:end] = money
        if k < count:
            begin = end
            cash += _cash_moved(state.fills[first + k])
    ends = report.fills_end[ledger.first_symbol : ledger.last_symbol]
    order = report.fills_by_symbol
    _sort_fills(state.fills, first, count, ledger, ends, order)
    place = 0
    for index in range(len(ends)):
        symbol = ledger.first_symbol + index
        listing = market.listings[symbol]
        quantity = 0
        while place < ends[index]:
            fill = state.fills[order[place]]
            quantity += fill.side * fill.quantity
            place += 1
            end_slot = state.fills[order[place]].slot if place < ends[index] else len(curve)
            if quantity != 0 and end_slot > fill.slot:
                shares = float(quantity) / market.listings[symbol].instrument.quantity_scale
                _add_position(market, curve, shares, fill.row, listing.end_row, end_slot)


@inlined
def _sort_fills(fills: Records, first: int, count: int, ledger: Record, ends: Any, order: Any) -> None:
    """Order the fill indices by symbol, each in time order; those of the k-th symbol end at `ends[k]`."""
    ends[:] = 0
    for k in range(first, first + count):
        ends[fills[k].symbol - ledger.first_symbol] += 1
    total = 0
    for index in range(len(ends)):
        own = ends[index]
        ends[index] = total
        total += own
    for k in range(first, first + count):
        index = fills[k].symbol - ledger.first_symbol
        order[ends[index]] = k
        ends[index] += 1
