"""What is told: messages of rules whose order is decided, and of alerts whose condition becomes true."""

from runtime.engine.account_terms import evaluate
from runtime.engine.next_true import is_true
from runtime.engine.state import Market, State
from stdlib.jit import inlined, outlined

NEVER = -2  # before every row, and before the row that is not there before the first


@outlined
def tell(market: Market, state: State, account: int, symbol: int, row: int, first: int, end: int) -> None:
    """Write the messages from `first` up to `end`, with their values at the close of this row."""
    progress = state.progress[0]
    for message in range(first, end):
        record = market.messages[message]
        evaluate(market, state, account, symbol, row, record.begin, record.end)
        notice = state.notices[progress.notices]
        notice.row = row
        notice.symbol = symbol
        notice.account = account
        notice.message = message
        for k in range(record.values):
            state.notice_values[progress.notices, k] = state.stack[k]
        progress.notices += 1


@inlined
def tell_of_order(market: Market, state: State, account: int, symbol: int, rule: int, row: int) -> None:
    """Tell of the order that a rule has decided at this row."""
    record = market.rules[rule]
    if record.first_message < record.end_message:
        tell(market, state, account, symbol, row, record.first_message, record.end_message)


@inlined
def _decided_before(market: Market, symbol: int, row: int) -> int:
    """Return the row of the decision before the one at this row, which halts do not have.

    At the closes between quotes it is the close before, at a quote the quote before.
    """
    before = row - 1
    while before >= market.listings[symbol].first_row and market.halted[before] != market.halted[row]:
        before -= 1
    return before


@outlined
def tell_alerts(market: Market, state: State, account: int, symbol: int, row: int) -> None:
    """Tell of the alerts that are true at this decision and were not at the symbol's decision before."""
    for alert in range(len(market.alerts)):
        record = market.alerts[alert]
        if not is_true(market.bits, len(market.rules) + alert, market.listings[symbol], row):
            continue
        begin, end = record.when_begin, record.when_end
        if begin != end and evaluate(market, state, account, symbol, row, begin, end) != 1.0:
            continue
        if state.alert_rows[symbol, alert] < _decided_before(market, symbol, row):
            tell(market, state, account, symbol, row, record.first_message, record.end_message)
        state.alert_rows[symbol, alert] = row
