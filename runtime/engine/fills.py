"""Executing an order: the fill, the cash it moves, the position and the trade it ends."""

from runtime.engine.state import Market, State
from runtime.portfolio.ledger import settle
from runtime.portfolio.money import commission_rate, fee, notional, tax_rate
from runtime.portfolio.positions import close_position, open_position, side_of, write_trade
from runtime.portfolio.records import Record
from stdlib.jit import inlined


@inlined
def _book(
    fill: Record,
    trade: Record,
    position: Record,
    ledger: Record,
    instrument: Record,
    rates: Record,
    side: int,
    quantity: int,
    price: int,
    reason: int,
    row: int,
) -> bool:
    """Write a fill and all it changes; return whether it ended a trade."""
    value = notional(price, quantity, instrument)
    commission = fee(value, commission_rate(side, rates))
    tax = fee(value, tax_rate(side, rates))
    fill.row = row
    fill.side = side
    fill.reason = reason
    fill.quantity = quantity
    fill.price = price
    fill.notional = value
    fill.commission = commission
    fill.tax = tax
    settle(ledger, side, value, commission + tax)
    held_side = side_of(position)
    closes = held_side == -side
    if closes:
        close_position(position, side, quantity, value)
    else:
        open_position(position, side, quantity, price, value, row)
    position.commission += commission
    position.tax += tax
    if not closes or position.quantity != 0:
        return False
    write_trade(trade, position, held_side, position.exit_notional, reason, row)
    return True


@inlined
def execute(
    market: Market,
    state: State,
    account: int,
    symbol: int,
    side: int,
    quantity: int,
    price: int,
    reason: int,
    rule: int,
    row: int,
    slot: int,
) -> None:
    """Fill `quantity` at `price`; a fill against the position takes at most that position."""
    progress = state.progress[0]
    ledger = state.ledgers[account]
    position = state.positions[symbol]
    fill = state.fills[progress.fills]
    trade = state.trades[progress.trades]
    was_flat = position.quantity == 0
    if market.policy[0].has_cooldown and position.quantity * side < 0:
        position.ready_slot = market.ready[slot]
    was_short = position.quantity < 0
    ended = _book(
        fill,
        trade,
        position,
        ledger,
        market.listings[symbol].instrument,
        market.policy[0].rates,
        side,
        quantity,
        price,
        reason,
        row,
    )
    fill.slot = slot
    fill.symbol = symbol
    fill.account = account
    fill.rule = rule
    progress.fills += 1
    if was_flat:
        position.mark_row = row
        position.held_index = ledger.held
        state.lists[ledger.first_symbol + ledger.held].held = symbol
        ledger.held += 1
        if side < 0:
            ledger.shorts += 1
    if ended:
        trade.symbol = symbol
        trade.account = account
        trade.is_open = False
        progress.trades += 1
        ledger.held -= 1
        last = state.lists[ledger.first_symbol + ledger.held].held
        state.lists[ledger.first_symbol + position.held_index].held = last
        state.positions[last].held_index = position.held_index
        if was_short:
            ledger.shorts -= 1
