"""Whether a Location is the URL of the request itself: unchanged (a reload) or rewritten (a forward)."""

from __future__ import annotations

from dataclasses import replace

from lint307.core.values import (
    Arg,
    Attr,
    Call,
    Change,
    Choice,
    Item,
    Lit,
    Name,
    Op,
    Param,
    Seq,
    Text,
    Unknown,
    Value,
    argument,
    as_attribute,
    dotted,
    within,
)
from lint307.project.areas import is_listed
from lint307.project.context import Context
from lint307.project.lacking import lacks
from lint307.project.methods import looks_like_request
from lint307.project.scopes import is_scope, of_changed_scope
from lint307.project.substitution import bind_call, substitute

# Attributes and calls of a request that give its whole URL, and those that give its path without the query.
_WHOLE = frozenset("url full_path get_full_path build_absolute_uri get_raw_uri uri base_url get_full_path_info".split())
_PATHS = frozenset("path path_info script_root raw_path full_path path_qs".split())
_METHODS = frozenset(
    "replace _replace rstrip lstrip strip lower removeprefix removesuffix geturl include_query_params"
    " remove_query_params replace_query_params format sub encode decode copy_with join as_string unsplit human_repr"
    " __str__ joinpath".split()
)
_FUNCTIONS = frozenset(
    "urlunsplit urlunparse urlsplit urlparse str URL iri_to_uri uri_to_iri urljoin escape_leading_slashes quote unquote"
    " sub furl url_parse url_unparse resolve_url URLPath smart_str force_str escape url_quote wsgi_to_bytes"
    " parse_url urlquote escape_uri_path".split()
)
# URLs that a function makes of the request's own, and that are other ones.
_OTHER_URLS = frozenset("login signin auth next logout sso error redirect safe is".split())
SAME, REWRITTEN, REQUERIED = "same", "rewritten", "requeried"
_DEEPEST = 14


def request_url(value: Value, ctx: Context, near: str, depth: int = 0) -> str | None:
    """`same`, `rewritten`, `requeried` (another query), or None: not the request's own URL, or held in a query only."""
    if depth > _DEEPEST:
        return None
    if _is_whole(value):
        return SAME
    if isinstance(value, Call):
        value = replace(value, func=as_attribute(value.func))
        if isinstance(value.func, Attr) and looks_like_request(value.func.base) and value.args:
            if value.func.name == "get_full_path":
                return REWRITTEN
            if value.func.name == "build_absolute_uri":
                inner = request_url(value.args[0].value, ctx, near, depth + 1)
                return REWRITTEN if inner else None
    match value:
        case Choice(options=options):
            kinds = {request_url(o.value, ctx, near, depth + 1) for o in options}
            return kinds.pop() if len(kinds) == 1 else None if None in kinds or REQUERIED in kinds else REWRITTEN
        case Change(base=base, how=how):
            inner = request_url(base, ctx, near, depth + 1)
            return REWRITTEN if inner and how == "attr" else inner
        case Text(parts=parts):
            return _in_text(parts, ctx, near, depth)
        case Call(func=Attr(base=base, name=name)) if ctx.symbols.path(value.func, near) not in ctx.symbols.functions:
            return _method(value, base, name, ctx, near, depth)
        case Call(func=func, args=args):
            return _called(value, func, args, ctx, near, depth)
        case Item() if (element := _element(value)) is not None:
            return REWRITTEN if request_url(element, ctx, near, depth + 1) else None
        case Item(base=base, key=key):
            inner = request_url(base, ctx, near, depth + 1)
            return REWRITTEN if inner and not (isinstance(key, Lit) and isinstance(key.value, str)) else None
        case Attr(base=base, name="path" | "url" | "netloc" | "_url"):
            return request_url(base, ctx, near, depth + 1)
        case Op(sign="+", operands=operands):
            return _in_text(operands, ctx, near, depth)
        case Op(sign="or", operands=operands):
            return (
                request_url(operands[-1], ctx, near, depth + 1)
                if request_url(operands[0], ctx, near, depth + 1)
                else None
            )
    return None


def _element(value: Item) -> Value | None:
    """The item of a list that is written out, or of its copy; it may have been put differently since."""
    match value:
        case Item(base=Seq(items=items) | Item(base=Seq(items=items), key=Unknown()), key=Lit(value=int() as index)):
            return items[index] if 0 <= index < len(items) else None
    return None


def _method(value: Call, base: Value, name: str, ctx: Context, near: str, depth: int) -> str | None:
    """A method of a URL or of a string: does it still give the request's own URL?"""
    if name in ("format", "join", "sub") and not request_url(base, ctx, near, depth + 1):
        return _in_arguments(value.args, ctx, near, depth)
    inner = request_url(base, ctx, near, depth + 1)
    if inner and name in ("geturl", "__str__", "decode", "encode"):
        return inner
    if inner and name in _METHODS:
        given = argument(value, None, "path")
        listed = given is not None and is_listed(given.value) and not request_url(given.value, ctx, near, depth + 1)
        return None if listed else REWRITTEN
    return _called(value, value.func, value.args, ctx, near, depth)


def _called(value: Call, func: Value, args: tuple[Arg, ...], ctx: Context, near: str, depth: int) -> str | None:
    path = ctx.symbols.path(func, near) or dotted(func)
    last, is_known = path.rpartition(".")[2], path in ctx.symbols.functions
    if of_changed_scope(value):
        return REWRITTEN
    if last in ("str", "iri_to_uri", "escape_leading_slashes", "smart_str", "force_str", "resolve_url") and args:
        return request_url(args[0].value, ctx, near, depth + 1)
    if last in _FUNCTIONS and not is_known:
        return _in_arguments(args, ctx, near, depth)
    if last == "url_for" and args and dotted(args[0].value).endswith(("request.endpoint", "request.url_rule.endpoint")):
        return REWRITTEN if args[1:] else SAME
    is_built = not is_known and _names_url(last) and args and _is_whole(args[0].value)
    return REWRITTEN if is_built else _inlined(value, ctx, near, depth)


def _names_url(function: str) -> bool:
    """`build_admin_url`: a name that says that a URL is made, of the path that is given."""
    parts = set(function.lower().split("_"))
    return bool(parts & {"url", "uri"}) and not parts & _OTHER_URLS


def _is_whole(value: Value) -> bool:
    """`request.url`, `request.get_full_path()`, `request.META["PATH_INFO"]`, `request.url.path`."""
    match value:
        case Call(func=func, args=()):
            return _is_whole(func)
        case Call(
            func=Attr(base=base, name="get"), args=[Arg(value=Lit(value="PATH_INFO" | "path" | "REQUEST_URI")), *_]
        ):
            return dotted(base).rpartition(".")[2] in ("META", "environ", "scope")
        case Call():
            return is_scope(value)
        case Attr(base=base, name="base_url") if not isinstance(base, Name):
            return False  # of a request that is handed over, as Starlette does it, the root of the application
        case Attr(base=base, name=name):
            if name in _WHOLE or name in _PATHS:
                return looks_like_request(base) or (name == "path" and _is_whole(base)) or is_scope(base)
        case Name(path=path):
            head, _, last = path.rpartition(".")
            owner = head.rpartition(".")[2]
            return (last in _WHOLE or last in _PATHS) and owner in ("request", "req")
        case Item(base=base, key=Lit(value="PATH_INFO" | "path" | "REQUEST_URI" | "RAW_URI" | "raw_path")):
            return dotted(base).rpartition(".")[2] in ("META", "environ", "scope")
    return False


def _in_text(parts: tuple[Value, ...], ctx: Context, near: str, depth: int) -> str | None:
    """Text around the request's path; behind a `?` or `=` it is only an argument."""
    before = ""
    for index, part in enumerate(parts):
        known = ctx.symbols.resolve(part, near) if isinstance(part, Name) else part
        if isinstance(known, Lit) and isinstance(known.value, str):
            before += known.value
            continue
        if "?" in before or "=" in before or "next" in before or "#" in before:
            return None
        kind = request_url(part, ctx, near, depth + 1)
        if kind:
            return _around(before, kind, parts[index + 1 :])
        before += "*"
    return None


def _around(before: str, kind: str, after: tuple[Value, ...]) -> str:
    """The request's URL with text before and after it; a query of its own behind it makes it another question."""
    rest = after[0].value if after and isinstance(after[0], Lit) and isinstance(after[0].value, str) else ""
    if kind == SAME and not before and rest.startswith(("?", "#", "&")):
        return kind if any(_names_query(v) for v in after) else REQUERIED
    return REWRITTEN


def _names_query(value: Value) -> bool:
    """Whether a value is the request's own query string."""
    texts = [p.value for p in within(value) if isinstance(p, Lit) and isinstance(p.value, str)]
    return "query" in dotted(value).lower() or any("query" in t.lower() for t in texts)


def _in_arguments(args: tuple[Arg, ...], ctx: Context, near: str, depth: int) -> str | None:
    for arg in args:
        value = arg.value
        inside = value.items if isinstance(value, Seq) else (value,)
        if any(request_url(v, ctx, near, depth + 1) or _is_request_part(v) for v in inside):
            return REWRITTEN
    return None


def _is_request_part(value: Value) -> bool:
    return (
        isinstance(value, Attr) and value.name == "path" and (_is_whole(value.base) or looks_like_request(value.base))
    )


def _inlined(call: Call, ctx: Context, near: str, depth: int) -> str | None:
    """A project's function that computes the URL; `build_url(host, path)` may give back less without a path."""
    path = ctx.symbols.path(call.func, near)
    receiver: Value | None = None
    if path not in ctx.symbols.functions and isinstance(call.func, Attr) and isinstance(call.func.base, Param):
        owner = call.func.base.owner
        cls = ctx.symbols.functions[owner][1].owner if owner in ctx.symbols.functions else None
        path = ctx.symbols.method(cls, call.func.name) if cls and call.func.base.name in ("self", "cls") else None
        receiver = call.func.base
    if path is None or path not in ctx.symbols.functions or lacks(path, ctx.symbols):
        return None
    file, function = ctx.symbols.body(path)
    bound = bind_call(function, call, receiver)
    given = (e.value for e in function.exits if e.kind == "return" and e.value is not None)
    kinds = {
        request_url(substitute(value, bound), ctx, file.module, depth + 3)
        for value in given
        if not (isinstance(value, Lit) and value.value is None)
    }
    return REWRITTEN if any(kinds) and (None not in kinds or _names_url(function.short)) else None
