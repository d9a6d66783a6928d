"""Assignments: which names and which places get a value."""

from __future__ import annotations

import libcst as cst

from lint307.core.values import Item, Lit, Op, Seq, Unknown, Value
from lint307.reading.changes import note_assignment
from lint307.reading.expressions import value_of
from lint307.reading.scope import Scope, State, bind, leave, note
from lint307.reading.texts import is_text, join_text


def assign(target: cst.BaseExpression, value: Value, scope: Scope, state: State) -> None:
    if isinstance(target, cst.Name) and (scope.kind == "module" or target.value in scope.globals):
        scope.module.bind(target.value, value)
        return
    if isinstance(target, (cst.Tuple, cst.List)):
        for index, element in enumerate(target.elements):
            span = scope.span(element)
            matched = isinstance(value, Seq) and len(value.items) == len(target.elements)
            part = value.items[index] if matched and isinstance(value, Seq) else Item(value, Lit(index, span), span)
            assign(element.value, part, scope, state)
        return
    bind(target, value, scope, state)
    if isinstance(target, (cst.Attribute, cst.Subscript)):
        stored_in = value_of(target, scope, state)
        note("store", stored_in, scope.span(target), scope, state, stored=value)
        note_assignment(target, value, scope, state)
        leave("keep", value, target, scope, state)


def augment(target: cst.BaseExpression, operator: cst.BaseAugOp, added: Value, scope: Scope, state: State) -> None:
    span = scope.span(target)
    old = value_of(target, scope, state)
    new: Value = Unknown(span)
    if isinstance(operator, cst.AddAssign):
        new = join_text((old, added), span) if is_text(old) or is_text(added) else Op("+", (old, added), span)
        if isinstance(old, Seq) and isinstance(added, Seq):
            new = Seq(old.kind, (*old.items, *added.items), span)
    if isinstance(target, cst.Name) and (scope.kind == "module" or target.value in scope.globals):
        scope.module.bind(target.value, added)
        return
    bind(target, new, scope, state)
    if isinstance(target, (cst.Attribute, cst.Subscript)):
        note("store", old, span, scope, state)
        note_assignment(target, added, scope, state, how="merge" if isinstance(operator, cst.BitOrAssign) else "")
