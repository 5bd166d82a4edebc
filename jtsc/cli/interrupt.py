"""Ctrl-C, also while machine code is made."""

import signal
from types import FrameType

_SWALLOWS = "executionengine.py"  # llvmlite calls Python back from LLVM, where an exception is lost
_AGAIN_S = 0.01


def raise_on_interrupt() -> None:
    """Let Ctrl-C raise KeyboardInterrupt where it is not lost: at once, or as soon as LLVM has returned."""
    if hasattr(signal, "setitimer"):
        for number in (signal.SIGINT, signal.SIGALRM):
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    while frame is not None:
        if frame.f_code.co_filename.endswith(_SWALLOWS):
            signal.setitimer(signal.ITIMER_REAL, _AGAIN_S)
            return
        frame = frame.f_back
    raise KeyboardInterrupt
