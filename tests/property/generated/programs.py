"""Random programs of the strategy language, as text: every section, well typed."""

from random import Random

from tests.property.generated.expressions import Expressions, Name

UNITS = ("price", "price", "price", "volume", "ratio", "number", "bool")
WORDS = ("fast", "trend", "단기", "level", "x", "strength", "기준", "wave", "y", "gap")
ORDERS = (
    "",
    "",
    "",
    ", type: market",
    ", tif: ioc",
    ', tag: "a"',
    ", type: open",
    ", type: limit, limit: close * 1.01",
)
DEPTH = 3


def program(draw: Random) -> str:
    """Return the text of a program that the checker accepts."""
    parameters = ["w1 = 4 in 1..8", "w2 = 3 in 2..6 step 2", "f1 = 1.5 in 0.5..3.0", 'f2 = 2 "a factor"']
    kept = [each for each in parameters if draw.random() < 0.6]
    timeframes = [each for each in ("one = 1m", "five = 5m", "hour = 1h", "day = 1d") if draw.random() < 0.4]
    coarse = [each.partition(" ")[0] for each in timeframes[1:]]
    writer = Expressions(
        draw,
        windows=[each[:2] for each in kept if each[0] == "w"],
        factors=[each[:2] for each in kept if each[0] == "f"],
        timeframes=coarse,
        quotes=draw.random() < 0.4,
        spans=["1d", "2d", *(["1m", "3m", "20m"] if not timeframes or "one = 1m" in timeframes else [])],
    )
    functions = _functions(draw, writer)
    sections = [_section("params", kept), _section("timeframes", timeframes)]
    sections.append(_section("indicators", _indicators(draw, writer, coarse)))
    sections += [_fold(draw, writer, f"carried{place}") for place in range(draw.choice([0, 0, 1, 2]))]
    sections += _rules(draw, writer, ORDERS if draw.random() < 0.3 else ("",))
    sections.append(_section("risk_management", _limits(draw)))
    body = "\n".join(section for section in sections if section)
    return f'{functions}strategy("Generated") {{\n{body}\n}}\n'


def _section(name: str, lines: list[str]) -> str:
    inner = "\n".join(f"    {line}" for line in lines)
    return f"  {name} {{\n{inner}\n  }}" if lines else ""


def _functions(draw: Random, writer: Expressions) -> str:
    bodies = {
        "mid(a, b)": "(a + b) / 2",
        "reach(a)": "max(a, HIGHEST(a, 3)) - min(a, a[1])",
        "above(a, b)": "if a > b then a else b[1]",
    }
    kept = {head: body for head, body in bodies.items() if draw.random() < 0.25}
    writer.functions = [(head.partition("(")[0], head.count(",") + 1) for head in kept]
    return "".join(f"fn {head} = {body}\n\n" for head, body in kept.items())


def _indicators(draw: Random, writer: Expressions, coarse: list[str]) -> list[str]:
    lines, blocks = [], [*coarse]
    for block in blocks:
        lines += _block(draw, writer, f"on {block}", block)
    if draw.random() < 0.25:
        lines += _block(draw, writer, 'on symbol("069500") as index', "index")
    words = draw.sample(WORDS, draw.randint(1, 4))
    for word in words:
        unit = draw.choice(UNITS)
        text = writer.of_unit(unit, DEPTH)
        lines.append(f"{word} = {text}")
        writer.names.append(Name(word, unit, compares=_compares(text, writer)))
    return lines


def _compares(text: str, writer: Expressions) -> bool:
    """Tell whether a text looks at other symbols, itself or by what it refers to."""
    words = ["rank(", "zscore(", "percentile(", "top(", "bottom("]
    words += [name.text for name in writer.names if name.compares]
    return any(word in text for word in words)


def _block(draw: Random, writer: Expressions, head: str, block: str) -> list[str]:
    inside = writer.inside(block)
    lines = [f"{head} {{"]
    for word in draw.sample(("a", "b", "추세"), draw.randint(1, 2)):
        unit = draw.choice(UNITS)
        lines.append(f"  {word} = {inside.of_unit(unit, DEPTH - 1)}")
        writer.names.append(Name(word, unit, block))
    return [*lines, "}"]


def _fold(draw: Random, writer: Expressions, name: str) -> str:
    unit = draw.choice(["price", "number"])
    writer.may_compare = False
    initial = writer.of_unit("price", 1) if unit == "price" else draw.choice(["0", "1.5"])
    writer.held = Name(name, unit)
    held = draw.choice([f"{name} + 1", name]) if unit == "number" else f"max({name}, {writer.price(1)})"
    following = f"if {writer.bool(1)} then {held} else {writer.of_unit(unit, 2)}"
    writer.held, writer.may_compare = None, True
    writer.names.append(Name(name, unit))
    return f"  var {name} = {initial} then {following}{draw.choice(['', ' since session'])}"


def _rules(draw: Random, writer: Expressions, orders: tuple[str, ...]) -> list[str]:
    sections = []
    for section, verb in (
        ("entry.long", "buy"),
        ("exit.long", "sell"),
        ("entry.short", "short"),
        ("exit.short", "cover"),
        ("surge_detection", "execute_immediately"),
    ):
        if section == "entry.long" or draw.random() < (0.7 if section == "exit.long" else 0.25):
            rules = [_rule(draw, writer, verb, orders) for _ in range(draw.randint(1, 2))]
            sections.append(_section(section, rules))
    return sections


def _rule(draw: Random, writer: Expressions, verb: str, orders: tuple[str, ...]) -> str:
    condition = writer.of_unit("bool", DEPTH)
    closes = verb in ("sell", "cover")
    quantity = draw.choice(["5%", "10", "all"] if closes else ["5%", "3", "1_000 KRW", "1%"])
    if draw.random() < 0.2:
        quantity = f"1_000 KRW / {writer.of_unit('price', 1)}"
    if verb == "execute_immediately":
        return f"when ({condition}) {{ {verb}({{ broker: select_fastest_broker(), size: {quantity} }}) }}"
    return f"when ({condition}) {{ {verb}(quantity: {quantity}{draw.choice(orders)}) }}"


def _limits(draw: Random) -> list[str]:
    limits = ["max_position_size = 20%", "stop_loss = 3%", "take_profit = 5%", "trailing_stop = 4%"]
    return [limit for limit in limits if draw.random() < 0.25]
