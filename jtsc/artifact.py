"""A compiled strategy: what the runtime needs to know beside the kernel itself: plain data, kept as JSON."""

import json
from dataclasses import asdict, dataclass
from typing import Any

FORMAT_VERSION = 5


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    unit: str
    default: float
    low: float | None
    high: float | None
    step: float | None
    choices: tuple[float, ...]
    text: str
    is_window: bool  # sizes a window: a whole number of bars, at least 1
    texts: tuple[str, ...]  # of a text: what it may be; its value is the place among them


@dataclass(frozen=True, slots=True)
class Clock:
    """A timeframe, finest first; `length_ns` is None for the caller's `--timeframe`.

    After them come other instruments, on the first one's timeframe: `symbol` says which.
    """

    names: tuple[str, ...]
    length_ns: int | None
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that the kernel reads, of the bars of a clock; `is_whole` ones are int64."""

    clock: int
    name: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Value:
    """A number that an order or a limit needs: the entry `index` of `settle` (fixed) or of the payload."""

    origin: str  # fixed, payload
    index: int


@dataclass(frozen=True, slots=True)
class Term:
    """One of the postfix terms of a condition over the account: see `jtsc.ir.account`."""

    kind: str
    index: int
    name: str


@dataclass(frozen=True, slots=True)
class EntryFold:
    """A value that lives with a position: at the bar of the fill that opens it, and at each later bar."""

    initial: tuple[Term, ...]
    following: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class MessagePart:
    """A piece of a message: `text` as it stands, the `symbol`, or a `value`, of which `text` is the unit."""

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What is told; `terms` push the values of its parts, in turn."""

    parts: tuple[MessagePart, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, in the order of the kernel's bits. `quantity` is percent, notional, shares, all or kelly;
    `value` is its amount, `arguments` those of Kelly's criterion by name. `type` (market, limit, stop,
    stop_limit, best, open, close), `limit`, `stop` and `tif` (day, gtc, ioc, fok) say how its order is
    placed. `when` is what the account decides where the rule's bit is set; empty where the market alone does.
    `price_change` (a ratio) and `volume_ratio` are told of a detected surge, None where its condition looks
    at no such thing."""

    section: str
    verb: str
    line: int
    quantity: str
    value: Value | None
    arguments: dict[str, Value]
    broker: str
    when: tuple[Term, ...] = ()
    type: str = "market"
    limit: Value | None = None
    stop: Value | None = None
    tif: str = "day"
    tag: str = ""
    price_change: Value | None = None
    volume_ratio: Value | None = None
    messages: tuple[Message, ...] = ()  # told when its order is decided


@dataclass(frozen=True, slots=True)
class Alert:
    """What is told where it becomes true: its bit follows those of the rules, `when` as that of a rule."""

    section: str
    line: int
    when: tuple[Term, ...]
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Symbols of a universe: named, or those of a file (relative to the strategy)."""

    symbols: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Universe:
    origins: tuple[Origin, ...]
    limit: int | None


@dataclass(frozen=True, slots=True)
class Cross:
    """How a column over all symbols is made: `function` of a payload."""

    function: str
    payload: int


@dataclass(frozen=True, slots=True)
class SourceSlice:
    account: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Artifact:
    """Everything about a compiled strategy but its machine code."""

    name: str
    source_path: str
    source_hash: str
    mir_hash: str
    kernel_path: str
    parameters: tuple[Parameter, ...]
    clocks: tuple[Clock, ...]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    alerts: tuple[Alert, ...]
    limits: dict[str, Value]
    distances: tuple[str, ...]  # of the limits those that are distances in price, not shares
    flatten_on_breach: bool
    size_at: str
    pyramiding: int
    session: str
    slippage: Value | None
    slippage_ticks: int
    participation: Value | None
    priority: Value | None  # a payload
    sources: tuple[SourceSlice, ...]
    universe: Universe | None
    payloads: int
    crosses: tuple[Cross, ...]  # the k-th makes the column `cross_k`
    entry_folds: tuple[EntryFold, ...]
    lines: dict[int, int]  # line of the kernel -> line of the source

    @property
    def watched(self) -> tuple[Rule | Alert, ...]:
        """Return what the kernel has a bit for: the rules, then the alerts."""
        return (*self.rules, *self.alerts)

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return the messages of the rules, then those of the alerts."""
        return tuple(message for each in self.watched for message in each.messages)

    @property
    def asks_account(self) -> bool:
        """Tell whether a condition or a message depends on values of the account."""
        told = (term.kind for message in self.messages for term in message.terms)
        return any(each.when for each in self.watched) or not {"ledger", "fold"}.isdisjoint(told)

    @property
    def detects_surges(self) -> bool:
        """Tell whether there is a `surge_detection`."""
        return any(rule.section == "surge_detection" for rule in self.rules)

    def to_json(self) -> str:
        return json.dumps({"format": FORMAT_VERSION, **asdict(self)}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "Artifact | None":
        """Read what `to_json` wrote; None for another format."""
        data: dict[str, Any] = json.loads(text)
        if data.pop("format", None) != FORMAT_VERSION:
            return None
        return Artifact(
            **{
                **data,
                "parameters": tuple(
                    Parameter(**{**p, **{name: tuple(p[name]) for name in ("choices", "texts")}})
                    for p in data["parameters"]
                ),
                "clocks": tuple(Clock(**{**c, "names": tuple(c["names"])}) for c in data["clocks"]),
                "columns": tuple(Column(**c) for c in data["columns"]),
                "rules": tuple(_rule(r) for r in data["rules"]),
                "alerts": tuple(Alert(**{**alert, **_told(alert)}) for alert in data["alerts"]),
                **{name: _value(data[name]) for name in ("slippage", "participation", "priority")},
                "limits": {name: Value(**value) for name, value in data["limits"].items()},
                "distances": tuple(data["distances"]),
                "sources": tuple(SourceSlice(**s) for s in data["sources"]),
                "universe": _universe(data["universe"]),
                "crosses": tuple(Cross(**c) for c in data["crosses"]),
                "entry_folds": tuple(
                    EntryFold(_terms(fold["initial"]), _terms(fold["following"]))
                    for fold in data["entry_folds"]
                ),
                "lines": {int(line): source for line, source in data["lines"].items()},
            }
        )


def _value(data: dict[str, Any] | None) -> Value | None:
    return Value(**data) if data else None


def _rule(data: dict[str, Any]) -> Rule:
    values = {name: data[name] for name in ("value", "limit", "stop", "price_change", "volume_ratio")}
    arguments = {name: Value(**argument) for name, argument in data["arguments"].items()}
    known = {name: _value(value) for name, value in values.items()}
    return Rule(**{**data, **known, **_told(data), "arguments": arguments})


def _told(data: dict[str, Any]) -> dict[str, Any]:
    messages = (
        Message(tuple(MessagePart(**part) for part in message["parts"]), _terms(message["terms"]))
        for message in data["messages"]
    )
    return {"when": _terms(data["when"]), "messages": tuple(messages)}


def _terms(data: list[dict[str, Any]]) -> tuple[Term, ...]:
    return tuple(Term(**term) for term in data)


def _universe(data: dict[str, Any] | None) -> Universe | None:
    if data is None:
        return None
    origins = (Origin(tuple(each["symbols"]), each["file"]) for each in data["origins"])
    return Universe(tuple(origins), data["limit"])
