"""Statements that change a value in place: `resp.status_code = 303`, `resp.headers.update(…)`, `del resp["Age"]`."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from lint307.core.text import Span
from lint307.core.values import Arg, Call, Change, Choice, Lit, Map, Param, Seq, Unknown, Value
from lint307.reading.expressions import value_of
from lint307.reading.scope import Scope, State

# The parts of a response that decide what is sent; changes of anything else are not carried.
_FIELDS = frozenset("headers raw_headers _headers location status status_code code url".split())
_CALLS = frozenset(
    "setdefault add set append extend update add_header pop clear remove setlist __setitem__ init_headers".split()
)
_MOST_CHANGES = 24
_MOST_ITEMS = 64


def note_assignment(target: cst.CSTNode, value: Value | None, scope: Scope, state: State, how: str = "") -> None:
    """`target = value` or, without a value, `del target`: what the variable at its root holds from now on."""
    match target:
        case cst.Attribute(value=inner, attr=cst.Name(value=name)):
            root, fields = _root(inner)
            if name in _FIELDS:
                kind = how or ("attr" if value is not None else "delete")
                _change(root, kind, ".".join([*fields, name]), scope.span(target), state, value)
        case cst.Subscript(value=inner, slice=[cst.SubscriptElement(slice=cst.Index(value=key))]):
            root, fields = _root(inner)
            if not fields or fields[0] in _FIELDS:
                span = scope.span(key)
                args = (Arg(value_of(key, scope, state.copy()), span, span),)
                kind = "item" if value is not None else "delete"
                _change(root, kind, ".".join(fields), scope.span(target), state, value, args)


def note_call(node: cst.BaseExpression, call: Value, scope: Scope, state: State) -> None:
    """A call whose result is thrown away may change what it is called on, and what it is given."""
    if isinstance(node, cst.Await):
        node = node.expression
    if not isinstance(node, cst.Call) or not isinstance(call, Call):
        return
    if isinstance(node.func, cst.Attribute):
        root, fields = _root(node.func)
        if fields and fields[-1] in _CALLS and (len(fields) == 1 or fields[0] in _FIELDS):
            _change(root, "call", ".".join(fields), call.span, state, args=call.args)
    for arg in node.args:
        held = state.env.get(arg.value.value) if isinstance(arg.value, cst.Name) else None
        if isinstance(arg.value, cst.Name) and isinstance(held, (Map, Seq)):
            state.env[arg.value.value] = Unknown(call.span)
        elif isinstance(arg.value, cst.Name) and isinstance(held, (Call, Change, Choice)):
            _change(arg.value.value, "passed", "", call.span, state, replace(call, args=()))


def _root(node: cst.CSTNode) -> tuple[str | None, list[str]]:
    """`resp.headers.update` is the variable `resp` and the fields `headers`, `update`."""
    fields: list[str] = []
    while isinstance(node, cst.Attribute):
        fields.insert(0, node.attr.value)
        node = node.value
    return (node.value, fields) if isinstance(node, cst.Name) else (None, fields)


def _change(
    root: str | None,
    how: str,
    key: str,
    span: Span,
    state: State,
    value: Value | None = None,
    args: tuple[Arg, ...] = (),
) -> None:
    """Put a Change over what the variable `root` holds, if that may be a response."""
    base = state.env.get(root or "")
    if root is not None and isinstance(base, (Map, Seq)):
        state.env[root] = _filled(base, how, key, value, args, span)
        return
    if root is None or not isinstance(base, (Call, Change, Choice, Param)):
        return
    depth, inner = 0, base.base if isinstance(base, Change) else None
    while inner is not None:
        depth, inner = depth + 1, inner.base if isinstance(inner, Change) else None
    if depth < _MOST_CHANGES:
        state.env[root] = Change(base, how, key, value, span, args)


def _filled(
    base: Map | Seq, how: str, key: str, value: Value | None, args: tuple[Arg, ...], span: Span
) -> Map | Seq | Unknown:
    """A dict or a list that is written out, after something was put into it; unknown when that is not seen."""
    only = args[0] if len(args) == 1 and not args[0].star and args[0].keyword is None else None
    if len(base.items) >= _MOST_ITEMS:
        return Unknown(span)
    match base, how, key:
        case Map(items=items), "item", "" if value is not None and only is not None:
            return replace(base, items=(*items, (only.value, value)))
        case Map(items=items), "call", "update" if only is not None:
            return replace(base, items=(*items, (None, only.value)))
        case Map(items=items), "call", "update" if all(a.keyword is not None for a in args):
            return replace(base, items=(*items, *((Lit(a.keyword, a.span), a.value) for a in args)))
        case Map(items=items), "call", "setdefault" if len(args) == 2:
            return replace(base, items=((args[0].value, args[1].value), *items))
        case Seq(kind="[", items=values), "call", "append" if only is not None:
            return replace(base, items=(*values, only.value))
    return Unknown(span)
