"""Assignments: which names and which places get a value."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from lint307.core.values import Call, Item, Lit, Op, Seq, Unknown, Value, dotted
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


def is_forgotten(targets: Sequence[cst.AssignTarget], value: Value, scope: Scope) -> bool:
    """Whether a redirect is put into a variable of a function in which that is never read."""
    if not isinstance(value, Call) or "redirect" not in dotted(value.func).rpartition(".")[2].lower():
        return False
    names = {t.target.value for t in targets if isinstance(t.target, cst.Name)}
    return scope.body is not None and len(names) == len(targets) == 1 and not _reads(scope.body, names)


def _reads(body: cst.BaseSuite, names: set[str]) -> bool:
    """Whether a body has one of these names anywhere but left of `=`."""
    stack: list[cst.CSTNode] = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.Name) and node.value in {*names, "locals"}:
            return True
        skipped = isinstance(node, cst.AssignTarget) and isinstance(node.target, cst.Name)
        stack.extend(() if skipped else node.children)
    return False
