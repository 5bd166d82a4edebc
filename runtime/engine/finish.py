"""The end of an account: open positions are closed or valued, waiting orders counted, the curve written."""

from runtime.domain.outcome import Drop, FillReason
from runtime.engine.equity_curve import curve_of_many, curve_of_one
from runtime.engine.fills import execute
from runtime.engine.marks import mark_price, value_account
from runtime.engine.orders import count_drop, end_opening_order
from runtime.engine.state import Market, Report, State
from runtime.portfolio.money import market_price, notional
from runtime.portfolio.positions import side_of, write_trade
from stdlib.jit import inlined, outlined


@inlined
def _drop_orders(market: Market, state: State, account: int, symbol: int) -> None:
    order = state.orders[symbol]
    if order.open_side != 0:
        count_drop(state, symbol, Drop.UNFILLED_AT_END.value, order.decided_row)
        end_opening_order(state.ledgers[account], order)
    if order.close_quantity > 0 or order.rest_quantity > 0:
        if not market.policy[0].close_at_end:
            count_drop(state, symbol, Drop.UNFILLED_AT_END.value, market.listings[symbol].end_row - 1)
        order.close_quantity = 0
        order.rest_quantity = 0


@inlined
def _value_trade(state: State, account: int, symbol: int, row: int, exit_notional: int) -> None:
    progress = state.progress[0]
    trade = state.trades[progress.trades]
    position = state.positions[symbol]
    marked = position.exit_notional + exit_notional
    write_trade(trade, position, side_of(position), marked, FillReason.END_OF_DATA.value, row)
    trade.symbol = symbol
    trade.account = account
    trade.is_open = True
    progress.trades += 1


@outlined
def finish_account(market: Market, state: State, report: Report, account: int, slot: int) -> None:
    """End the account at its last slot: positions at their last close, in universe order."""
    ledger = state.ledgers[account]
    initial = ledger.initial_cash
    for symbol in range(ledger.first_symbol, ledger.last_symbol):
        _drop_orders(market, state, account, symbol)
        position = state.positions[symbol]
        if position.quantity == 0:
            continue
        instrument = market.listings[symbol].instrument
        price = mark_price(market, state, symbol, slot, False)
        side = -side_of(position)
        quantity = abs(position.quantity)
        row = position.mark_row
        if market.policy[0].close_at_end:
            price = market_price(price, side, instrument, market.policy[0].rates)
            execute(
                market,
                state,
                account,
                symbol,
                side,
                quantity,
                price,
                FillReason.END_OF_DATA.value,
                -1,
                row,
                slot,
            )
        else:
            _value_trade(state, account, symbol, row, notional(price, quantity, instrument))
    ledger.equity, _ = value_account(market, state, ledger, slot, False)
    curve = report.equity[report.equity_starts[account] : report.equity_starts[account + 1]]
    if ledger.last_symbol - ledger.first_symbol == 1:
        curve_of_one(market, state, ledger, curve, initial)
    else:
        curve_of_many(market, state, report, ledger, curve, initial)
