"""Values that live with a position: they begin at the bar of the fill that opens it."""

import math

from runtime.engine.account_terms import evaluate
from runtime.engine.marks import is_halted
from runtime.engine.state import Market, State
from stdlib.jit import outlined


@outlined
def carry_folds(market: Market, state: State, account: int, symbol: int, row: int) -> None:
    """Take the folds of a symbol to the close of this row; an na value leaves a fold as it was.

    Each reads the others as of the bar before, or of this one where they stand earlier in the program.
    """
    position = state.positions[symbol]
    for fold in range(len(market.entry_folds)):
        record = market.entry_folds[fold]
        if position.quantity == 0:
            state.entry_folds[symbol, fold] = math.nan
        elif not is_halted(market, symbol, row):
            begin, end = record.following_begin, record.following_end
            if position.entry_row == row:
                begin, end = record.initial_begin, record.initial_end
                state.entry_folds[symbol, fold] = math.nan
            value = evaluate(market, state, account, symbol, row, begin, end)
            if value == value:
                state.entry_folds[symbol, fold] = value
