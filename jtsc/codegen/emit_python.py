"""The module of a strategy: `layout`, `step`, `peek`, `watch`, `scan`, `gather` (see `stdlib/abi.py`)."""

import itertools
from dataclasses import dataclass

from jtsc.codegen.body import Body, Line
from jtsc.codegen.names import clock_suffix, name_values
from jtsc.codegen.state import Array, Cell, Scalar, State, plan_state
from jtsc.codegen.warmup import Need
from jtsc.codegen.watch import WatchedColumn, watch_functions
from jtsc.ir.mir import Id, Kind, Mir, on_clock
from jtsc.ir.ops import ELEMENTARY
from jtsc.source import Source
from jtsc.typesys.signature import KernelCall
from jtsc.typesys.types import DECISION_CLOCK
from stdlib.abi import ABI_VERSION

_NEW_LINE = "\n    "  # of a function's body
_STEP_ARGUMENTS = "words, layout, numbers, times, scale, params, fired, payload"


@dataclass(frozen=True, slots=True)
class Emitted:
    """The text of a module; the columns that its bars hold as (clock, name, is whole); and where lines come
    from: line of the module -> line of the strategy, both from 1."""

    text: str
    columns: tuple[tuple[int, str, bool], ...]
    lines: dict[int, int]


def emit_python(
    mir: Mir, title: str, warmup: list[Need], source: Source, *, annotate: bool = False
) -> Emitted:
    """Write a program as Python; `annotate` adds the strategy's lines as comments."""
    return _Writer(mir, title, warmup, source, annotate).write()


class _Writer:
    def __init__(self, mir: Mir, title: str, warmup: list[Need], source: Source, annotate: bool) -> None:
        self._mir = mir
        self._title = title
        self._warmup = warmup
        self._source = source
        self._annotate = annotate
        self._names = name_values(mir)
        self._body = Body(mir, self._names)
        self._state = plan_state(mir, self._names)
        self._columns = [
            (op.clock, str(op.immediates[0]), op.kind is Kind.WHOLE) for op in mir.ops if op.name == "column"
        ]
        self._out: list[str] = []
        self._lines: dict[int, int] = {}
        self._last_line = 0

    def write(self) -> Emitted:
        self._head()
        self._setup()
        for clock in range(self._mir.clocks):
            self._step(clock)
        self._peek()
        self._watch()
        self._scan()
        if self._mir.payloads:
            self._gather()
        return Emitted("\n".join(self._out) + "\n", tuple(self._columns), self._lines)

    # The module

    def _head(self) -> None:
        imports = {}
        for op in self._mir.ops:
            if op.name == "kernel":
                call = op.immediates[1]
                assert isinstance(call, KernelCall)
                imports[call.function] = f"from stdlib.kernels.{op.immediates[0]} import {call.function}"
        title = self._title.replace("\\", "\\\\").replace('"', '\\"')
        self._add(
            f'"""{title}: emitted by jtsc; see stdlib/abi.py for what each function is. Do not edit."""'
        )
        self._add("")
        self._add("import numpy as np")
        self._add("")
        self._add(
            "from stdlib.abi import bars_within, ema_tail, offsets, power_of_two, trading_days, "
            "whole_number, wilder_tail"
        )
        self._add("from stdlib.jit import kernel")
        self._add("from stdlib.kernels.bits import pack_flags")
        self._add("from stdlib.kernels.exact.finite import finite, quotient")
        elementary = sorted({f"{op.name}_of" for op in self._mir.ops if op.name in ELEMENTARY})
        if elementary:
            self._add(f"from stdlib.kernels.exact.elementary import {', '.join(elementary)}")
        for line in sorted(imports.values()):
            self._add(line)
        self._add("")
        self._add(f"ABI = {ABI_VERSION}")
        self._add("NA = np.nan")

    def _setup(self) -> None:
        arrays = self._state.arrays
        # Whole numbers are judged here, before anything runs on them.
        sized = {id for id, op in enumerate(self._mir.ops) if op.name == "to_whole"}
        self._function("def layout(params, clock_ns):")
        self._write(self._body.fixed(wanted=self._fixed_needed(sized), checked=True), 1)
        lengths = "".join(f"\n        {self._capacity(array)},  # {array.name}" for array in arrays)
        self._add(
            f"    return {len(self._state.scalars)} + offsets([{lengths}{_NEW_LINE if lengths else ''}])"
        )
        self._function("def new_state(layout):")
        self._add("    words = np.zeros(layout[-1])")
        for place, scalar in enumerate(self._state.scalars):
            if scalar.cell is Cell.LATCH:
                self._add(f"    words[{place}] = NA  # {scalar.name}")
        self._add("    return words")
        self._function("def settle(params):")
        self._write(self._body.fixed(wanted=self._fixed_needed(set(self._mir.fixed))), 1)
        values = "".join(f"{self._body.text(id)}, " for id in self._mir.fixed)
        self._add(f"    return ({values.rstrip(' ')})")
        self._function("def warmup(params):")
        needs = "".join(
            f"({need.clock}, {need.defined}, {need.settled}, {need.sessions}), " for need in self._warmup
        )
        if 'given["' in needs:
            self._add(f"    given = dict(zip({self._mir.parameters!r}, (float(value) for value in params)))")
        self._add(f"    return ({needs.rstrip(' ')})")

    def _step(self, clock: int) -> None:
        self._function(f"def step{clock_suffix(clock)}({_STEP_ARGUMENTS}):", compiled=True)
        mine = [scalar for scalar in self._state.scalars if self._touches(scalar, clock)]
        self._add("    ints = words.view(np.int64)")
        self._arrays("words", "ints", 1, clock)
        self._write(self._body.fixed(), 1)
        for scalar in mine:
            self._add(f"    {scalar.name} = {self._load(scalar)}")
        for (of_clock, name, _), given in zip(self._columns, self._places(), strict=True):
            if of_clock == clock:
                self._add(f"    {self._column(of_clock, name)} = {given}")
        self._write(self._body.bar(clock), 1)
        if clock == DECISION_CLOCK:
            for place, id in enumerate(self._mir.rules):
                self._add(f"    fired[{place}] = {self._body.text(id)}")
            for place, id in enumerate(self._mir.payloads):
                self._add(f"    payload[{place}] = {self._body.text(id)}")
        self._write(self._body.end_of_bar(clock), 1)
        for scalar in mine:
            place = self._state.word(scalar.name)
            into = "words" if scalar.cell in (Cell.FLOAT, Cell.LATCH) else "ints"
            self._add(f"    {into}[{place}] = {scalar.name}")

    def _peek(self) -> None:
        self._function(f"def peek(words, scratch, {_STEP_ARGUMENTS.removeprefix('words, ')}):", compiled=True)
        self._add("    scratch[:] = words")
        self._add(f"    step(scratch, {_STEP_ARGUMENTS.removeprefix('words, ')})")

    def _watch(self) -> None:
        columns = [
            WatchedColumn(clock, name, f"{self._column(clock, name)}_column", place)
            for (clock, name, _), place in zip(self._columns, self._places(), strict=True)
        ]
        latches = [word for word, scalar in enumerate(self._state.scalars) if scalar.cell is Cell.LATCH]
        mir = self._mir
        self._add("\n")
        self._add(watch_functions(columns, mir.clocks, latches, len(mir.rules), len(mir.payloads)))

    def _scan(self) -> None:
        fixed = "first, last, starts, halted, scales, word_starts, layout, params, bits"
        scratch = "words, ints, flags, eights"
        self._function(f"def scan_symbols({scratch}, {fixed}{self._column_arguments()}):", compiled=True)
        self._begin_columns(1)
        self._add("    for symbol in range(first, last):")
        self._begin_symbol(2)
        self._add("        word = word_starts[symbol]")
        self._add("        for block in range(starts[symbol], end, 64):")
        self._add("            flags[:] = 0")
        self._add("            for row in range(block, min(block + 64, end)):")
        self._add("                if halted[row]:")
        self._add("                    continue")
        self._bar_of_scan(4)
        for place, id in enumerate(self._mir.rules):
            self._add(f"                flags[{place}, row - block] = {self._body.text(id)}")
        self._write(self._body.end_of_bar(DECISION_CLOCK), 4)
        for place in range(len(self._mir.rules)):
            self._add(f"            bits[{place}, word] = pack_flags(eights[{place}])")
        self._add("            word += 1")
        self._function(f"def scan({fixed}, *columns):")
        self._add("    words = np.zeros(layout[-1])")
        self._add(f"    flags = np.zeros(({len(self._mir.rules)}, 64), np.uint8)")
        self._add("    views = words, words.view(np.int64), flags, flags.view(np.uint64)")
        self._add(f"    scan_symbols(*views, {fixed}, *columns)")

    def _gather(self) -> None:
        fixed = "first, last, wanted, starts, halted, scales, layout, params, out"
        arguments = f"words, ints, {fixed}{self._column_arguments()}"
        self._function(f"def gather_symbols({arguments}):", compiled=True)
        self._begin_columns(1)
        self._add("    for symbol in range(first, last):")
        self._add("        if not wanted[symbol]:")
        self._add("            continue")
        self._begin_symbol(2)
        self._add("        for row in range(starts[symbol], end):")
        self._add("            if halted[row]:")
        self._add("                out[:, row] = NA")
        self._add("                continue")
        self._bar_of_scan(3)
        for place, id in enumerate(self._mir.payloads):
            self._add(f"            out[{place}, row] = {self._body.text(id)}")
        self._write(self._body.end_of_bar(DECISION_CLOCK), 3)
        self._function(f"def gather({fixed}, *columns):")
        self._add("    words = np.zeros(layout[-1])")
        self._add(f"    gather_symbols(words, words.view(np.int64), {fixed}, *columns)")

    # Pieces of functions over whole columns

    def _column_arguments(self) -> str:
        # A coarser clock brings where its rows start, and how many of them each decision sees.
        coarser = [f"starts_{clock}, seen_{clock}" for clock in range(1, self._mir.clocks)]
        columns = [f"{self._column(clock, name)}_column" for clock, name, _ in self._columns]
        return "".join(f", {name}" for name in (*coarser, *columns))

    def _begin_columns(self, depth: int) -> None:
        for clock in range(self._mir.clocks):
            self._arrays("words", "ints", depth, clock)
        self._write(self._body.fixed(), depth)

    def _begin_symbol(self, depth: int) -> None:
        pad = "    " * depth
        self._add(f"{pad}scale = scales[symbol]")
        for scalar in self._state.scalars:
            start = {Cell.FLOAT: "0.0", Cell.INT: "0", Cell.MASK: "False", Cell.LATCH: "NA"}[scalar.cell]
            self._add(f"{pad}{scalar.name} = {start}")
        for clock in range(1, self._mir.clocks):
            self._add(f"{pad}row_{clock} = starts_{clock}[symbol]")
        self._add(f"{pad}end = starts[symbol + 1]")

    def _bar_of_scan(self, depth: int) -> None:
        pad = "    " * depth
        for clock in reversed(range(1, self._mir.clocks)):
            self._add(f"{pad}while row_{clock} < starts_{clock}[symbol] + seen_{clock}[row]:")
            self._read_columns(clock, f"row_{clock}", depth + 1)
            self._write(self._body.bar(clock), depth + 1)
            self._write(self._body.end_of_bar(clock), depth + 1)
            self._add(f"{pad}    row_{clock} += 1")
        self._read_columns(DECISION_CLOCK, "row", depth)
        self._write(self._body.bar(DECISION_CLOCK), depth)

    def _read_columns(self, clock: int, row: str, depth: int) -> None:
        for of_clock, name, _ in self._columns:
            if of_clock == clock:
                column = self._column(clock, name)
                self._add(f"{'    ' * depth}{column} = {column}_column[{row}]")

    # Names and words

    def _places(self) -> list[str]:
        """Return where a step finds each column: the floats in `numbers`, the whole ones in `times`."""
        counts = {"numbers": itertools.count(), "times": itertools.count()}
        kinds = ["times" if is_whole else "numbers" for _, _, is_whole in self._columns]
        return [f"{kind}[{next(counts[kind])}]" for kind in kinds]

    def _column(self, clock: int, name: str) -> str:
        return next(
            self._names[id]
            for id, op in on_clock(self._mir, clock)
            if op.name == "column" and op.immediates[0] == name
        )

    def _arrays(self, floats: str, ints: str, depth: int, clock: int) -> None:
        for place, array in enumerate(self._state.arrays):
            if array.clock == clock:
                words = ints if array.is_whole else floats
                self._add(f"{'    ' * depth}{array.name} = {words}[layout[{place}] : layout[{place + 1}]]")
                if array.name.endswith("_ring"):
                    self._add(f"{'    ' * depth}{array.name}_mask = np.uint64(len({array.name}) - 1)")

    def _capacity(self, array: Array) -> str:
        lengths = [self._body.text(id) for id in dict.fromkeys(array.length)]
        longest = lengths[0] if len(lengths) == 1 else f"max({', '.join(lengths)})"
        if array.unit == "time":
            longest = f"bars_within({longest}, clock_ns[{array.clock}])"
        return f"power_of_two({longest}{f' + {array.extra}' if array.extra else ''})"

    def _touches(self, scalar: Scalar, clock: int) -> bool:
        latch = scalar.clock > DECISION_CLOCK and (bool(scalar.latched) or scalar.name.startswith("fresh_"))
        return scalar.clock == clock or (clock == DECISION_CLOCK and latch)

    def _load(self, scalar: Scalar) -> str:
        place = self._state.word(scalar.name)
        if scalar.cell in (Cell.FLOAT, Cell.LATCH):
            return f"words[{place}]"
        return f"ints[{place}] != 0" if scalar.cell is Cell.MASK else f"ints[{place}]"

    def _fixed_needed(self, ids: set[Id]) -> set[Id]:
        needed: set[Id] = set()
        pending = list(ids)
        while pending:
            id = pending.pop()
            needed.add(id)
            pending.extend(self._mir.ops[id].args)
        return needed

    # Text

    def _function(self, head: str, *, compiled: bool = False) -> None:
        self._add("")
        self._add("")
        if compiled:
            self._add("@kernel")
        self._add(head)
        self._last_line = 0

    def _write(self, lines: list[Line], depth: int) -> None:
        pad = "    " * depth
        for line in lines:
            if line.span is not None:
                number = self._source.start(line.span).line
                if self._annotate and number != self._last_line:
                    self._add(f"{pad}# line {number}: {self._source.line_text(number).strip()}")
                self._last_line = number
                self._lines[len(self._out) + 1] = number
            self._add(pad + line.text)

    def _add(self, text: str) -> None:
        self._out.extend(text.split("\n"))


__all__ = ["Emitted", "State", "emit_python"]
