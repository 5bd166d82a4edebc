"""Hold generated programs against the interpreter, without numba; print what was met as JSON.

Run as a program with NUMBA_DISABLE_JIT=1; its argument is how many programs. Exit 1 with the smallest program
found whose answers differ.
"""

import itertools
import json
import sys
import zlib
from collections import Counter
from random import Random

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from jtsc.driver import load_kernel
from jtsc.passes import run_passes
from tests.property.generated.comparison import (
    Case,
    differences,
    emitted_answers,
    interpreted_answers,
    make_case,
)
from tests.property.generated.programs import program
from tests.property.walks import Answers, walk_columns, walk_steps

ROUND = 50  # examples; some come up twice


class Proof:
    """Compares programs, each once, and counts what they hold."""

    def __init__(self) -> None:
        self._texts: set[str] = set()
        self.met: Counter[str] = Counter()
        self.ops: Counter[str] = Counter()

    def compare(self, draw: Random) -> None:
        text = program(draw)
        if text in self._texts:
            return
        case = make_case(text, seed=zlib.crc32(text.encode()))
        expected = interpreted_answers(case)
        module = load_kernel(case.artifact)
        scanned = emitted_answers(case, module, walk_columns)
        assert differences(case, expected, scanned) == [], text
        assert emitted_answers(case, module, walk_steps).same_as(scanned), text
        self._cut(case, scanned)
        self._texts.add(text)
        self.ops.update({op.name for _, mir in run_passes(case.program) for op in mir.ops})
        self.met["programs"] += 1
        self.met["with a rule that fires"] += bool(expected.fired.any())
        self.met["decisions"] += int(expected.fired.sum())
        self.met["values"] += int((~np.isnan(expected.payload)).sum())

    def _cut(self, case: Case, whole: Answers) -> None:
        """Data after a moment changes nothing up to it."""
        ends = case.market.columns[0, "ts_close"]
        moment = int(ends[len(ends) // 3])
        module = load_kernel(case.artifact)
        cut = emitted_answers(case, module, walk_columns, case.market.until(moment))
        np.testing.assert_array_equal(cut.fired, whole.fired[:, ends <= moment], case.text)
        np.testing.assert_array_equal(cut.payload, whole.payload[:, ends <= moment], case.text)


def prove(wanted: int) -> Proof:
    """Compare at least so many different programs, the same ones each time."""
    proof = Proof()
    for number in itertools.count():
        if proof.met["programs"] >= wanted:
            return proof
        _prove_round(proof, number)
    raise AssertionError


def _prove_round(proof: Proof, number: int) -> None:
    @seed(number)
    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(st.randoms(use_true_random=False))
    def compare(draw: Random) -> None:
        proof.compare(draw)

    compare()


if __name__ == "__main__":
    proved = prove(int(sys.argv[1]))
    print(json.dumps({"met": proved.met, "ops": proved.ops}))
