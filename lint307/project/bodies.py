"""What a handler takes from the body of a request, and whether secrets are in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint307.core.facts import Event, FileFacts, Function, Parameter
from lint307.core.sites import Body, Reach
from lint307.core.text import Span
from lint307.core.values import Attr, Call, Item, Lit, Name, Value, argument, dotted, within
from lint307.project.context import Context

_SECRET = re.compile(
    r"(?:^|_|\b)(?:pass(?:word|wd|phrase|code)?\d?|pwd|secret|otp|totp|pin|mfa_?code|two_factor|token|api_?key|credentials?|card|cvc|cvv|"
    r"card_?number|iban|recovery_?code)(?:$|_|\b)", re.I,
)  # fmt: skip
_HARMLESS = re.compile(r"csrf|xsrf|forgery|page_?token|next_?token|continuation|reset_?url", re.I)
_MARKERS = frozenset({"Form", "File", "Body", "UploadFile"})
_READS = frozenset("form json POST data files FILES body values get_json get_data stream".split())
_FORMS = frozenset({"OAuth2PasswordRequestForm", "OAuth2PasswordRequestFormStrict"})


def bodies(reach: Reach, ctx: Context) -> Iterator[Body]:
    """Parameters that the body fills, and reads of the body, on this way."""
    for function in reach.chain:
        if function.name in ctx.symbols.functions:
            file, _ = ctx.symbols.functions[function.name]
            yield from _parameters(file, function, reach, ctx)
    seen: set[Span] = set()
    for module, event in reach.events:
        form = _form(event, module, ctx)
        if form is not None:
            yield Body(form[0], event.span, module, form[1], False)
        name = read_name(event)
        if name is not None and event.span not in seen:
            seen.add(event.span)
            yield Body(name, event.span, module, is_secret(name), False)


def _form(event: Event, module: str, ctx: Context) -> tuple[str, bool] | None:
    """A form object that is filled from the body: its name, and whether one of its fields is a secret."""
    value = event.value
    if event.kind != "call" or not isinstance(value, Call):
        return None
    cls = ctx.symbols.path(value.func, module)
    if cls not in ctx.symbols.classes:
        return None
    line = list(ctx.symbols.lineage(cls))
    if not any(c.rpartition(".")[2].endswith("Form") for c in line[1:]):
        return None
    fields = [n for c in line if c in ctx.symbols.classes for n, _ in ctx.symbols.classes[c][1].attributes]
    outside = any(c.startswith("django.contrib.auth.forms.") for c in line)
    secret = next((f for f in fields if is_secret(f)), "")
    return (secret or cls.rpartition(".")[2]), bool(secret) or outside


def is_secret(name: str) -> bool:
    return bool(_SECRET.search(name)) and not _HARMLESS.search(name)


def _parameters(file: FileFacts, function: Function, reach: Reach, ctx: Context) -> Iterator[Body]:
    if reach.framework not in ("fastapi", "ninja"):
        return
    for parameter in function.parameters:
        kind = _kind(parameter, file, ctx)
        if kind is not None:
            yield Body(parameter.name, parameter.span, file.module, kind == "secret" or is_secret(parameter.name), True)


def _kind(parameter: Parameter, file: FileFacts, ctx: Context) -> str | None:
    """`secret` or `body` for a parameter that the body fills; None for any other."""
    for value in (parameter.default, parameter.annotation):
        for part in _parts(value) if value is not None else ():
            path = ctx.symbols.path(part.func if isinstance(part, Call) else part, file.module) or ""
            last = path.rpartition(".")[2]
            if last in _FORMS:
                return "secret"
            if last in _MARKERS and path.startswith(("fastapi", "ninja", "starlette")):
                return "body"
            if path in ctx.symbols.classes and _is_model(path, ctx):
                names = [
                    n
                    for c in ctx.symbols.lineage(path)
                    if c in ctx.symbols.classes
                    for n, _ in ctx.symbols.classes[c][1].attributes
                ]
                return "secret" if any(is_secret(n) for n in names) else "body"
            if isinstance(part, Call) and last in ("Depends", "Security"):
                on = argument(part, 0, "dependency")
                inner = (
                    ctx.symbols.path(on.value, file.module)
                    if on
                    else ctx.symbols.path(parameter.annotation, file.module)
                    if parameter.annotation
                    else None
                )
                if inner in ctx.symbols.classes or (inner or "").rpartition(".")[2] in _FORMS:
                    return _of_class(inner or "", ctx)
                return None
    return None


def _parts(value: Value) -> Iterator[Value]:
    """The values in an annotation; the items of `Annotated[…]` are its key."""
    for part in within(value):
        yield part
        if isinstance(part, Item):
            yield from within(part.key)


def _of_class(path: str, ctx: Context) -> str | None:
    if path.rpartition(".")[2] in _FORMS:
        return "secret"
    init = ctx.symbols.method(path, "__init__")
    if init is None:
        return None
    file, function = ctx.symbols.functions[init]
    kinds = [(p.name, _kind(p, file, ctx)) for p in function.parameters]
    taken = [name for name, kind in kinds if kind is not None]
    return ("secret" if any(is_secret(n) for n in taken) else "body") if taken else None


def _is_model(path: str, ctx: Context) -> bool:
    return any(a.rpartition(".")[2] in ("BaseModel", "SQLModel", "Schema", "Struct") for a in ctx.symbols.lineage(path))


def read_name(event: Event) -> str | None:
    """The field that a read of the body names, "" for the whole; None when the event reads no body."""
    value = event.value
    if event.kind == "read" and isinstance(value, Item):
        return str(value.key.value) if isinstance(value.key, Lit) else ""
    if event.kind == "read" and isinstance(value, Attr):
        return ""
    if event.kind != "call" or not isinstance(value, Call):
        return None
    func = value.func
    if (
        isinstance(func, Attr)
        and func.name in _READS
        and dotted(func.base).rpartition(".")[2].strip("_") in ("request", "req")
    ):
        return ""
    if isinstance(func, Name) and func.path.rpartition(".")[2] in _READS and ".request." in func.path:
        return ""
    if isinstance(func, Attr) and func.name in ("get", "getlist", "pop") and _is_body(func.base):
        first = argument(value, 0, None)
        return str(first.value.value) if first and isinstance(first.value, Lit) else ""
    return None


def _is_body(value: Value) -> bool:
    match value:
        case Attr(base=base, name=name):
            return name in _READS and dotted(base).rpartition(".")[2].strip("_") in ("request", "req")
        case Name(path=path):
            return path.rpartition(".")[2] in _READS and path.rpartition(".")[0].endswith("request")
        case Call(func=func):
            return _is_body(func)
        case Item(base=base):
            return _is_body(base)
    return False
