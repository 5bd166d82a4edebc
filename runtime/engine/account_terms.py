"""Values and conditions of the account at a decision: the terms of a rule, one after the other."""

import math

from runtime.domain.account_terms import AccountValue, TermKind
from runtime.engine.marks import is_halted
from runtime.engine.state import Market, State
from runtime.portfolio.money import notional, price_units
from runtime.portfolio.positions import side_of
from stdlib.jit import inlined, outlined

NA = math.nan


@inlined
def _bars_held(market: Market, symbol: int, entry_row: int, row: int) -> float:
    if not market.listings[symbol].has_halts:
        return float(row - entry_row)
    bars = 0
    for later in range(entry_row + 1, row + 1):
        if not is_halted(market, symbol, later):
            bars += 1
    return float(bars)


@inlined
def _of_position(market: Market, state: State, symbol: int, row: int, value: int) -> float:
    """Return a value of the symbol's position; na without one."""
    position = state.positions[symbol]
    instrument = market.listings[symbol].instrument
    side = side_of(position)
    if side == 0:
        return NA
    if value == AccountValue.ENTRY_PRICE.value:
        return float(position.average_price) / float(instrument.price_scale)
    if value == AccountValue.BARS_HELD.value:
        return _bars_held(market, symbol, position.entry_row, row)
    close = price_units(market.close[row], instrument)
    if value == AccountValue.UNREALIZED_RETURN.value:
        return float(side) * (float(close) / float(position.average_price) - 1.0)
    if position.cost == 0:
        return NA
    worth = notional(close, abs(position.quantity), instrument)
    paid = position.commission + position.tax
    return float(side * (worth - position.cost) - paid) / float(position.cost)


@inlined
def _account_value(market: Market, state: State, account: int, symbol: int, row: int, value: int) -> float:
    ledger = state.ledgers[account]
    if value == AccountValue.EQUITY.value:
        return float(ledger.equity) / float(market.policy[0].cash_scale)
    if value == AccountValue.CASH.value:
        return float(ledger.free) / float(market.policy[0].cash_scale)
    if value == AccountValue.POSITIONS.value:
        return float(ledger.held)
    if value == AccountValue.QUANTITY.value:
        quantity_scale = market.listings[symbol].instrument.quantity_scale
        return float(state.positions[symbol].quantity) / float(quantity_scale)
    return _of_position(market, state, symbol, row, value)


@inlined
def _truth(known: bool) -> float:
    return 1.0 if known else 0.0


@inlined
def _compared(kind: int, left: float, right: float) -> float:
    if left != left or right != right:
        return NA
    if kind == TermKind.LESS.value:
        return _truth(left < right)
    if kind == TermKind.AT_MOST.value:
        return _truth(left <= right)
    if kind == TermKind.GREATER.value:
        return _truth(left > right)
    if kind == TermKind.AT_LEAST.value:
        return _truth(left >= right)
    if kind == TermKind.EQUAL.value:
        return _truth(left == right)
    return _truth(left != right)


@inlined
def _finite(x: float) -> float:
    return x if abs(x) <= 1.7976931348623157e308 else NA


@inlined
def _calculated(kind: int, left: float, right: float) -> float:
    if left != left or right != right:
        return NA
    if kind == TermKind.ADD.value:
        return _finite(left + right)
    if kind == TermKind.SUBTRACT.value:
        return _finite(left - right)
    if kind == TermKind.MULTIPLY.value:
        return _finite(left * right)
    if kind == TermKind.DIVIDE.value:
        return _finite(left / right) if right != 0.0 else NA
    if kind == TermKind.LARGEST.value:
        return max(left, right)
    return min(left, right)


@inlined
def _both(left: float, right: float) -> float:
    """Return `left AND right`: false beside na is false."""
    if left == 0.0 or right == 0.0:
        return 0.0
    return NA if left != left or right != right else 1.0


@inlined
def _either(left: float, right: float) -> float:
    """Return `left OR right`: true beside na is true."""
    if left == 1.0 or right == 1.0:
        return 1.0
    return NA if left != left or right != right else 0.0


@inlined
def _of_two(kind: int, left: float, right: float) -> float:
    if kind == TermKind.AND.value:
        return _both(left, right)
    if kind == TermKind.OR.value:
        return _either(left, right)
    if TermKind.LESS.value <= kind <= TermKind.UNEQUAL.value:
        return _compared(kind, left, right)
    return _calculated(kind, left, right)


@inlined
def _of_three(kind: int, first: float, second: float, third: float) -> float:
    if kind == TermKind.BETWEEN.value:
        above = _compared(TermKind.AT_LEAST.value, first, second)
        below = _compared(TermKind.AT_MOST.value, first, third)
        return _both(above, below)
    if first != first:
        return NA
    return second if first == 1.0 else third


@outlined
def evaluate(
    market: Market, state: State, account: int, symbol: int, row: int, begin: int, end: int
) -> float:
    """Return what the terms from `begin` up to `end` come to for a symbol, at the close of this row."""
    stack = state.stack
    top = -1
    for place in range(begin, end):
        term = market.terms[place]
        kind = term.kind
        if kind <= TermKind.FOLD.value:
            top += 1
            if kind == TermKind.NUMBER.value:
                stack[top] = term.value
            elif kind == TermKind.PAYLOAD.value:
                stack[top] = market.payload[term.index, row]
            elif kind == TermKind.FOLD.value:
                stack[top] = state.entry_folds[symbol, term.index]
            else:
                stack[top] = _account_value(market, state, account, symbol, row, term.index)
        elif kind == TermKind.NEGATIVE.value:
            stack[top] = -stack[top]
        elif kind == TermKind.NOT.value:
            stack[top] = 1.0 - stack[top]
        elif kind == TermKind.SIZE.value:
            stack[top] = abs(stack[top])
        elif kind == TermKind.BETWEEN.value or kind == TermKind.CHOICE.value:
            top -= 2
            stack[top] = _of_three(kind, stack[top], stack[top + 1], stack[top + 2])
        else:
            top -= 1
            stack[top] = _of_two(kind, stack[top], stack[top + 1])
    return float(stack[0])


@inlined
def account_allows(market: Market, state: State, account: int, symbol: int, rule: int, row: int) -> bool:
    """Return whether a rule whose bit is set at this row is true: the account may have a say in it."""
    record = market.rules[rule]
    if record.when_begin == record.when_end:
        return True
    return evaluate(market, state, account, symbol, row, record.when_begin, record.when_end) == 1.0
