"""How an order is placed: its type, its prices, and for how long it holds."""

from collections.abc import Mapping
from difflib import get_close_matches

from jtsc.check.expression import check_expression
from jtsc.check.quoted import unquoted
from jtsc.check.scope import Scope
from jtsc.diagnostics import phrase
from jtsc.ir import hir
from jtsc.ir.order_words import OrderType, TimeInForce
from jtsc.syntax import ast
from jtsc.typesys.types import Stage, Unit

ORDER_FIELDS = ("type", "limit", "stop", "tif", "tag", "broker")
_PRICES = ("limit", "stop")
_PRICES_OF = {
    OrderType.LIMIT: ("limit",),
    OrderType.STOP: ("stop",),
    OrderType.STOP_LIMIT: ("stop", "limit"),
}
# What holds at once or not at all cannot wait for a price; an order of an auction holds for that auction.
_TIFS_OF = {
    OrderType.STOP: (TimeInForce.DAY, TimeInForce.GTC),
    OrderType.STOP_LIMIT: (TimeInForce.DAY, TimeInForce.GTC),
    OrderType.OPEN: (),
    OrderType.CLOSE: (),
}


def check_terms(fields: Mapping[str, ast.Expr], place: ast.Call, scope: Scope) -> hir.Terms | None:
    """Return the terms that an action's arguments make; None where one of them is not understood."""
    kind = _type(fields.get("type"), scope)
    if kind is None:
        return None
    prices = {name: _price(name, fields[name], kind, scope) for name in _PRICES if name in fields}
    missing = [name for name in _PRICES_OF.get(kind, ()) if name not in fields]
    for name in missing:
        scope.problems.add("JTS0515", place.span, type=kind.value, field=name)
    tif = _tif(fields.get("tif"), kind, scope)
    if missing or tif is None or None in prices.values():
        return None
    return hir.Terms(kind, prices.get("limit"), prices.get("stop"), tif)


def check_tag(node: ast.Expr | None, scope: Scope) -> str:
    """Return the text that an action gives its orders."""
    if node is None:
        return ""
    if isinstance(node, ast.Literal) and node.kind == "text":
        return str(node.value)
    scope.problems.add("JTS0517", node.span)
    return ""


def _type(node: ast.Expr | None, scope: Scope) -> OrderType | None:
    if node is None:
        return OrderType.MARKET
    bare = unquoted(node)
    known = [str(each) for each in OrderType]
    if isinstance(bare, ast.Name) and bare.id in known:
        return OrderType(bare.id)
    close = get_close_matches(bare.id, known, 1) if isinstance(bare, ast.Name) else []
    scope.problems.add(
        "JTS0527", node.span, known=", ".join(known), wanted=close[0] if close else OrderType.MARKET.value
    )
    return None


def _price(name: str, node: ast.Expr, kind: OrderType, scope: Scope) -> hir.Expr | None:
    if name not in _PRICES_OF.get(kind, ()):
        told = "write `type: {name}`" if kind is OrderType.MARKET else "leave `{name}` out"
        help = phrase(told, name=name)
        scope.problems.add("JTS0516", node.span, type=kind.value, field=name, help=help)
        return None
    value = check_expression(unquoted(node), scope)
    found = value.type
    if found.unit is Unit.UNKNOWN:
        return None
    if found.stage is Stage.ACCOUNT or not (found.unit is Unit.PRICE or found.adapts):
        what = "value of the account" if found.stage is Stage.ACCOUNT else found.unit.value
        scope.problems.add("JTS0514", node.span, name=name, found=phrase(what))
        return None
    if isinstance(value, hir.Constant) and float(value.value) <= 0:
        scope.problems.add("JTS0518", node.span, name=name, value=value.value)
        return None
    return value


def _tif(node: ast.Expr | None, kind: OrderType, scope: Scope) -> TimeInForce | None:
    if node is None:
        return TimeInForce.DAY
    bare = unquoted(node)
    every = tuple(TimeInForce)
    known = _TIFS_OF.get(kind, every)
    if isinstance(bare, ast.Name) and bare.id in known:
        return TimeInForce(bare.id)
    if isinstance(bare, ast.Name) and bare.id in every:
        fitting = ", ".join(f"`tif: {each}`" for each in known)
        help = (
            phrase("write one of {known}", known=fitting)
            if known
            else phrase("leave `{name}` out", name="tif")
        )
        scope.problems.add("JTS0516", node.span, type=kind.value, field=f"tif: {bare.id}", help=help)
        return None
    scope.problems.add("JTS0531", node.span, name="tif", known=" or ".join(f"`{each}`" for each in every))
    return None
