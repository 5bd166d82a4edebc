"""Every kernel also runs as plain Python, without a warning, and gives the same bits."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("every_kernel.py")
CHECKOUT = Path(__file__).resolve().parents[3]


def digest(**variables: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)} | variables
    run = subprocess.run(
        [sys.executable, "-W", "error", PROGRAM], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_plain_python_gives_the_same_bits() -> None:
    assert digest(NUMBA_DISABLE_JIT="1") == digest(NUMBA_DISABLE_JIT="0")
