"""URLs that are made of an ASGI scope."""

from __future__ import annotations

from lint307.core.values import Call, Change, Param, Value, dotted, within


def is_scope(value: Value) -> bool:
    """`URL(scope=scope)`, `Request(scope)`, `URL.build_from_scope(scope=scope)`."""
    return (
        isinstance(value, Call)
        and _makes_url(value)
        and any(dotted(a.value) == "scope" and isinstance(a.value, Param) for a in value.args)
    )


def _makes_url(call: Call) -> bool:
    return dotted(call.func).rpartition(".")[2] in ("URL", "Request", "build_from_scope", "from_scope")


def of_changed_scope(call: Call) -> bool:
    """The URL of a copy of the scope in which something was changed."""
    return _makes_url(call) and any(
        isinstance(v, Param) and v.name == "scope"
        for a in call.args
        if any(isinstance(part, Change) for part in within(a.value))
        for v in within(a.value)
    )
