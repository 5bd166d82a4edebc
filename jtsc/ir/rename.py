"""Parameters of a checked program by other names."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from jtsc.ir import hir


def rename_parameters(program: hir.Program, names: Mapping[str, str]) -> hir.Program:
    """Return a program in which parameters have the names that `names` gives for theirs."""
    renamed: hir.Program = _renamed(program, names)
    return renamed


def _renamed(node: Any, names: Mapping[str, str]) -> Any:
    if isinstance(node, hir.Parameter | hir.ParameterDeclaration):
        return replace(node, name=names.get(node.name, node.name))
    if isinstance(node, tuple):
        return tuple(_renamed(each, names) for each in node)
    if isinstance(node, Mapping):
        return {key: _renamed(each, names) for key, each in node.items()}
    if is_dataclass(node) and not isinstance(node, type) and type(node).__module__ == hir.__name__:
        held = {each.name: getattr(node, each.name) for each in fields(node)}
        return replace(node, **{name: _renamed(value, names) for name, value in held.items()})
    return node
