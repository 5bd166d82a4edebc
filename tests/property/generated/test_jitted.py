"""Generated programs as machine code: step and scan answer as the interpreter does.

A program takes some ten seconds to compile, so that the default suite takes the shortest of those that look
at other timeframes or instruments.
"""

from random import Random

import pytest

from jtsc.driver import load_kernel
from tests.property.generated.comparison import differences, emitted_answers, interpreted_answers, make_case
from tests.property.generated.programs import program
from tests.property.walks import walk_columns, walk_steps


@pytest.mark.parametrize("programs", [3, pytest.param(100, marks=pytest.mark.long)])
def test_machine_code_answers_as_the_interpreter(programs: int) -> None:
    texts = [(seed, program(Random(seed))) for seed in range(300)]
    coarse = [each for each in texts if "    on " in each[1]]
    for seed, text in sorted(coarse, key=lambda each: len(each[1]))[:programs]:
        case = make_case(text, seed)
        expected, module = interpreted_answers(case), load_kernel(case.artifact)
        for walk in (walk_columns, walk_steps):
            assert differences(case, expected, emitted_answers(case, module, walk)) == [], text
