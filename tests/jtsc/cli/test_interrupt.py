"""Ctrl-C stops a process, wherever it is found."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# The signal comes while LLVM calls back with the machine code it has made, where Python drops exceptions.
WHILE_MACHINE_CODE_IS_MADE = """
import signal, time
from numba import njit
from numba.core.codegen import CPUCodeLibrary
from jtsc.cli.interrupt import raise_on_interrupt

raise_on_interrupt()
made = CPUCodeLibrary._object_compiled_hook.__func__

def interrupted(cls, module, code):
    CPUCodeLibrary._object_compiled_hook = classmethod(made)
    signal.raise_signal(signal.SIGINT)
    made(cls, module, code)

CPUCodeLibrary._object_compiled_hook = classmethod(interrupted)
try:
    njit(lambda x: x + 1)(1)
    time.sleep(5)
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="POSIX signals")
def test_it_is_not_lost_while_machine_code_is_made() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WHILE_MACHINE_CODE_IS_MADE], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("stopped\n", "")
