"""Functions, classes, imports: what gets a name."""

from __future__ import annotations

import libcst as cst

from lint307.core.facts import Class, Exit, Function, Parameter
from lint307.core.text import Span
from lint307.core.values import Attr, Call, Name, Param, Value
from lint307.reading import flow
from lint307.reading.comments import comments_of
from lint307.reading.expressions import value_of
from lint307.reading.gaps import Imported
from lint307.reading.importing import facts_of
from lint307.reading.scope import Scope, State, leave


def read_function(node: cst.FunctionDef, scope: Scope, state: State) -> None:
    """Read a function and bind its name."""
    decorators = tuple(value_of(d.decorator, scope, state) for d in node.decorators)
    name = _own_name(node, decorators, scope)
    inner = Scope(scope.module, name, "function", _visible(scope, state), owner=scope.owner, body=node.body)
    parameters = _parameters(node.params, scope, state)
    start = State({p.name: Param(name, p.name, p.span) for p in parameters})
    _remember(node.name.value, name, scope, state, scope.span(node.name))
    end = flow.run(node.body, inner, start)
    if end is not None:
        leave("end", None, node.name, inner, end)
    scope.module.functions.append(
        Function(
            name, scope.span(node), scope.span(node.name), parameters, decorators,
            tuple(inner.exits), tuple(inner.events),
            owner=scope.name if scope.kind == "class" else None,
            parent=scope.name if scope.kind == "function" else None,
            docstring=node.get_docstring() or "",
            returns=value_of(node.returns.annotation, scope, state.copy()) if node.returns else None,
            is_async=node.asynchronous is not None,
            comments=comments_of(node, scope.span),
        )
    )  # fmt: skip


def _own_name(node: cst.FunctionDef, decorators: tuple[Value, ...], scope: Scope) -> str:
    """The qualified name; of what is registered by a decorator, as one `login` for GET and one for POST, its own."""
    name = scope.inner(node.name.value)
    registered = any(isinstance(d, Call) and isinstance(d.func, (Attr, Name)) for d in decorators)
    if registered and any(f.name == name for f in scope.module.functions):
        return scope.inner(f"<{scope.span(node).start}>.{node.name.value}")
    return name


def read_lambda(node: cst.Lambda, scope: Scope, state: State) -> Value:
    """A lambda is a function that returns one expression; its value is a name that nobody can write."""
    span = scope.span(node)
    name = scope.inner(f"<lambda {span.start}>")
    inner = Scope(scope.module, name, "function", _visible(scope, state), owner=scope.owner)
    parameters = _parameters(node.params, scope, state)
    start = State({p.name: Param(name, p.name, p.span) for p in parameters})
    value = value_of(node.body, inner, start)
    inner.exits.append(Exit("return", value, value.span, (), start.seen, statement=span))
    parent = scope.name if scope.kind == "function" else None
    scope.module.functions.append(
        Function(name, span, span, parameters, (), tuple(inner.exits), tuple(inner.events), parent=parent)
    )
    return Name(name, span)


def read_class(node: cst.ClassDef, scope: Scope, state: State) -> None:
    """Read a class, its attributes and its methods, and bind its name."""
    name = scope.inner(node.name.value)
    bases = tuple(_base(value_of(a.value, scope, state), name, node.name.value, scope) for a in node.bases)
    decorators = tuple(value_of(d.decorator, scope, state) for d in node.decorators)
    inner = Scope(scope.module, name, "class", _visible(scope, state), owner=name)
    first = len(scope.module.functions)
    idle = scope.module.idle.get(name, {})
    end = flow.run(node.body, inner, State(dict(idle)))
    env = end.env if end is not None else {}
    own = {f"{name}.{short}" for short, v in idle.items() if isinstance(v, Name)} | {
        f.name for f in scope.module.functions[first:] if f.owner == name
    }
    attributes = tuple((n, v) for n, v in env.items() if not (isinstance(v, Name) and v.path in own))
    methods = {n: v.path for n, v in env.items() if isinstance(v, Name) and v.path in own}
    _remember(node.name.value, name, scope, state, scope.span(node.name))
    scope.module.classes.append(
        Class(
            name, scope.span(node), bases, decorators, attributes, tuple(methods.items()), node.get_docstring() or "",
            comments_of(node, scope.span), scope.span(node.name),
        )
    )  # fmt: skip


def _base(base: Value, name: str, short: str, scope: Scope) -> Value:
    """A base of a class: in `class View(View)` what had the name before."""
    if not isinstance(base, Name) or base.path != name or scope.kind != "module":
        return base
    before = scope.module.bindings.get(short)
    return before[-1] if before else base


def read_import(node: cst.Import | cst.ImportFrom, scope: Scope, state: State) -> None:
    """Bind what an import brings, and keep where it stands for edits."""
    level = len(node.relative) if isinstance(node, cst.ImportFrom) else 0
    module = _dotted(node.module) if isinstance(node, cst.ImportFrom) else None
    if isinstance(node.names, cst.ImportStar):
        if scope.kind == "module":
            scope.module.stars.append(scope.module.absolute(module or "", level))
        return
    names = tuple((_dotted(alias.name), _as(alias), scope.span(alias)) for alias in node.names)
    wrapped = isinstance(node, cst.ImportFrom) and node.lpar is not None
    found = Imported(module, level, names, scope.span(node), wrapped)
    for bound, value, written in facts_of(found, scope.module.absolute, scope.kind == "module"):
        _bind(bound, value, scope, state)
        scope.module.imports.append(written)


def _as(alias: cst.ImportAlias) -> str | None:
    return alias.asname.name.value if alias.asname and isinstance(alias.asname.name, cst.Name) else None


def _visible(scope: Scope, state: State) -> dict[str, Value]:
    """What a function that is defined here sees; a class body is skipped, as in Python."""
    return {**scope.closure, **state.env} if scope.kind == "function" else dict(scope.closure)


def _remember(short: str, name: str, scope: Scope, state: State, span: Span) -> None:
    _bind(short, Name(name, span), scope, state)


def _bind(short: str, value: Value, scope: Scope, state: State) -> None:
    if scope.kind == "module":
        scope.module.bind(short, value)
    else:
        state.env[short] = value


def _parameters(node: cst.Parameters, scope: Scope, state: State) -> tuple[Parameter, ...]:
    groups: list[tuple[str, cst.Param]] = [("", p) for p in (*node.posonly_params, *node.params)]
    if isinstance(node.star_arg, cst.Param):
        groups.append(("*", node.star_arg))
    groups += [("keyword", p) for p in node.kwonly_params]
    if node.star_kwarg is not None:
        groups.append(("**", node.star_kwarg))
    return tuple(
        Parameter(
            p.name.value,
            kind,
            value_of(p.annotation.annotation, scope, state.copy()) if p.annotation else None,
            value_of(p.default, scope, state) if p.default else None,
            scope.span(p),
        )
        for kind, p in groups
    )


def _dotted(node: cst.CSTNode | None) -> str:
    match node:
        case cst.Name(value=name):
            return name
        case cst.Attribute(value=base, attr=attr):
            return f"{_dotted(base)}.{attr.value}"
    return ""
