"""The only place that picks concrete classes."""

from runtime.clock import Clock, SystemClock
from runtime.storage.data_folder import data_folder
from runtime.storage.run_ledger import RunLedger


def system_clock() -> Clock:
    return SystemClock()


def run_ledger() -> RunLedger:
    """Return the ledger of all runs of this user."""
    return RunLedger(data_folder() / "runs.sqlite")
