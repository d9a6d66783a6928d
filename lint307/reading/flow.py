"""Statements in the order in which they run: what holds, what has happened and what names mean at each way out."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from lint307.core.values import Caught, Item, Op, Seq, Test, Unknown, Value, dotted
from lint307.reading import definitions
from lint307.reading.assignments import assign, augment, is_forgotten
from lint307.reading.calling import gives_nothing_back
from lint307.reading.changes import note_assignment, note_call
from lint307.reading.comments import comments_of
from lint307.reading.expressions import value_of
from lint307.reading.scope import Scope, State, bind, join, leave, note


def run_block(body: Sequence[cst.CSTNode], scope: Scope, state: State) -> State | None:
    """What holds after these statements; None when control never gets there."""
    current: State | None = state
    for statement in body:
        if current is None:
            break
        current = run(statement, scope, current)
    return current


def run(node: cst.CSTNode, scope: Scope, state: State) -> State | None:
    """What holds after a statement or a block; None when control never gets behind it."""
    match node:
        case cst.SimpleStatementLine(body=body) | cst.SimpleStatementSuite(body=body):
            state.comments = comments_of(node, scope.span)
            current: State | None = state
            for small in body:
                if current is not None:
                    current = _small(small, scope, current)
            return current
        case cst.IndentedBlock(body=body):
            return run_block(body, scope, state)
        case cst.If():
            return _if(node, scope, state)
        case cst.For() | cst.While():
            return _loop(node, scope, state)
        case cst.Try() | cst.TryStar():
            return _try(node, scope, state)
        case cst.With(items=items, body=body):
            for item in items:
                value = value_of(item.item, scope, state)
                if item.asname is not None:
                    bind(item.asname.name, value, scope, state)
            return run(body, scope, state)
        case cst.Match():
            return _match(node, scope, state)
        case cst.FunctionDef():
            definitions.read_function(node, scope, state)
        case cst.ClassDef():
            definitions.read_class(node, scope, state)
    return state


def _small(node: cst.CSTNode, scope: Scope, state: State) -> State | None:
    match node:
        case cst.Return(value=expression):
            value = value_of(expression, scope, state) if expression else None
            leave("return", value, node, scope, state)
            return None
        case cst.Raise(exc=exception):
            value = value_of(exception, scope, state) if exception else None
            leave("raise", value, node, scope, state)
            return None
        case cst.Expr(value=expression):
            before = len(scope.events)
            value = value_of(expression, scope, state)
            if len(scope.events) > before and isinstance(_bare(expression), cst.Call):
                _mark_discarded(scope)
                leave("discard", value, node, scope, state)
                note_call(expression, value, scope, state)
            return None if gives_nothing_back(value, scope.module.bindings, scope.module.name) else state
        case cst.Assign(targets=targets, value=expression):
            value = value_of(expression, scope, state)
            if is_forgotten(targets, value, scope):
                leave("discard", value, node, scope, state)
            for target in targets:
                assign(target.target, value, scope, state)
        case cst.AnnAssign(target=target, value=expression, annotation=annotation):
            if scope.kind == "class":
                value_of(annotation.annotation, scope, state.copy())
            if expression is not None:
                assign(target, value_of(expression, scope, state), scope, state)
        case cst.AugAssign(target=target, operator=operator, value=expression):
            augment(target, operator, value_of(expression, scope, state), scope, state)
        case cst.Del(target=target):
            deleted: list[cst.CSTNode] = (
                [e.value for e in target.elements] if isinstance(target, cst.Tuple) else [target]
            )
            for one in deleted:
                note_assignment(one, None, scope, state)
                if isinstance(one, (cst.Subscript, cst.Attribute)):
                    note("delete", value_of(one, scope, state), scope.span(one), scope, state)
        case cst.Break() | cst.Continue():
            if scope.loops:
                scope.loops[-1].append((state, isinstance(node, cst.Break)))
            return None
        case cst.Import() | cst.ImportFrom():
            definitions.read_import(node, scope, state)
        case cst.Global(names=names):
            scope.globals |= {n.name.value for n in names}
        case cst.Assert(test=test):
            value = value_of(test, scope, state)
            return state.given(Test(value, True))
    return state


def _bare(node: cst.BaseExpression) -> cst.BaseExpression:
    return node.expression if isinstance(node, cst.Await) else node


def _mark_discarded(scope: Scope) -> None:
    event = scope.events[-1]
    scope.events[-1] = type(event)(event.kind, event.value, event.span, True, event.stored)


def _if(node: cst.If, scope: Scope, state: State) -> State | None:
    comments = comments_of(node, scope.span)
    test, span = value_of(node.test, scope, state), scope.span(node.test)
    state.comments = ()
    yes, no = state.given(Test(test, True)), state.given(Test(test, False))
    yes.guards = (*state.guards, span)
    yes.comments = comments  # those over a branch speak of the ways out in it
    yes.above = no.above = (*state.above, *comments)
    after = run(node.body, scope, yes)
    other: State | None = no
    match node.orelse:
        case cst.If() as chained:
            other = _if(chained, scope, no)
        case cst.Else(body=body):
            no.guards = (*state.guards, span)
            other = run(body, scope, no)
    return _restored(join([after, other], span), state)


def _restored(joined: State | None, before: State) -> State | None:
    """Behind a statement with branches its guards and comments count no more."""
    if joined is not None:
        joined.guards, joined.comments, joined.above = before.guards, before.comments, before.above
    return joined


def _loop(node: cst.For | cst.While, scope: Scope, state: State) -> State | None:
    scope.loops.append([])
    endless = isinstance(node, cst.While) and isinstance(node.test, cst.Name) and node.test.value == "True"
    inside = state.copy()
    if isinstance(node, cst.For):
        source = value_of(node.iter, scope, state)
        inside = state.copy()
        span = scope.span(node.target)
        bind(node.target, Item(source, Unknown(span), span), scope, inside)
    else:
        test = value_of(node.test, scope, inside)
        inside = inside if endless else inside.given(Test(test, True))
    after = run(node.body, scope, inside)
    left = scope.loops.pop()
    if node.orelse is None:
        ends = [s for s, _ in left]
        return _restored(join(ends if endless else [state, after, *ends], scope.span(node.body)), state)
    done = join([state, after, *(s for s, is_break in left if not is_break)], scope.span(node.body))
    if done is not None:
        done = run(node.orelse.body, scope, done)
    # `break` passes by the `else`.
    return _restored(join([done, *(s for s, is_break in left if is_break)], scope.span(node.body)), state)


def _try(node: cst.Try | cst.TryStar, scope: Scope, state: State) -> State | None:
    first, before = len(scope.events), state.copy()
    known = {name: len(given) for name, given in scope.module.bindings.items()} if scope.kind == "module" else {}
    done = run(node.body, scope, state.copy())
    imported = {
        n: len(g) for n, g in scope.module.bindings.items() if scope.kind == "module" and len(g) > known.get(n, 0)
    }
    during = (1 << len(scope.events)) - (1 << first)
    names = {
        n for n in (done.env if done else {}) if n not in before.env or (done and done.env[n] is not before.env[n])
    }
    ends: list[State | None] = []
    for handler in node.handlers:
        caught = before.copy()
        caught.seen |= during
        for name in names:  # assigned, or not yet, when the exception came
            caught.env.setdefault(name, done.env[name] if done else Unknown(scope.span(handler)))
        kinds = value_of(handler.type, scope, caught) if handler.type else None
        listed = kinds.items if isinstance(kinds, Seq) else (kinds,) if kinds else ()
        caught.path = (*caught.path, Caught(tuple(listed), scope.span(handler)))
        caught.guards = (*caught.guards, scope.span(handler))
        if handler.name is not None:
            bind(handler.name.name, Unknown(scope.span(handler.name)), scope, caught)
        ends.append(run(handler.body, scope, caught))
        if any(dotted(kind).rpartition(".")[2] in ("ImportError", "ModuleNotFoundError") for kind in listed):
            for name, count in imported.items():  # what stands in for a package that is not installed
                del scope.module.bindings[name][count:]
    if done is not None and node.orelse is not None:
        done = run(node.orelse.body, scope, done)
    joined = join([done, *ends], scope.span(node.body))
    if node.finalbody is not None:
        if joined is None:
            run(node.finalbody.body, scope, before)
            return None
        joined = run(node.finalbody.body, scope, joined)
    return _restored(joined, state)


def _match(node: cst.Match, scope: Scope, state: State) -> State | None:
    subject = value_of(node.subject, scope, state)
    ends: list[State | None] = []
    current: State | None = state
    for case in node.cases:
        if current is None:
            break
        test = _pattern(case.pattern, subject, scope, current)
        if test is not None and case.guard is not None:
            test = Op("and", (test, value_of(case.guard, scope, current)), scope.span(case.pattern))
        elif case.guard is not None:
            test = value_of(case.guard, scope, current)
        inside = current.given(Test(test, True)) if test is not None else current.copy()
        inside.guards = (*current.guards, scope.span(case.pattern))
        ends.append(run(case.body, scope, inside))
        current = current.given(Test(test, False)) if test is not None else None
    return _restored(join([*ends, current], scope.span(node.subject)), state)


def _pattern(pattern: cst.CSTNode, subject: Value, scope: Scope, state: State) -> Value | None:
    """The test that a pattern makes; None for one that always matches."""
    span = scope.span(pattern)
    match pattern:
        case cst.MatchValue(value=expression):
            return Op("==", (subject, value_of(expression, scope, state)), span)
        case cst.MatchOr(patterns=patterns):
            tests = [_pattern(p.pattern, subject, scope, state) for p in patterns]
            return Op("or", tuple(t for t in tests if t is not None), span) if all(tests) else None
        case cst.MatchAs(pattern=None, name=name):
            if name is not None:
                bind(name, subject, scope, state)
            return None
        case cst.MatchAs(pattern=inner, name=name) if inner is not None:
            if name is not None:
                bind(name, subject, scope, state)
            return _pattern(inner, subject, scope, state)
    return Unknown(span)
