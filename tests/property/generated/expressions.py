"""Random expressions of the strategy language, well typed, as text."""

from dataclasses import dataclass, field, replace
from random import Random

COLUMNS = ("open", "high", "low", "close")


@dataclass(frozen=True)
class Name:
    """Something that has been declared; `of` is the timeframe or instrument in whose block it stands."""

    text: str
    unit: str
    of: str = ""
    compares: bool = False  # with other symbols


@dataclass
class Expressions:
    """Writes expressions; `block` is the timeframe in whose block they stand ("" outside of any).

    What is asked of a unit always moves with the market: bare numbers are only operands.
    """

    draw: Random
    windows: list[str]  # parameters that may size a window
    factors: list[str]  # parameters that are plain numbers
    timeframes: list[str]
    spans: list[str]  # that bars of the decision clock can show
    quotes: bool = True  # whether bid and ask may be looked at
    names: list[Name] = field(default_factory=list)
    functions: list[tuple[str, int]] = field(default_factory=list)  # of prices, with how many operands
    block: str = ""
    may_compare: bool = True
    held: Name | None = None  # the `var` that is being defined

    def window(self, most: int = 9) -> str:
        if self.windows and self.draw.random() < 0.4:
            return self.draw.choice(self.windows)
        return str(self.draw.randint(1, most))

    def factor(self) -> str:
        if self.factors and self.draw.random() < 0.4:
            return self.draw.choice(self.factors)
        return self.draw.choice(
            ["0.5", "1.01", "2", "0.99", "3", "1_000", "0.25", "0", "-1.5", "(2 * 0.3)", "(5 - 3.5)"]
        )

    def of_unit(self, unit: str, depth: int) -> str:
        """Return an expression of a unit: price, volume, ratio, number or bool."""
        known = [name for name in self._visible() if name.unit == unit]
        if known and self.draw.random() < 0.35:
            return self._reference(self.draw.choice(known))
        return getattr(self, unit)(depth)

    def _visible(self) -> list[Name]:
        own = [self.held] if self.held else []
        inside = [name for name in self.names if not self.block or name.of == self.block]
        return own + [name for name in inside if self.may_compare or not name.compares]

    def _reference(self, name: Name) -> str:
        return f"{name.of}.{name.text}" if name.of and not self.block else name.text

    def _column(self, names: tuple[str, ...]) -> str:
        column = self.draw.choice(names)
        if self.block or not self.timeframes or self.draw.random() < 0.7:
            return column
        return f"{self.draw.choice(self.timeframes)}.{column}"

    def _history(self, unit: str, depth: int) -> str:
        bars = self.draw.choice(["0", "1", "2", "7", *self.windows])
        return f"({self.of_unit(unit, depth - 1)})[{bars}]"

    def _chosen(self, unit: str, depth: int) -> str:
        then, otherwise = self.of_unit(unit, depth - 1), self.of_unit(unit, depth - 1)
        return f"(if {self.bool(depth - 1)} then {then} else {otherwise})"

    def price(self, depth: int) -> str:
        draw = self.draw
        if depth <= 0:
            return self._column((*COLUMNS, *COLUMNS, "bid", "ask") if self.quotes else COLUMNS)
        deeper = depth - 1
        forms = [
            lambda: self._column(COLUMNS),
            lambda: f"{draw.choice(['SMA', 'EMA', 'HIGHEST', 'LOWEST'])}(period: {self.window()})",
            lambda: f"{draw.choice(['SMA', 'EMA'])}({self.of_unit('price', deeper)}, {self.window()})",
            lambda: f"{draw.choice(['HIGHEST', 'LOWEST'])}({self.of_unit('price', deeper)}, {self.window()})",
            lambda: f"STDDEV({draw.choice(COLUMNS)}, {self.window()})",
            lambda: f"ATR(period: {self.window()})",
            lambda: self._bands(deeper),
            lambda: self._macd(deeper),
            lambda: f"({self.of_unit('price', deeper)} {draw.choice('+-')} {self.of_unit('price', deeper)})",
            lambda: f"({self.of_unit('price', deeper)} {draw.choice('*/')} {self.factor()})",
            lambda: f"({self.of_unit('price', deeper)} * {self.of_unit('ratio', deeper)})",
            lambda: f"-{self._column(COLUMNS)}",
            lambda: self._pair(draw.choice(["max", "min", "mod"]), "price", deeper),
            lambda: f"{draw.choice(['abs', 'floor', 'ceil', 'round'])}({self.of_unit('price', deeper)})",
            lambda: self._history("price", depth),
            lambda: self._chosen("price", depth),
        ]
        if not self.block:
            forms.append(lambda: f"session.{draw.choice(['open', 'high', 'low', 'prev_close'])}")
            forms.append(lambda: f"session.{draw.choice(['open', 'high', 'low', 'prev_close'])}")
        if self.functions:
            forms.append(lambda: self._call(deeper))
        return draw.choice(forms)()

    def _bands(self, depth: int) -> str:
        source = self.draw.choice(["period", f"source: {self.of_unit('price', depth)}, period"])
        part = self.draw.choice(["upper", "middle", "lower"])
        return f"BBANDS({source}: {self.window()}, deviations: {self.factor()}).{part}"

    def _macd(self, depth: int) -> str:
        source = self.draw.choice(["", f"{self.of_unit('price', depth)}, "])
        lengths = f"fast: {self.window(4)}, slow: {self.window()}, signal: {self.window(4)}"
        return f"MACD({source}{lengths}).{self.draw.choice(['line', 'signal', 'histogram'])}"

    def _pair(self, function: str, unit: str, depth: int) -> str:
        return f"{function}({self.of_unit(unit, depth)}, {self.of_unit(unit, depth)})"

    def _call(self, depth: int) -> str:
        name, operands = self.draw.choice(self.functions)
        given = ", ".join(self.of_unit("price", depth) for _ in range(operands))
        return f"{name}({given})"

    def volume(self, depth: int) -> str:
        if depth <= 0:
            return self._column(("volume",))
        forms = [
            lambda: self._column(("volume",)),
            lambda: f"avg_volume({self.window()})",
            lambda: f"{self.draw.choice(['SMA', 'EMA', 'HIGHEST', 'STDDEV'])}(volume, {self.window()})",
            lambda: f"({self.of_unit('volume', depth - 1)} * {self.factor()})",
            lambda: self._history("volume", depth),
            lambda: self._chosen("volume", depth),
        ]
        if not self.block:
            forms.append(lambda: "session.volume")
        return self.draw.choice(forms)()

    def ratio(self, depth: int) -> str:
        quotient = f"({self._column(COLUMNS)} / {self.of_unit('price', depth - 1)} - 1)"
        if depth <= 0:
            return quotient
        forms = [
            lambda: quotient,
            lambda: "spread" if self.quotes else quotient,
            lambda: f"({self.of_unit('volume', depth - 1)} / volume)",
            lambda: self._history("ratio", depth),
            lambda: self._chosen("ratio", depth),
        ]
        if not self.block:
            forms.append(lambda: f"price_change({self.draw.choice(self.spans)})")
            if self.may_compare and self.held is None:
                forms.append(lambda: f"percentile({self._compared(depth - 1)})")
        return self.draw.choice(forms)()

    def number(self, depth: int) -> str:
        draw = self.draw
        if depth <= 0:
            return "RSI(period: 3)"
        deeper = depth - 1
        forms = [
            lambda: f"RSI(period: {self.window()})",
            lambda: f"RSI({self.of_unit('volume', deeper)}, {self.window()})",
            lambda: f"sign({self.of_unit('price', deeper)})",
            lambda: f"{draw.choice(['sqrt', 'log'])}({self.of_unit('price', deeper)})",
            lambda: f"exp({self.of_unit('ratio', deeper)})",
            lambda: f"pow({self.of_unit('ratio', deeper)}, {self.factor()})",
            lambda: f"({self.of_unit('number', deeper)} {draw.choice('+-*/')} {self.factor()})",
            lambda: f"(-{self.of_unit('number', deeper)})",
            lambda: f"mod({self.of_unit('number', deeper)}, {self.factor()})",
            lambda: self._history("number", depth),
            lambda: self._chosen("number", depth),
        ]
        if not self.block:
            forms.append(lambda: draw.choice(["session.bars", "month", "day_of_month"]))
            if self.may_compare and self.held is None:
                forms.append(lambda: f"{draw.choice(['rank', 'rank', 'zscore'])}({self._compared(deeper)})")
        return draw.choice(forms)()

    def _compared(self, depth: int) -> str:
        """Return what symbols are compared by: it looks at one symbol alone, and is often equal for two."""
        before, self.may_compare = self.may_compare, False
        value = self.of_unit(self.draw.choice(["price", "number"]), depth)
        text = self.draw.choice([value, f"sign({self.of_unit('price', depth)})"])
        self.may_compare = before
        return text

    def bool(self, depth: int) -> str:
        draw = self.draw
        unit = draw.choice(["price", "price", "price", "volume", "ratio", "number"])
        if depth <= 0:
            return f"{self.of_unit(unit, 0)} {draw.choice(['<', '>'])} {self._operand(unit, 0)}"
        deeper = depth - 1
        forms = [
            lambda: f"{self.of_unit(unit, deeper)} {self._sign()} {self._operand(unit, deeper)}",
            lambda: f"{self.of_unit(unit, deeper)} {self._sign()} {self._operand(unit, deeper)}",
            lambda: self._cross(unit, deeper),
            lambda: self._cross(unit, deeper),
            lambda: self._between(unit, deeper),
            lambda: self._joined(["AND", "OR"], deeper),
            lambda: self._joined(["AND", "OR"], deeper),
            lambda: self._joined(["==", "!="], deeper),
            lambda: f"(NOT ({self.of_unit('bool', deeper)}))",
            lambda: self._history("bool", depth),
            lambda: self._chosen("bool", depth),
        ]
        if not self.block:
            forms += [self._calendar, self._calendar]
            if self.may_compare and self.held is None:
                forms.append(lambda: self._pick(deeper))
        return f"({draw.choice(forms)()})"

    def _joined(self, words: list[str], depth: int) -> str:
        left, right = self.of_unit("bool", depth), self.of_unit("bool", depth)
        if self.draw.random() < 0.1:
            right = self.draw.choice(["true", "false", "2 < 3"])
        return f"(({left}) {self.draw.choice(words)} ({right}))"

    def _between(self, unit: str, depth: int) -> str:
        low, high = self._operand(unit, 0), self._operand(unit, 0)
        return f"{self.of_unit(unit, depth)} between [{low}, {high}]"

    def _pick(self, depth: int) -> str:
        return f"{self.draw.choice(['top', 'bottom'])}({self._compared(depth)}, {self.window(3)})"

    def _sign(self) -> str:
        return self.draw.choice(["<", "<=", ">", ">=", "==", "!="])

    def _cross(self, unit: str, depth: int) -> str:
        direction = self.draw.choice(["above", "below"])
        if self.timeframes and not self.block and self.draw.random() < 0.3:
            of = self.draw.choice(self.timeframes)  # of one coarser timeframe
            return f"{of}.{self.draw.choice(COLUMNS)} crosses {direction} {of}.{self.draw.choice(COLUMNS)}"
        return f"{self.of_unit(unit, depth)} crosses {direction} {self._operand(unit, depth)}"

    def _operand(self, unit: str, depth: int) -> str:
        """Return what a value of the unit is compared with: another one, or a bare number."""
        bare = {
            "price": ["50", "52.5", "0"],
            "volume": ["20", "0"],
            "ratio": ["1%", "15bp", "-0.5%", "0"],
            "number": ["2", "40", "1", "0.5"],
        }
        if self.draw.random() < 0.3:
            return self.draw.choice([*bare[unit], *self.factors])
        return self.of_unit(unit, depth)

    def _calendar(self) -> str:
        return self.draw.choice(
            [
                "time between [00:10, 01:30]",
                "NOT (time between [02:00, 00:30])",
                "time >= 00:45",
                "time between [09:05, 09:20]",
                "time < 09:25",
                "day_of_week != FRI",
                "day_of_week == TUE",
                "since_open > 10m",
                "until_close <= 5m",
                "date != 2025-01-02",
            ]
        )

    def inside(self, block: str) -> "Expressions":
        """Return the writer of a block: it shares what has been declared."""
        return replace(self, block=block)
