"""The account stage one event at a time, as a live run drives it: the functions that `walk` loops over."""

import numpy as np

from runtime.engine.errors import too_large
from runtime.engine.setup import with_larger_outputs
from runtime.engine.state import Market, State
from runtime.engine.step import AT_BAR, AT_CLOSE, AT_OPEN, step
from runtime.engine.walk import FILLS_PER_SYMBOL
from runtime.portfolio.records import Records


class AccountSession:
    """One account, told of each slot's open, bar and close in turn.

    What happens at a slot depends on the arrays of `market` up to that slot alone: they may be filled as bars
    arrive, with the largest int32 as `slot` of rows still to come.
    """

    def __init__(self, market: Market, state: State, account: int = 0) -> None:
        self._market = market
        self._state = state
        self._account = account

    @property
    def state(self) -> State:
        """The arrays as they stand; they are replaced when the outputs grow."""
        return self._state

    @property
    def fills(self) -> Records:
        """The fills so far."""
        return self._state.fills[: int(self._state.progress[0].fills)].view(np.recarray)

    @property
    def trades(self) -> Records:
        """The trades that have ended so far."""
        return self._state.trades[: int(self._state.progress[0].trades)].view(np.recarray)

    @property
    def notices(self) -> Records:
        """What has been told so far; the values of each are the row of `state.notice_values` at its place."""
        return self._state.notices[: int(self._state.progress[0].notices)].view(np.recarray)

    def on_open(self, slot: int) -> None:
        """Fill what waits, at the opens of this slot."""
        self._step(slot, AT_OPEN)

    def on_bar(self, slot: int) -> None:
        """Hold stops and targets against the highs and lows of this slot."""
        self._step(slot, AT_BAR)

    def on_close(self, slot: int) -> None:
        """Fill what is for the closes of this slot, mark the account at them and decide."""
        self._step(slot, AT_CLOSE)

    def snapshot(self) -> bytes:
        """Return the account's state as bytes: positions, waiting orders and the ledger."""
        state = self._state
        book = (state.positions, state.orders, state.placed, state.ledgers)
        kept = (*book, state.lists["held"], state.entry_folds, state.alert_rows)
        return b"".join(np.ascontiguousarray(part).tobytes() for part in kept)

    def _step(self, slot: int, phase: int) -> None:
        progress = self._state.progress[0]
        room = min(len(self._state.fills) - progress.fills, len(self._state.trades) - progress.trades)
        to_tell = len(self._state.notices) - progress.notices
        symbols = len(self._state.positions)
        if room < FILLS_PER_SYMBOL * symbols or to_tell < len(self._market.messages) * symbols:
            self._state = with_larger_outputs(self._state)
        try:
            step(self._market, self._state, self._account, slot, phase)
        except OverflowError:
            raise too_large() from None
