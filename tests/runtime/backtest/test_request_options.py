"""What a manifest keeps of a request is all of it."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from runtime.backtest.data_origin import DataOrigin, OriginKind
from runtime.backtest.request import BacktestRequest
from runtime.backtest.request_options import options_of, request_of
from runtime.domain.costs import Costs
from runtime.engine.tiles import Tiling

AMOUNTS = st.decimals(min_value=Decimal("0.000001"), max_value=10**17, allow_nan=False)
TIMES = st.none() | st.integers(-(2**62), 2**62)
RATES = st.integers(0, 10**9)
REQUESTS = st.builds(
    BacktestRequest,
    parameters=st.lists(st.text()).map(tuple),
    costs=st.builds(Costs, st.text(), RATES, RATES, RATES, RATES),
    cash=AMOUNTS,
    lot=AMOUNTS,
    tick=st.none() | AMOUNTS,
    currency=st.none() | st.sampled_from(["KRW", "USD"]),
    symbols=st.none() | st.lists(st.text()).map(tuple),
    timeframe_ns=TIMES,
    venue=st.none() | st.text(),
    start_ns=TIMES,
    end_ns=TIMES,
    per_symbol=st.booleans(),
    close_at_end=st.booleans(),
    metrics_from_all=st.booleans(),
    sharpe=st.sampled_from(["geometric", "arithmetic"]),
)
ORIGINS = st.builds(
    DataOrigin,
    st.sampled_from(OriginKind),
    st.none() | st.sampled_from([Path("봉.csv"), Path("/data/a b")]),
    st.dictionaries(st.text(), st.text()),
    st.lists(st.text()).map(tuple),
)


@given(REQUESTS)
def test_a_request_comes_back_from_its_options(request: BacktestRequest) -> None:
    assert request_of(json.loads(json.dumps(options_of(request)))) == request


@given(REQUESTS, st.integers(1, 64))
def test_threads_are_no_part_of_it(request: BacktestRequest, threads: int) -> None:
    assert options_of(replace(request, tiling=Tiling(threads))) == options_of(request)


@given(ORIGINS)
def test_an_origin_comes_back(origin: DataOrigin) -> None:
    assert DataOrigin.from_json(json.loads(json.dumps(origin.to_json()))) == origin
