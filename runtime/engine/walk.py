"""The one walk through time: from event to event, account after account."""

from runtime.engine.agenda import collect, next_slot, schedule
from runtime.engine.finish import finish_account
from runtime.engine.marks import row_at
from runtime.engine.phases import bar_phase, close_phase, decide_phase, mark_phase, open_phase
from runtime.engine.state import BEGIN, END, Agenda, Market, Report, State
from runtime.portfolio.records import Record
from stdlib.jit import inlined, walker

FILLS_PER_SYMBOL = 5  # at most in one slot: two closing orders, an opening order, a stop before and after it


@inlined
def _begin_account(market: Market, state: State, agenda: Agenda, account: int) -> int:
    """Schedule every symbol of the account; return its first slot."""
    ledger = state.ledgers[account]
    progress = state.progress[0]
    ledger.first_fill = progress.fills
    ledger.first_trade = progress.trades
    progress.window_start = -len(agenda.bits)  # before every slot: the first look fills the window
    for symbol in range(ledger.first_symbol, ledger.last_symbol):
        schedule(market, state, agenda, ledger, symbol, market.listings[symbol].first_row - 1)
    return next_slot(agenda, state.progress[0], ledger, 0)


@inlined
def _after(market: Market, state: State, agenda: Agenda, account: int, slot: int) -> int:
    """Return the account's next slot: the very next one while its equity must be watched."""
    ledger = state.ledgers[account]
    policy = market.policy[0]
    limited = policy.daily_loss_limit >= 0 or policy.max_drawdown >= 0
    watched = ledger.shorts > 0 or (limited and ledger.held > 0)
    if watched and slot < ledger.last_slot:
        return slot + 1
    return next_slot(agenda, state.progress[0], ledger, slot + 1)


@inlined
def _reschedule(
    market: Market, state: State, agenda: Agenda, ledger: Record, slot: int, count: int, flattened: bool
) -> None:
    """Find the next rows of the active symbols, and of every position once the account is flattened."""
    for k in range(count):
        if state.lists[k].row >= 0:
            schedule(market, state, agenda, ledger, state.lists[k].active, state.lists[k].row)
        else:  # delisted
            agenda.due[state.lists[k].active].slot = END
    if flattened:
        for k in range(ledger.first_symbol, ledger.first_symbol + ledger.held):
            symbol = state.lists[k].held
            row = row_at(market, symbol, state.positions[symbol].mark_row, slot)
            schedule(market, state, agenda, ledger, symbol, row)


@walker
def walk(market: Market, state: State, agenda: Agenda, report: Report, end_account: int) -> bool:
    """Run the accounts up to `end_account`; False: the outputs are full, grow them and call again.

    Raises:
        OverflowError: an amount does not fit, see `portfolio.money`.
    """
    progress = state.progress[0]
    while progress.account < end_account:
        account = progress.account
        ledger = state.ledgers[account]
        symbols = ledger.last_symbol - ledger.first_symbol
        if progress.slot == BEGIN:
            progress.slot = _begin_account(market, state, agenda, account)
        slot = progress.slot
        while True:
            room = min(len(state.fills) - progress.fills, len(state.trades) - progress.trades)
            to_tell = len(state.notices) - progress.notices
            if room < FILLS_PER_SYMBOL * symbols or to_tell < len(market.messages) * symbols:
                progress.slot = slot
                return False
            if slot == END:
                break
            count = collect(state, agenda, ledger, slot)
            open_phase(market, state, account, slot, count)
            bar_phase(market, state, account, slot, count)
            close_phase(market, state, account, slot, count)
            flattened = mark_phase(market, state, account, slot)
            decide_phase(market, state, account, slot, count)
            _reschedule(market, state, agenda, ledger, slot, count, flattened)
            slot = _after(market, state, agenda, account, slot)
        finish_account(market, state, report, account, ledger.last_slot)
        progress.account += 1
        progress.slot = BEGIN
    return True
