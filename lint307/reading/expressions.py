"""Expressions of the tree to values, noting what is called and stored on the way."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import libcst as cst

from lint307.core.facts import Registration
from lint307.core.text import Span
from lint307.core.values import (
    Arg,
    Attr,
    Call,
    Item,
    Lit,
    Map,
    Name,
    Op,
    Option,
    Seq,
    Test,
    Text,
    Unknown,
    Value,
    dotted,
)
from lint307.reading.dispatching import by_method
from lint307.reading.scope import Scope, State, bind, choice, look_up, note
from lint307.reading.texts import BRACES, PERCENT, filled, is_text, join_text, unescaped

# Calls that may declare routes, hooks, routers: kept wherever they stand. A project's tables are built from them.
REGISTERING = frozenset(
    "add_url_rule register_blueprint include_router add_api_route add_route mount add_middleware add_exception_handler"
    " before_request before_app_request register_error_handler errorhandler register as_view Route Mount add_router"
    " exception_handler middleware route api_route add_resource register_blueprints wrap unauthorized_handler"
    " Starlette Router add_namespace Middleware".split()
)
_LITERALS = {"True": True, "False": False, "None": None}
_READS = frozenset("form json POST data files FILES body values stream forms params".split())


def value_of(node: cst.CSTNode, scope: Scope, state: State) -> Value:
    """The value of an expression; calls, reads of a request's body and assignments in it are noted on the way."""
    lower = _LOWER.get(type(node))
    if lower is not None:
        return lower(node, scope, state)
    _visit_inside(node, scope, state)
    return Unknown(scope.span(node))


def _visit_inside(node: cst.CSTNode, scope: Scope, state: State) -> None:
    """Expressions that are not followed are still searched for what they do."""
    inner = state
    if isinstance(node, cst.BaseComp):
        inner = state.copy()
        part: cst.CompFor | None = node.for_in
        while part is not None:
            bind(part.target, Unknown(scope.span(part.target)), scope, inner)
            part = part.inner_for_in
    for child in node.children:
        if isinstance(child, cst.BaseExpression):
            value_of(child, scope, inner)
        elif not isinstance(child, (cst.BaseParenthesizableWhitespace, cst.LeftParen, cst.RightParen)):
            _visit_inside(child, scope, inner)
    state.seen |= inner.seen


def _name(node: cst.Name, scope: Scope, state: State) -> Value:
    if node.value in _LITERALS:
        return Lit(_LITERALS[node.value], scope.span(node))
    return look_up(node.value, scope, state, scope.span(node))


def _number(node: cst.CSTNode, scope: Scope, state: State) -> Value:
    assert isinstance(node, (cst.Integer, cst.Float, cst.Imaginary))
    number = int(node.value) if node.value.isdecimal() else ast.literal_eval(node.value)
    return Lit(number, scope.span(node)) if isinstance(number, (int, float)) else Unknown(scope.span(node))


def _string(node: cst.SimpleString, scope: Scope, state: State) -> Value:
    value = unescaped(node)
    return Lit(value, scope.span(node)) if value is not None else Unknown(scope.span(node))


def _joined_string(node: cst.ConcatenatedString, scope: Scope, state: State) -> Value:
    left, right = value_of(node.left, scope, state), value_of(node.right, scope, state)
    return join_text((left, right), scope.span(node))


def _f_string(node: cst.FormattedString, scope: Scope, state: State) -> Value:
    items: list[Value] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            items.append(Lit(part.value, scope.span(part)))
        elif isinstance(part, cst.FormattedStringExpression):
            items.append(value_of(part.expression, scope, state))
    return join_text(tuple(items), scope.span(node))


def _attribute(node: cst.Attribute, scope: Scope, state: State) -> Value:
    base = value_of(node.value, scope, state)
    value = Attr(base, node.attr.value, scope.span(node))
    if node.attr.value in _READS and "req" in dotted(base).rpartition(".")[2]:
        note("read", value, value.span, scope, state)
    return Name(f"{base.path}.{node.attr.value}", value.span) if isinstance(base, Name) else value


def _subscript(node: cst.Subscript, scope: Scope, state: State) -> Value:
    base = value_of(node.value, scope, state)
    keys: list[Value] = []
    for element in node.slice:
        if isinstance(element.slice, cst.Index):
            keys.append(value_of(element.slice.value, scope, state))
        else:
            _visit_inside(element.slice, scope, state)
    key = keys[0] if len(keys) == 1 else Seq("", tuple(keys), scope.span(node)) if keys else Unknown(scope.span(node))
    match base, key:
        case Seq(items=items), Lit(value=int() as index) if -len(items) <= index < len(items):
            return items[index]
    value = Item(base, key, scope.span(node))
    if dotted(base).removesuffix("()").rpartition(".")[2] in _READS and "req" in dotted(base):
        note("read", value, value.span, scope, state)
    return value


def _call(node: cst.Call, scope: Scope, state: State) -> Value:
    span = scope.span(node)
    func = value_of(node.func, scope, state)
    args = tuple(_argument(a, scope, state) for a in node.args)
    inside = Span(args[0].whole.start if args else span.end - 1, span.end - 1)
    call = Call(func, args, span, inside)
    note("call", call, span, scope, state)
    last = dotted(func).removesuffix("()").rpartition(".")[2]
    if last in REGISTERING:
        scope.module.registrations.append(Registration(call, scope.name if scope.kind == "function" else None))
    if isinstance(func, Attr) and last == "format" and isinstance(func.base, (Lit, Text)):
        return filled(func.base, tuple(a.value for a in args), BRACES, span)
    if isinstance(func, Attr) and last == "join" and isinstance(func.base, Lit):
        items = args[0].value.items if args and isinstance(args[0].value, Seq) else tuple(a.value for a in args)
        return join_text(tuple(p for i in items for p in (func.base, i))[1:], span)
    return by_method(call, scope.module.bindings, scope.module.name) or call


def _argument(node: cst.Arg, scope: Scope, state: State) -> Arg:
    value = value_of(node.value, scope, state)
    span, keyword = scope.span(node.value), node.keyword.value if node.keyword else None
    whole = scope.span(node)
    if node.comma is not cst.MaybeSentinel.DEFAULT:
        whole = Span(whole.start, scope.span(node.comma).start) if whole.end > scope.span(node.comma).start else whole
    return Arg(value, span, whole, keyword, node.star)


def _sequence(node: cst.CSTNode, scope: Scope, state: State) -> Value:
    assert isinstance(node, (cst.Tuple, cst.List, cst.Set))
    items = tuple(value_of(e.value, scope, state) for e in node.elements)
    if any(isinstance(e, cst.StarredElement) for e in node.elements):
        items = tuple(
            Op("*", (v,), v.span) if isinstance(e, cst.StarredElement) else v
            for e, v in zip(node.elements, items, strict=True)
        )
    kind = {cst.List: "[", cst.Set: "{"}.get(type(node), "(")
    if isinstance(node, cst.Tuple) and not node.lpar:
        kind = ""
    return Seq(kind, items, scope.span(node))


def _map(node: cst.Dict, scope: Scope, state: State) -> Value:
    items: list[tuple[Value | None, Value]] = []
    for element in node.elements:
        key = value_of(element.key, scope, state) if isinstance(element, cst.DictElement) else None
        items.append((key, value_of(element.value, scope, state)))
    return Map(tuple(items), scope.span(node))


_SIGNS: dict[type, str] = {
    cst.Equal: "==", cst.NotEqual: "!=", cst.In: "in", cst.NotIn: "not in", cst.Is: "is", cst.IsNot: "is not",
    cst.LessThan: "<", cst.GreaterThan: ">", cst.LessThanEqual: "<=", cst.GreaterThanEqual: ">=",
    cst.And: "and", cst.Or: "or", cst.Not: "not", cst.Minus: "-", cst.Add: "+", cst.BitOr: "|", cst.Modulo: "%",
}  # fmt: skip


def _comparison(node: cst.Comparison, scope: Scope, state: State) -> Value:
    left = value_of(node.left, scope, state)
    tests: list[Value] = []
    for target in node.comparisons:
        right = value_of(target.comparator, scope, state)
        tests.append(Op(_SIGNS.get(type(target.operator), "?"), (left, right), scope.span(node)))
        left = right
    return tests[0] if len(tests) == 1 else Op("and", tuple(tests), scope.span(node))


def _boolean(node: cst.BooleanOperation, scope: Scope, state: State) -> Value:
    left = value_of(node.left, scope, state)
    sign = _SIGNS[type(node.operator)]
    return Op(sign, (left, value_of(node.right, scope, state)), scope.span(node))


def _unary(node: cst.UnaryOperation, scope: Scope, state: State) -> Value:
    return Op(_SIGNS.get(type(node.operator), "?"), (value_of(node.expression, scope, state),), scope.span(node))


def _binary(node: cst.BinaryOperation, scope: Scope, state: State) -> Value:
    left, right = value_of(node.left, scope, state), value_of(node.right, scope, state)
    sign = _SIGNS.get(type(node.operator), "?")
    stringy = is_text(left) or is_text(right)
    if stringy and sign == "%":
        return filled(left, right.items if isinstance(right, Seq) else (right,), PERCENT, scope.span(node))
    if stringy and sign == "+":
        return join_text((left, right), scope.span(node))
    if sign == "+" and isinstance(left, Seq) and isinstance(right, Seq):
        return Seq(left.kind, (*left.items, *right.items), scope.span(node))
    return Op(sign, (left, right), scope.span(node))


def _conditional(node: cst.IfExp, scope: Scope, state: State) -> Value:
    test = value_of(node.test, scope, state)
    yes, no = value_of(node.body, scope, state), value_of(node.orelse, scope, state)
    return choice((Option((Test(test, True),), yes), Option((Test(test, False),), no)), scope.span(node))


def _walrus(node: cst.NamedExpr, scope: Scope, state: State) -> Value:
    value = value_of(node.value, scope, state)
    bind(node.target, value, scope, state)
    return value


def _await(node: cst.Await, scope: Scope, state: State) -> Value:
    return value_of(node.expression, scope, state)


def _lambda(node: cst.Lambda, scope: Scope, state: State) -> Value:
    from lint307.reading.definitions import read_lambda

    return read_lambda(node, scope, state)


_LOWER: dict[type, Callable[[Any, Scope, State], Value]] = {
    cst.Name: _name, cst.Integer: _number, cst.Float: _number, cst.Imaginary: _number, cst.SimpleString: _string,
    cst.ConcatenatedString: _joined_string, cst.FormattedString: _f_string, cst.Attribute: _attribute,
    cst.Subscript: _subscript, cst.Call: _call, cst.Tuple: _sequence, cst.List: _sequence, cst.Set: _sequence,
    cst.Dict: _map, cst.Comparison: _comparison, cst.BooleanOperation: _boolean, cst.UnaryOperation: _unary,
    cst.BinaryOperation: _binary, cst.IfExp: _conditional, cst.NamedExpr: _walrus, cst.Await: _await,
    cst.Lambda: _lambda,
}  # fmt: skip
