"""`--param`: values for a strategy's parameters."""

from collections.abc import Iterable
from datetime import time
from types import ModuleType

import numpy as np

from jtsc.artifact import Artifact, Parameter
from runtime.backtest.amounts import RATIO_DIVISORS, parse_decimal
from runtime.domain.bars import NANOSECONDS_PER_SECOND, Float64s
from runtime.domain.errors import RunError
from runtime.market_data.errors import DataError
from runtime.market_data.suggestion import suggest
from runtime.market_data.timeframe import parse_timeframe, timeframe_label


def parse_parameters(given: Iterable[str], artifact: Artifact) -> dict[str, float]:
    """Return the value of every parameter: as given (`fast=20`, `risk=1%`), else its default."""
    known = {parameter.name: parameter for parameter in artifact.parameters}
    values = {name: parameter.default for name, parameter in known.items()}
    for text in given:
        name, equals, written = (part.strip() for part in text.partition("="))
        if not equals or not written:
            raise RunError(f"--param {text} gives no value", "write for example --param fast=20")
        if name not in known:
            hint = suggest(name, known, "its parameters are") if known else "it has no parameters at all"
            raise RunError(f"{artifact.name} has no parameter '{name}'", hint)
        values[name] = _value(written, known[name])
    return values


def kernel_parameters(values: dict[str, float], artifact: Artifact, kernel: ModuleType) -> Float64s:
    """Return the values in the order of the kernel; refuse those that size a window or an index wrongly."""
    params = np.asarray([values[parameter.name] for parameter in artifact.parameters], np.float64)
    check_sizes(params, artifact, kernel, (NANOSECONDS_PER_SECOND,) * len(artifact.clocks))
    return params


def check_sizes(params: Float64s, artifact: Artifact, kernel: ModuleType, clock_ns: tuple[int, ...]) -> None:
    """Refuse windows, indices and spans of time that cannot be, with bars of these lengths a clock."""
    try:
        kernel.layout(params, clock_ns)
    except ValueError as error:
        given = ", ".join(
            f"{parameter.name}={_written(value, parameter)}"
            for parameter, value in zip(artifact.parameters, params, strict=True)
        )
        raise RunError(
            f"{artifact.name}{f' with {given}' if given else ''}: {error}",
            "give its parameters other values, or finer bars"
            if given
            else "give finer bars, or change the span",
        ) from None


def told_parameters(values: dict[str, float], artifact: Artifact) -> dict[str, float | str]:
    """Return the values as a manifest tells them: a text as it is written."""
    return {
        parameter.name: parameter.texts[int(values[parameter.name])]
        if parameter.texts
        else values[parameter.name]
        for parameter in artifact.parameters
    }


def _written(value: float, parameter: Parameter) -> str:
    if parameter.texts:
        return parameter.texts[int(value)]
    return timeframe_label(int(value)) if parameter.unit == "duration" else f"{value:g}"


def _value(text: str, parameter: Parameter) -> float:
    option = f"--param {parameter.name}"
    if parameter.texts:
        if text not in parameter.texts:
            raise RunError(f"{option}={text} is none of its texts", f"give {' or '.join(parameter.texts)}")
        return float(parameter.texts.index(text))
    if parameter.unit == "duration":
        try:
            return float(parse_timeframe(text))
        except DataError:
            raise RunError(f"{option}={text} is not a duration", "write for example 5m, 1h or 20d") from None
    if parameter.unit == "time":
        try:
            moment = time.fromisoformat(text)
        except ValueError:
            raise RunError(f"{option}={text} is not a time of day", "write for example 09:10") from None
        seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
        return float(seconds * NANOSECONDS_PER_SECOND)
    suffix = next((suffix for suffix in RATIO_DIVISORS if text.endswith(suffix)), "")
    if suffix and parameter.unit != "ratio":
        raise RunError(f"{option}={text}: it is a {parameter.unit}, not a ratio", "write a plain number")
    example = "5%" if parameter.unit == "ratio" else "20"
    value = parse_decimal(text, f"{option}={text}", example, suffix) / RATIO_DIVISORS.get(suffix, 1)
    if parameter.is_window and (value < 1 or value != int(value)):
        raise RunError(
            f"{option}={text}: it sizes a window, a whole number of bars, at least 1", "write 1 or more"
        )
    return float(value)
