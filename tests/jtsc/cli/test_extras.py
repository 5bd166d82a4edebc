"""What is left of the command line where an extra is not installed."""

import subprocess
import sys
from pathlib import Path

STRATEGY = str(Path(__file__).parents[3] / "strategies" / "sma_crossover.jts")
HIDE = """
import sys
for name in ("numpy", "numba", "llvmlite", "pyarrow", "platformdirs"):
    sys.modules[name] = None
from jtsc.cli import main
main()
"""


def jtsc_without_research(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", HIDE, *args], capture_output=True, text=True, check=False)


def test_checking_and_looking_at_stages_need_no_extra() -> None:
    for args in (["check"], ["compile", "--emit", "mir"], ["compile", "--emit", "python"]):
        done = jtsc_without_research(*args, STRATEGY)
        assert (done.returncode, done.stderr) == (0, ""), args


def test_a_command_that_lacks_its_extra_says_how_to_get_it() -> None:
    done = jtsc_without_research("backtest", STRATEGY, "--data", "bars.csv")
    assert done.returncode == 2
    assert 'pip install "jts[research]"' in done.stderr
    assert "Traceback" not in done.stderr


def test_help_lists_it_all_the_same() -> None:
    done = jtsc_without_research("--help")
    assert done.returncode == 0
    assert "backtest  Needs numpy: not installed." in done.stdout
