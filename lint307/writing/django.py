"""Django's spellings. `redirect` takes no status, so most codes need `HttpResponseRedirect` or one of its flags."""

from __future__ import annotations

from collections.abc import Sequence

from lint307.core.sites import Sent
from lint307.core.text import Edit
from lint307.core.values import Arg, Call, Lit, Name
from lint307.writing.arguments import appended, callee, dropped, end_of, insertion
from lint307.writing.file import File, Unwritable
from lint307.writing.imports import NotImportable, is_used_once, needed, without

_FLAGS = ("permanent", "preserve_request")
_OWN_ADDRESS = ("/", "http://", "https://")


def of_shortcut(sent: Sent, call: Call, code: int, file: File) -> tuple[Edit, ...]:
    """`redirect(X, …)` to `HttpResponseRedirect(resolve_url(X, …), status=…)`, or to flags where they suffice."""
    flags = [a for a in call.args if a.keyword in _FLAGS]
    lost = [a for a in call.args if any(a.span == i.span for i in sent.ineffective)]
    if not lost and (code in (301, 302) or (code in (307, 308) and _keeps_since(file, "5.2"))):
        return _flags(call, flags, code, file)
    rest = [a for a in call.args if a not in flags and a not in lost]
    instead = f"send HttpResponseRedirect(resolve_url(…), status={code})"
    if any(a.keyword == "max_length" for a in rest) or not rest:
        raise Unwritable(instead)
    plain = len(rest) == 1 and _is_address(rest[0])
    try:
        names, added = _imported(call, plain, file)
    except NotImportable as reason:
        raise Unwritable(f"{instead}; {reason}") from reason
    status = f", status={file.like(code, lost[0].span) if lost else file.usual(code)}"
    end = call.span.end - 1
    is_split = file.text[end - 1] in ",\n \t\r" or "\n" in file.text[rest[-1].whole.end : end]
    return (
        Edit(callee(call, file.text), "(".join(names)),
        *dropped(call, [*flags, *lost]),
        insertion(end_of(rest[-1]) if plain and is_split else end, status if plain else f"){status}"),
        *added,
    )


def of_class(sent: Sent, code: int, file: File) -> tuple[Edit, ...]:
    """`HttpResponseRedirect(…, preserve_request=True)` gets a status in place of its flag."""
    flag = sent.written.argument
    if flag is None:
        raise Unwritable(f"send {code}")
    return (Edit(flag.whole, f"status={file.usual(code)}"),)


def of_view(sent: Sent, code: int, file: File) -> tuple[Edit, ...]:
    """`RedirectView`: 301 and 302 by `permanent`, 307 and 308 from Django 6.1 on."""
    if sent.call is None or code == 303 or (code in (307, 308) and not _keeps_since(file, "6.1")):
        raise Unwritable(f"send {code}: RedirectView needs a subclass, or a view of its own, for that")
    return _flags(sent.call, [a for a in sent.call.args if a.keyword in _FLAGS], code, file)


def _keeps_since(file: File, version: str) -> bool:
    """Whether the project says that it runs on a Django that has `preserve_request` here."""
    return file.ctx.versions.get("django") is not None and file.ctx.since("django", version)


def _is_address(arg: Arg) -> bool:
    """Whether `resolve_url` would give the argument back as it is."""
    return isinstance(arg.value, Lit) and str(arg.value.value).startswith(_OWN_ADDRESS)


def _imported(call: Call, plain: bool, file: File) -> tuple[list[str], tuple[Edit, ...]]:
    """What the calls that replace `redirect` are named here, and the edits of imports. Raises NotImportable."""
    own = file.at(callee(call, file.text))
    is_last = isinstance(call.func, Name) and is_used_once(file.text, own)
    cls, added = needed(file.facts, file.text, "django.http", "HttpResponseRedirect", "django")
    if plain:
        spare = without(file.facts, file.text, "django.shortcuts", own) if is_last else ()
        return [cls], (*added, *spare)
    instead = own if is_last else None
    resolve, more = needed(file.facts, file.text, "django.shortcuts", "resolve_url", "django", instead)
    return [cls, resolve], (*added, *more)


def _flags(call: Call, flags: Sequence[Arg], code: int, file: File) -> tuple[Edit, ...]:
    """Write 301, 302, 307 and 308 with `permanent` and `preserve_request`."""
    edits: list[Edit] = []
    missing = []
    for name, value in (("permanent", code in (301, 308)), ("preserve_request", code in (307, 308))):
        given = next((a for a in flags if a.keyword == name), None)
        if given is None:
            missing += [name] if value else []
        elif file.at(given.span) != str(value):
            edits.append(Edit(given.span, str(value)))
    if missing:
        edits += appended(call, "=True, ".join(missing), "True")
    return tuple(edits)
