"""The syntax tree: what was written, with the place of everything."""

from dataclasses import dataclass

from jtsc.source import Span


@dataclass(frozen=True, slots=True)
class Node:
    span: Span


# Expressions


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value as written. `kind` is one of number ratio duration time date money ticks text bool.

    `value` holds ratios as fractions, durations in nanoseconds, times of day likewise, dates in days
    since 1970, money as
    `(amount, currency)`; numbers written without a point are ints.
    """

    kind: str
    value: int | float | str | bool | tuple[float, str]


@dataclass(frozen=True, slots=True)
class Name(Node):
    id: str


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    base: "Expr"
    name: str
    name_span: Span


@dataclass(frozen=True, slots=True)
class Index(Node):
    base: "Expr"
    index: "Expr"


@dataclass(frozen=True, slots=True)
class Argument(Node):
    name: str | None
    value: "Expr"


@dataclass(frozen=True, slots=True)
class Call(Node):
    function: str
    function_span: Span
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    operator: str  # + -
    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Binary(Node):
    operator: str  # + - * /
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Compare(Node):
    operator: str  # < <= > >= == !=
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Logic(Node):
    operator: str  # AND OR
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Not(Node):
    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Cross(Node):
    direction: str  # above below
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Between(Node):
    operand: "Expr"
    bounds: "ListOf"


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    condition: "Expr"
    then: "Expr"
    otherwise: "Expr"


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Range(Node):
    low: "Expr"
    high: "Expr"


@dataclass(frozen=True, slots=True)
class Field(Node):
    name: str
    value: "Expr"


@dataclass(frozen=True, slots=True)
class Record(Node):
    fields: tuple[Field, ...]


Expr = (
    Literal
    | Name
    | Attribute
    | Index
    | Call
    | Unary
    | Binary
    | Compare
    | Logic
    | Not
    | Cross
    | Between
    | Conditional
    | ListOf
    | Range
    | Record
)

# Statements


@dataclass(frozen=True, slots=True)
class Param(Node):
    name: str
    name_span: Span
    default: Expr
    choices: Range | ListOf | None
    step: Expr | None
    text: str


@dataclass(frozen=True, slots=True)
class Assignment(Node):
    name: str
    name_span: Span
    value: Expr


@dataclass(frozen=True, slots=True)
class OnBlock(Node):
    timeframe: str
    timeframe_span: Span
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Rule(Node):
    condition: Expr
    actions: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Setting(Node):
    name: str
    name_span: Span
    value: Expr


@dataclass(frozen=True, slots=True)
class SymbolBlock(Node):
    """Definitions over another instrument: `on symbol("069500") as index { ... }`."""

    symbol: str
    name: str
    name_span: Span
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Import(Node):
    path: str


@dataclass(frozen=True, slots=True)
class FunctionParameter(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Function(Node):
    name: str
    name_span: Span
    parameters: tuple[FunctionParameter, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Var(Node):
    """A fold over bars; `since` is "" where it never starts anew."""

    name: str
    name_span: Span
    initial: Expr
    following: Expr
    since: str


@dataclass(frozen=True, slots=True)
class From(Node):
    """Where a universe comes from: indices, lists and files."""

    origins: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Where(Node):
    condition: Expr


@dataclass(frozen=True, slots=True)
class OrderBy(Node):
    value: Expr
    descending: bool


@dataclass(frozen=True, slots=True)
class Limit(Node):
    count: Expr


@dataclass(frozen=True, slots=True)
class Expectation(Node):
    """What the metrics of a run must be, over all of it or over a range of dates."""

    condition: Expr
    dates: Range | None


@dataclass(frozen=True, slots=True)
class With(Node):
    """Values of parameters in a test."""

    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Given(Node):
    """The bars of a test, as a call."""

    bars: Expr


@dataclass(frozen=True, slots=True)
class Expect(Node):
    """What must hold in a test, at a bar or at the end."""

    condition: Expr
    bar: Expr | None


Statement = (
    Param
    | Assignment
    | OnBlock
    | SymbolBlock
    | Rule
    | Setting
    | Import
    | Function
    | Var
    | From
    | Where
    | OrderBy
    | Limit
    | Expectation
    | With
    | Given
    | Expect
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the file: `kind` as written (`entry.long`), `index` in the order of the file from 1.

    Kind "top" is what stands before the strategy, "vars" what stands between its sections; `title` is that
    of a test.
    `broken` says that statements are missing because they did not parse.
    """

    kind: str
    index: int
    name_span: Span  # in section 0
    text: str  # of the body
    statements: tuple[Statement, ...]
    broken: bool = False
    title: str = ""

    @property
    def key(self) -> tuple[str, int, str, str]:
        """What the tree depends on, apart from where the section stands."""
        return (self.kind, self.index, self.text, self.title)


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    name_span: Span  # in section 0
    sections: tuple[Section, ...]
