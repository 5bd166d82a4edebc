"""Which parameter of one version is which of the other, and what is different about them."""

from collections.abc import Iterator, Mapping, Sequence

from jtsc.artifact import Parameter
from runtime.backtest.plan.change import Change, Verdict
from runtime.market_data.timeframe import timeframe_label

# What a run without `--param` cannot notice: what a person reads, and what an optimiser tries.
_COSMETIC = ("text", "low", "high", "step", "choices", "texts")


def renamed_parameters(old: Sequence[Parameter], new: Sequence[Parameter]) -> dict[str, str]:
    """Return the new name of each old parameter that seems to be renamed.

    Those that only one version has are paired in their order, where kind and default are equal.
    """
    new_names, old_names = {each.name for each in new}, {each.name for each in old}
    free = [each for each in new if each.name not in old_names]
    renamed = {}
    for each in old:
        if each.name in new_names:
            continue
        same = next((other for other in free if _kind(other) == _kind(each)), None)
        if same is not None:
            free.remove(same)
            renamed[each.name] = same.name
    return renamed


def parameter_changes(
    old: Sequence[Parameter], new: Sequence[Parameter], renamed: Mapping[str, str]
) -> Iterator[Change]:
    """Yield what is different about the parameters; a rule that reads another one differs by itself."""
    paired = {renamed.get(each.name, each.name): each for each in old}
    for each in new:
        before = paired.pop(each.name, None)
        if before is None:
            yield Change(Verdict.COSMETIC, f"parameter {each.name}", "", _written(each))
            continue
        if before.name != each.name:
            yield Change(Verdict.COSMETIC, "name of a parameter", before.name, each.name)
        if _kind(before) != _kind(each):
            yield Change(Verdict.BEHAVIOURAL, f"parameter {each.name}", _written(before), _written(each))
        if any(getattr(before, name) != getattr(each, name) for name in _COSMETIC):
            what = f"range or text of parameter {each.name}"
            yield Change(Verdict.COSMETIC, what, _range(before), _range(each))
    for before in paired.values():
        yield Change(Verdict.COSMETIC, f"parameter {before.name}", _written(before), "")


def _kind(parameter: Parameter) -> tuple[str, float | str]:
    return parameter.unit, _written(parameter) if parameter.texts else parameter.default


def _written(parameter: Parameter) -> str:
    return _value(parameter.default, parameter)


def _range(parameter: Parameter) -> str:
    words = []
    if parameter.low is not None and parameter.high is not None:
        words.append(f"{_value(parameter.low, parameter)}..{_value(parameter.high, parameter)}")
    if parameter.step is not None:
        words.append(f"step {_value(parameter.step, parameter)}")
    if parameter.choices:
        words.append(f"[{', '.join(_value(choice, parameter) for choice in parameter.choices)}]")
    if parameter.text:
        words.append(f'"{parameter.text}"')
    return " ".join(words)


def _value(value: float, parameter: Parameter) -> str:
    """Return a value as a strategy's text has it."""
    match parameter.unit:
        case "duration":
            return timeframe_label(int(value))
        case "ratio":
            return f"{value * 100:.10g}%"
        case "text":
            return f'"{parameter.texts[int(value)]}"'
    return f"{value:.15g}"
