"""A result that was kept, and what is different about the same run made again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jtsc.artifact import Artifact
from runtime.backtest.bar_source import file_hash
from runtime.backtest.cost_tables import TABLES
from runtime.backtest.data_origin import DataOrigin, OriginKind
from runtime.backtest.manifest import SCHEMA_VERSION, compiled_facts, costs_hash, machine_facts
from runtime.backtest.request import BacktestRequest
from runtime.backtest.request_options import request_of
from runtime.domain.errors import RunError

Json = Mapping[str, Any]

# How long it took, and where the files were: a run is the same wherever they are now.
_NO_PART_OF_IT = frozenset(("engine_seconds", "source", "manifest.source", "manifest.data.path"))
_WORDS = {
    "manifest.source_hash": "text of the strategy",
    "manifest.mir_hash": "what the strategy means",
    "manifest.kernel_hash": "compiled strategy",
    "manifest.toolchain": "compiler and engine",
    "manifest.platform": "kind of machine",
    "manifest.data.hash": "data",
    "manifest.tables.calendar": "calendar",
    "manifest.tables.calendar.venue": "venue",
    "manifest.tables.calendar.hash": "sessions of the calendar",
    "manifest.tables.costs": "rates charged",
    "outcome_hash": "fills, trades and equity",
}
_WORDS_OF_PART = {
    "manifest.versions": "version of",
    "manifest.parameters": "parameter",
    "manifest.options": "option",
    "manifest.data.first_bar_ns": "first bar of",
}
_ABSENT = "(absent)"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that was one thing when the result was recorded, and is another now."""

    what: str
    recorded: object
    found: object


@dataclass(frozen=True, slots=True)
class RecordedResult:
    """A result as `jtsc backtest --json` printed it, and the run that its manifest asks for."""

    result: Json
    strategy: Path
    origin: DataOrigin
    request: BacktestRequest

    @property
    def manifest(self) -> Json:
        found: Json = self.result["manifest"]
        return found


def read_result(path: Path) -> RecordedResult:
    """Read what `jtsc backtest --json` printed into a file.

    Raises:
        RunError: it is not there, is something else, or comes from a version with other manifests.
    """
    hint = "keep a result with `jtsc backtest ... --json > FILE`"
    try:
        result = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RunError(f"{path} cannot be read: {error.strerror}", hint) from None
    except ValueError:
        raise RunError(f"{path} is no JSON", hint) from None
    manifest = result.get("manifest") if isinstance(result, dict) else None
    if not isinstance(manifest, dict):
        raise RunError(f"{path} is no result of a run: it has no manifest", hint)
    if manifest.get("schema") != SCHEMA_VERSION:
        raise RunError(
            f"{path} was written by another version of jts: its manifest is number {manifest.get('schema')},"
            f" this is {SCHEMA_VERSION}",
            "run the backtest again, or use the version that it names",
        )
    try:
        origin = DataOrigin.from_json(manifest["data"])
        return RecordedResult(result, Path(manifest["source"]), origin, request_of(manifest["options"]))
    except (KeyError, TypeError, ValueError, ArithmeticError):
        raise RunError(f"the manifest in {path} is damaged", hint) from None


def known_differences(recorded: RecordedResult, artifact: Artifact, origin: DataOrigin) -> list[Difference]:
    """Return what is different before anything has run: strategy, versions, data in a file, cost table."""
    facts: dict[str, Any] = {**compiled_facts(artifact), **machine_facts()}
    told = {name: recorded.manifest.get(name) for name in facts}
    found = list(differences({"manifest": told}, {"manifest": facts}))
    if origin.kind is not OriginKind.STORE and origin.path is not None and origin.path.is_file():
        data = {"hash": recorded.manifest["data"].get("hash")}
        now = {"hash": file_hash(origin.path)}
        found += differences({"manifest": {"data": data}}, {"manifest": {"data": now}})
    table = TABLES.get(recorded.request.costs.name)
    if table is not None and costs_hash(table) != costs_hash(recorded.request.costs):
        charged = costs_hash(recorded.request.costs)
        found.append(
            Difference(f"cost table {table.name} (charged is what it was)", charged, costs_hash(table))
        )
    return found


def differences(recorded: Json, found: Json) -> Iterator[Difference]:
    """Yield every value of one result that another has otherwise or not at all, but for times and places."""
    return _compare(recorded, found, "")


def _compare(recorded: object, found: object, place: str) -> Iterator[Difference]:
    if place in _NO_PART_OF_IT:
        return
    if isinstance(recorded, Mapping) and isinstance(found, Mapping):
        for key in _keys(recorded, found):
            below = f"{place}.{key}" if place else str(key)
            yield from _compare(recorded.get(key, _ABSENT), found.get(key, _ABSENT), below)
    elif recorded != found or type(recorded) is not type(found):
        yield Difference(_words(place), recorded, found)


def _keys(*mappings: Mapping[str, Any]) -> Iterable[str]:
    return dict.fromkeys(key for mapping in mappings for key in mapping)


def _words(place: str) -> str:
    """Return what people call a value of a result."""
    if place in _WORDS:
        return _WORDS[place]
    for part, words in _WORDS_OF_PART.items():
        if place.startswith(f"{part}."):
            return f"{words} {place.removeprefix(f'{part}.')}"
    return place
