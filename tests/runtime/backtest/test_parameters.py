"""`--param`: what is taken, and what is refused with a word on what to do."""

import pytest

from jtsc.artifact import Artifact
from jtsc.driver import compile_file, load_kernel
from runtime.backtest.parameters import kernel_parameters, parse_parameters, told_parameters
from runtime.domain.errors import RunError

STRATEGY = """
strategy("Parameters") {
  params {
    fast = 5 in 2..60 "bars"
    back = 2
    risk = 1% in 0.5%..2%
    span = 5m
    kind = "ema" in ["sma", "ema"]
  }
  entry.long {
    when (SMA(period: fast * 2) > close[back - 1]) { buy(quantity: risk) }
  }
}
"""


@pytest.fixture(scope="module")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Artifact:
    path = tmp_path_factory.mktemp("parameters") / "parameters.jts"
    path.write_text(STRATEGY, "utf-8")
    return compile_file(path).artifact


def test_defaults_stand_where_nothing_is_given(artifact: Artifact) -> None:
    assert parse_parameters((), artifact) == {"fast": 5, "back": 2, "risk": 0.01, "span": 3e11, "kind": 1}


def test_values_are_read_in_their_unit(artifact: Artifact) -> None:
    values = parse_parameters(("fast=10", "risk=2bp", "span=1h", "kind=sma"), artifact)
    assert (values["fast"], values["risk"], values["span"]) == (10, 0.0002, 3.6e12)
    assert told_parameters(values, artifact)["kind"] == "sma"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("fasst=3", "no parameter .*fasst"),
        ("fast", "gives no value"),
        ("fast=x", "fast=x"),
        ("fast=1%", "not a ratio"),
        ("span=5", "duration"),
        ("kind=hull", "none of its texts"),
    ],
)
def test_what_cannot_be_a_value_is_refused(given: str, message: str, artifact: Artifact) -> None:
    with pytest.raises(RunError, match=message):
        parse_parameters((given,), artifact)


@pytest.mark.parametrize("given", ["fast=0", "fast=0.3", "fast=-4", "back=0", "back=1.5", "back=1e300"])
def test_a_computed_window_or_index_is_judged_with_the_values_given(given: str, artifact: Artifact) -> None:
    with pytest.raises(RunError):
        kernel_parameters(parse_parameters((given,), artifact), artifact, load_kernel(artifact))


def test_values_stand_in_the_order_of_the_kernel(artifact: Artifact) -> None:
    values = parse_parameters(("back=3",), artifact)
    assert kernel_parameters(values, artifact, load_kernel(artifact)).tolist() == [5, 3, 0.01, 3e11, 1]
