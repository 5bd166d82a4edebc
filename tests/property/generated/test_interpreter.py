"""Interpreter = emitted Python, over generated programs; what is cut off changes nothing before."""

import json
import os
import subprocess
import sys

import pytest

from jtsc.ir.ops import OPS
from tests.property.conftest import ROOT, interpreted
from tests.property.generated.comparison import differences, emitted_answers, interpreted_answers, make_case
from tests.property.walks import walk_columns, walk_steps


@pytest.mark.parametrize("programs", [100, pytest.param(2000, marks=pytest.mark.long)])
def test_emitted_python_answers_as_the_interpreter(programs: int) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.property.generated.prove", str(programs)],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-6000:]
    proof = json.loads(run.stdout)
    print("\n", proof["met"], "\n", dict(sorted(proof["ops"].items(), key=lambda item: item[1])))
    assert proof["met"]["programs"] >= programs
    assert proof["met"]["with a rule that fires"] > programs / 2
    assert proof["ops"].keys() == OPS.keys()


# Each once gave other answers than the interpreter.
FOUND = {
    "an average of a coarser timeframe lost its state where its value was looked at": """
strategy("S") {
  timeframes {
    five = 5m
    hour = 1h
  }
  indicators {
    on hour { range = ATR(period: 3) }
    far = close - 2 * hour.range
  }
  entry.long {
    when (close > far) { buy(quantity: 1_000 KRW / hour.range) }
  }
}
""",
}


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_found_before(text: str) -> None:
    case = make_case(text, seed=1)
    expected, module = interpreted_answers(case), interpreted(case.artifact)
    assert expected.fired.any()
    for walk in (walk_columns, walk_steps):
        assert differences(case, expected, emitted_answers(case, module, walk)) == []
