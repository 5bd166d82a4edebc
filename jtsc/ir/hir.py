"""HIR: the checked program. Every name is resolved, every expression has a type, built-in functions written
in the language itself are expanded."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jtsc.ir.order_words import OrderType, TimeInForce
from jtsc.source import Span
from jtsc.typesys.signature import Signature
from jtsc.typesys.types import Type


@dataclass(frozen=True, slots=True)
class Node:
    span: Span
    type: Type


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A number (ratios as fractions, durations in ns), a bool, or a text."""

    value: int | float | bool | str


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """The value of a parameter of the strategy in this run."""

    name: str


@dataclass(frozen=True, slots=True)
class Column(Node):
    """A column of the bars of the clock of its type."""

    name: str


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """The value of a binding, by its full name (`sma20`, `daily.trend`)."""

    name: str


@dataclass(frozen=True, slots=True)
class Indicator(Node):
    """A call of an indicator: `inputs` as its kernel lists them, `arguments` the rest by parameter name."""

    signature: Signature
    inputs: tuple["Expr", ...]
    arguments: Mapping[str, "Expr"]


@dataclass(frozen=True, slots=True)
class Part(Node):
    """A field of a record."""

    base: "Expr"
    name: str


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    operator: str  # + - * /
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Elementary(Node):
    """An elementary function of its operands: max min abs mod floor ceil round sign sqrt log exp pow."""

    function: str
    operands: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class CrossSection(Node):
    """How the operand of a symbol stands among those of all symbols: rank percentile zscore."""

    function: str
    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Held(Node):
    """What a fold was at the bar before; `fold` is its number in the program."""

    fold: int


@dataclass(frozen=True, slots=True)
class Fold(Node):
    """`initial` at the first bar (of each session, where it starts anew with them), then `following`.

    Where `following` is na the value stays. In it, `Held` stands for the value of the bar before.
    """

    number: int
    initial: "Expr"
    following: "Expr"
    restart: "Expr | None"  # a bool, true where it starts anew


@dataclass(frozen=True, slots=True)
class EntryFold(Node):
    """`initial` at the bar of the fill that opens a position, then `following`, for as long as it is held.

    `number` counts these folds alone, from 0; else as `Fold`, with `Held` of that number.
    """

    number: int
    initial: "Expr"
    following: "Expr"


@dataclass(frozen=True, slots=True)
class AccountValue(Node):
    """A value of the account at a decision, by the name that the prelude declares."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative(Node):
    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    operator: str  # < <= > >= == !=
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Logical(Node):
    operator: str  # AND OR
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Negation(Node):
    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Crossing(Node):
    direction: str  # above below
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Within(Node):
    operand: "Expr"
    low: "Expr"
    high: "Expr"


@dataclass(frozen=True, slots=True)
class History(Node):
    """`operand` as it was `bars` bars of its own clock ago."""

    operand: "Expr"
    bars: "Expr"


@dataclass(frozen=True, slots=True)
class Choice(Node):
    condition: "Expr"
    then: "Expr"
    otherwise: "Expr"


Expr = (
    Constant
    | Parameter
    | Column
    | Reference
    | Indicator
    | Part
    | Arithmetic
    | Elementary
    | CrossSection
    | Held
    | Fold
    | EntryFold
    | AccountValue
    | Negative
    | Comparison
    | Logical
    | Negation
    | Crossing
    | Within
    | History
    | Choice
)


@dataclass(frozen=True, slots=True)
class ParameterDeclaration:
    """`low`, `high` and `step` are None without a range; `choices` holds a list's values.

    Of a parameter that is a text, `texts` are those it may be; its value is the place among them.
    """

    name: str
    span: Span
    type: Type
    default: int | float
    low: int | float | None
    high: int | float | None
    step: int | float | None
    choices: tuple[int | float, ...]
    text: str
    texts: tuple[str, ...] = ()

    @property
    def visible(self) -> tuple[object, ...]:
        """What the check of an expression can see of it."""
        return (
            self.name,
            self.type,
            self.default,
            self.low,
            self.high,
            self.step,
            self.choices,
            self.texts,
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """A timeframe of the program, or another instrument on the decision clock's timeframe.

    `length_ns` is None for the caller's `--timeframe`, `symbol` is "" for the symbol that is decided on.
    """

    names: tuple[str, ...]
    length_ns: int | None
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Binding:
    name: str
    span: Span
    expr: Expr


class QuantityKind(StrEnum):
    PERCENT = "percent"
    NOTIONAL = "notional"
    SHARES = "shares"
    ALL = "all"
    KELLY = "kelly"


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` is the amount of a percent, notional or shares; `arguments` those of Kelly by name."""

    span: Span
    kind: QuantityKind
    value: Expr | None = None
    arguments: Mapping[str, Expr] | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How an order is placed: `limit` and `stop` are prices, where its type has them."""

    type: OrderType = OrderType.MARKET
    limit: Expr | None = None
    stop: Expr | None = None
    tif: TimeInForce = TimeInForce.DAY


@dataclass(frozen=True, slots=True)
class Action:
    span: Span
    verb: str  # buy sell short cover
    quantity: Quantity
    broker: str = ""  # an account's name, or "fastest"
    terms: Terms = Terms()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class SymbolText:
    """`{symbol}` in a message: the symbol that it is about."""


@dataclass(frozen=True, slots=True)
class Message:
    """The text of a `notify`: what stands there, and the values between."""

    span: Span
    parts: tuple[str | SymbolText | Expr, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One `when` of a section: a bool on the decision clock, its order, and what is told of that."""

    section: str
    span: Span
    condition: Expr
    action: Action
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """A `when` without an order: what is told once its condition becomes true."""

    section: str
    span: Span
    condition: Expr
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class SourceSlice:
    """Symbols `first` to `last`, both included, of the universe's order go to `account`."""

    account: str
    span: Span
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SymbolList:
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SymbolFile:
    """A file of symbols, one a line; the path is relative to the strategy."""

    path: str


@dataclass(frozen=True, slots=True)
class Universe:
    """Symbols in the order in which they are named; `limit` is None for all of them."""

    origins: tuple[SymbolList | SymbolFile, ...]
    limit: int | None


@dataclass(frozen=True, slots=True)
class Execution:
    """How orders are sized and filled, and how many entries one position may have.

    `slippage` is a share of the price, beside whole ticks; `participation` one of a bar's volume; of entries
    decided together that with the largest `priority` comes first. None: the program does not say.
    """

    size_at: str = "decision"  # or fill
    pyramiding: int = 1
    session: str = "regular"  # or extended
    slippage: Expr | None = None
    slippage_ticks: int = 0
    participation: Expr | None = None
    priority: Expr | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must be true: of bar `bar` of a test, or of the figures of a run.

    `dates` are the first and the last day of the run, in days since 1970-01-01; None: all of it.
    """

    span: Span
    condition: Expr
    bar: int | None = None
    dates: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class UnitTest:
    """A `test`: `parameters` are those it sets, `columns` hold a number a bar.

    `span` is where its body begins; `length_ns` the length of its bars, None where neither it nor the
    strategy says.
    """

    title: str
    span: Span
    parameters: Mapping[str, int | float]
    length_ns: int | None
    columns: Mapping[str, tuple[float, ...]]
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """`expectations` are those of `expect` sections; `probes` are values asked for beside what orders
    need, of which a strategy by itself has none.
    """

    name: str
    parameters: tuple[ParameterDeclaration, ...]
    clocks: tuple[Clock, ...]
    bindings: Mapping[str, Binding]
    rules: tuple[Rule, ...]
    limits: Mapping[str, Expr]
    execution: Execution
    sources: tuple[SourceSlice, ...]
    universe: Universe | None = None
    tests: tuple[UnitTest, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    probes: tuple[Expr, ...] = ()
    alerts: tuple[Alert, ...] = ()

    @property
    def watched(self) -> tuple[Rule | Alert, ...]:
        """Return the rules, then the alerts."""
        return (*self.rules, *self.alerts)

    @property
    def conditions(self) -> tuple[Expr, ...]:
        """Return the conditions of the rules, then those of the alerts."""
        return tuple(each.condition for each in self.watched)

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return the messages of the rules, then those of the alerts."""
        return tuple(message for each in self.watched for message in each.messages)
