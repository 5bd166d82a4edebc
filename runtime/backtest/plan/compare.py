"""Two versions of a strategy, compared by what they mean."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

import numpy as np

from jtsc.artifact import Artifact, Clock
from jtsc.driver import load_kernel
from jtsc.meaning import Meaning
from runtime.backtest.plan.change import Change, Verdict
from runtime.backtest.plan.parameters import parameter_changes
from runtime.market_data.timeframe import timeframe_label

# Of an artifact: what names a text or a kernel, what follows from the hashes, and what is compared by itself.
_ASIDE = frozenset(("source_path", "source_hash", "mir_hash", "kernel_path", "lines"))
_FOLLOWS = frozenset(("columns", "payloads"))
_COMPARED_APART = frozenset(("name", "parameters", "clocks", "rules", "limits"))


@dataclass(frozen=True, slots=True)
class Version:
    """A strategy as it is compiled and as it is meant."""

    artifact: Artifact
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class _Rule:
    key: str  # equal for rules that do the same
    text: str


def compare(old: Version, new: Version, renamed: dict[str, str]) -> list[Change]:
    """Return every difference that is more than formatting, comments, order or names of definitions.

    Args:
        old: whose meaning has its parameters by the names that `renamed` gives.
        new: the version that it is compared with.
        renamed: parameters that only have other names, as `renamed_parameters` finds them.
    """
    changes = [
        *_names(old.artifact, new.artifact),
        *parameter_changes(old.artifact.parameters, new.artifact.parameters, renamed),
        *_clocks(old.artifact, new.artifact),
        *_rules(old, new),
        *_limits(old, new),
        *_settings(old, new),
    ]
    behaves_otherwise = any(change.verdict is Verdict.BEHAVIOURAL for change in changes)
    if behaves_otherwise:
        return [*changes, *_definitions(old.meaning, new.meaning)]
    if old.meaning.warmup != new.meaning.warmup and _bars_needed(old.artifact) != _bars_needed(new.artifact):
        return [*changes, Change(Verdict.BEHAVIOURAL, "bars needed before the first decision", "", "")]
    return changes


def _names(old: Artifact, new: Artifact) -> Iterator[Change]:
    if old.name != new.name:
        yield Change(Verdict.COSMETIC, "name of the strategy", old.name, new.name)


def _clocks(old: Artifact, new: Artifact) -> Iterator[Change]:
    before, after = ([replace(clock, names=()) for clock in artifact.clocks] for artifact in (old, new))
    if before != after:
        yield Change(Verdict.BEHAVIOURAL, "timeframes and instruments", _written(before), _written(after))
        return
    for one, other in zip(old.clocks, new.clocks, strict=True):
        if one.names != other.names:
            what = "name of an instrument" if one.symbol else "name of a timeframe"
            yield Change(Verdict.COSMETIC, what, ", ".join(one.names), ", ".join(other.names))


def _written(clocks: Sequence[Clock]) -> str:
    lengths = (timeframe_label(clock.length_ns) if clock.length_ns else "--timeframe" for clock in clocks)
    return ", ".join(clock.symbol or length for clock, length in zip(clocks, lengths, strict=True))


def _rules(old: Version, new: Version) -> Iterator[Change]:
    sections = dict.fromkeys(rule.section for rule in (*old.artifact.rules, *new.artifact.rules))
    for section in sections:
        before, after = _rules_of(old, section), _rules_of(new, section)
        matcher = SequenceMatcher(None, [rule.key for rule in before], [rule.key for rule in after], False)
        for kind, first, last, new_first, new_last in matcher.get_opcodes():
            if kind == "equal":
                continue
            for one, other in zip_longest(before[first:last], after[new_first:new_last]):
                texts = (one.text if one else "", other.text if other else "")
                yield Change(Verdict.BEHAVIOURAL, section, *texts)


def _rules_of(version: Version, section: str) -> list[_Rule]:
    found = []
    meaning = version.meaning
    for rule, condition, action in zip(
        version.artifact.rules, meaning.conditions, meaning.actions, strict=True
    ):
        if rule.section == section:
            facts = {**asdict(rule), "line": None, "condition": condition.hash}
            key = json.dumps(_resolved(facts, meaning), sort_keys=True)
            found.append(_Rule(key, f"when ({condition.text}) {{ {action} }}"))
    return found


def _limits(old: Version, new: Version) -> Iterator[Change]:
    for name in dict.fromkeys((*old.artifact.limits, *new.artifact.limits)):
        values = [
            _resolved(asdict(version.artifact.limits[name]), version.meaning)
            if name in version.artifact.limits
            else None
            for version in (old, new)
        ]
        if values[0] != values[1]:
            texts = (version.meaning.limits.get(name, "") for version in (old, new))
            yield Change(Verdict.BEHAVIOURAL, name, *texts)


def _settings(old: Version, new: Version) -> Iterator[Change]:
    """Yield what else an artifact has: whatever is not known to be harmless may change what a run does."""
    before, after = (_resolved(asdict(version.artifact), version.meaning) for version in (old, new))
    for name in before:
        if name not in _ASIDE | _FOLLOWS | _COMPARED_APART and before[name] != after[name]:
            texts = (json.dumps(each[name], ensure_ascii=False) for each in (before, after))
            yield Change(Verdict.BEHAVIOURAL, name, *texts)


def _definitions(old: Meaning, new: Meaning) -> Iterator[Change]:
    for name, after in new.definitions.items():
        before = old.definitions.get(name)
        if before is not None and before.hash != after.hash:
            yield Change(Verdict.BEHAVIOURAL, f"definition of {name}", before.text, after.text)


def _bars_needed(artifact: Artifact) -> object:
    """Return what a kernel says of its warm-up; only asked where that is written differently."""
    return load_kernel(artifact).warmup(np.array([each.default for each in artifact.parameters]))


def _resolved(facts: Any, meaning: Meaning) -> Any:
    """Return facts with the hash of the value wherever an artifact's `Value` only says where it stands."""
    if isinstance(facts, dict) and facts.keys() == {"origin", "index"}:
        values: Sequence[str] = meaning.fixed if facts["origin"] == "fixed" else meaning.payloads
        return values[facts["index"]]
    if isinstance(facts, dict):
        return {name: _resolved(each, meaning) for name, each in facts.items()}
    if isinstance(facts, list | tuple):
        return [_resolved(each, meaning) for each in facts]
    return facts
