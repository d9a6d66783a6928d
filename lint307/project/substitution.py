"""What a function's values become at one of its calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lint307.core.facts import Function
from lint307.core.values import (
    Arg,
    Attr,
    Call,
    Change,
    Choice,
    Item,
    Lit,
    Map,
    Op,
    Option,
    Param,
    Path,
    Seq,
    Test,
    Text,
    Value,
    within,
)
from lint307.project.symbols import Symbols

Bindings = Mapping[tuple[str, str], Value]


def bind_call(function: Function, call: Call, receiver: Value | None = None) -> dict[tuple[str, str], Value]:
    """What each parameter of a function stands for at a call; parameters that a star may fill stay out."""
    bound: dict[tuple[str, str], Value] = {}
    names = [p for p in function.parameters if p.kind == ""]
    if receiver is not None and names:
        bound[function.name, names[0].name] = receiver
        names = names[1:]
    starred = any(a.star for a in call.args)
    plain = [a for a in call.args if a.keyword is None and not a.star]
    for parameter, arg in zip(names, plain, strict=False):
        bound[function.name, parameter.name] = arg.value
    for arg in call.args:
        if arg.keyword is not None:
            bound[function.name, arg.keyword] = arg.value
    for parameter in function.parameters:
        key = function.name, parameter.name
        if key not in bound and parameter.default is not None and not starred:
            bound[key] = parameter.default
    return bound


def substitute(value: Value, bound: Bindings) -> Value:
    """The value with parameters replaced."""
    if not bound:
        return value
    match value:
        case Param(owner=owner, name=name):
            return bound.get((owner, name), value)
        case Attr(base=base):
            return replace(value, base=substitute(base, bound))
        case Item(base=base, key=key):
            return replace(value, base=substitute(base, bound), key=substitute(key, bound))
        case Call(func=func, args=args):
            return replace(value, func=substitute(func, bound), args=_arguments(args, bound))
        case Text(parts=parts):
            return replace(value, parts=tuple(substitute(p, bound) for p in parts))
        case Seq(items=items):
            return replace(value, items=tuple(substitute(i, bound) for i in items))
        case Op(operands=operands):
            return replace(value, operands=tuple(substitute(o, bound) for o in operands))
        case Map(items=items):
            return replace(value, items=tuple((k and substitute(k, bound), substitute(v, bound)) for k, v in items))
        case Choice(options=options):
            return replace(
                value, options=tuple(Option(path_at(o.path, bound), substitute(o.value, bound)) for o in options)
            )
        case Change(base=base, value=changed, args=args):
            new = substitute(changed, bound) if changed is not None else None
            return replace(value, base=substitute(base, bound), value=new, args=_arguments(args, bound))
    return value


def _arguments(args: tuple[Arg, ...], bound: Bindings) -> tuple[Arg, ...]:
    return tuple(replace(a, value=substitute(a.value, bound)) for a in args)


def path_at(path: Path, bound: Bindings) -> Path:
    return tuple(Test(substitute(c.value, bound), c.holds) if isinstance(c, Test) else c for c in path)


def mentions(value: Value, function: str) -> frozenset[str]:
    """The parameters of a function that a value is made of."""
    return frozenset(v.name for v in within(value) if isinstance(v, Param) and v.owner == function)


def spread(call: Call, symbols: Symbols, near: str) -> Call:
    """The call with `*[…]` and `**{…}` written out, where it is known what they hold."""
    if not any(arg.star for arg in call.args):
        return call
    args: list[Arg] = []
    for arg in call.args:
        held = symbols.resolve(arg.value, near) if arg.star else None
        match held:
            case Seq(items=items) if arg.star == "*" and not any(isinstance(i, Op) and i.sign == "*" for i in items):
                args += [Arg(v, v.span, v.span) for v in items]
            case Map(items=pairs) if all(isinstance(k, Lit) and isinstance(k.value, str) for k, _ in pairs):
                last = {k.value: v for k, v in pairs if isinstance(k, Lit) and isinstance(k.value, str)}
                args += [Arg(v, v.span, v.span, k) for k, v in last.items()]
            case _:
                args.append(arg)
    return replace(call, args=tuple(args))


def settled(value: Value, path: Path) -> Value:
    """The value with the branches left out that tests of a path rule out."""
    if not path or not any(isinstance(v, Choice) for v in within(value)):
        return value
    match value:
        case Choice(options=options):
            left = [o for o in options if not _contradict(o.path, path)]
            if any(isinstance(c, Test) and c.holds and _same_choice(c.value, value) for c in path):
                left = [o for o in left if not (isinstance(o.value, Lit) and not o.value.value)]
            if len(left) == 1:
                return settled(left[0].value, path)
            if left:
                return replace(value, options=tuple(left))
        case Call(args=args):
            return replace(value, args=tuple(replace(a, value=settled(a.value, path)) for a in args))
        case Text(parts=parts):
            return replace(value, parts=tuple(settled(p, path) for p in parts))
    return value


def _same_choice(asked: Value, value: Choice) -> bool:
    """Whether a test asks for the truth of this very value, wherever it is read."""
    return isinstance(asked, Choice) and asked.options == value.options


def _contradict(one: Path, two: Path) -> bool:
    tests = [c for c in two if isinstance(c, Test)]
    return any(isinstance(c, Test) and any(c.value == t.value and c.holds != t.holds for t in tests) for c in one)


def is_impossible(path: Path) -> bool:
    """Whether a test of the path is decided, by a constant, the other way."""
    return any(isinstance(c, Test) and _outcome(c.value) is not None and _outcome(c.value) != c.holds for c in path)


def _outcome(test: Value) -> bool | None:
    """What a test comes to when it is made of constants; None when it cannot be told."""
    match test:
        case Lit(value=value):
            return bool(value)
        case Op(sign="not", operands=(inner,)):
            inside = _outcome(inner)
            return None if inside is None else not inside
        case Op(sign="==" | "is" as sign, operands=(Lit(value=one), Lit(value=other))):
            return one is other if sign == "is" else one == other
        case Op(sign="!=" | "is not" as sign, operands=(Lit(value=one), Lit(value=other))):
            return one is not other if sign == "is not" else one != other
    return None
