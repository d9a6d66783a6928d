"""Django's spellings. `redirect` takes no status, so most codes need `HttpResponseRedirect` or one of its flags."""

from __future__ import annotations

from collections.abc import Sequence

from lint307.core.sites import Sent
from lint307.core.text import Edit
from lint307.core.values import Arg, Call, Lit, Param, dotted, has_star
from lint307.writing.addresses import is_address
from lint307.writing.arguments import appended, callee, dropped, end_of, insertion
from lint307.writing.file import File, Unwritable
from lint307.writing.imports import NotImportable, needed

_FLAGS = ("permanent", "preserve_request")
_CLASSES = {"HttpResponseRedirect": 302, "HttpResponsePermanentRedirect": 301}
_MODULES = ("django.http", "django.http.response", "django.shortcuts")


def of_shortcut(sent: Sent, call: Call, code: int, file: File) -> tuple[Edit, ...]:
    """`redirect(X, …)` to `HttpResponseRedirect(resolve_url(X, …), status=…)`, or to flags where they suffice."""
    flags = [a for a in call.args if a.keyword in _FLAGS]
    lost = [a for a in call.args if any(a.span == i.span for i in sent.ineffective)]
    if not all(isinstance(flag.value, Lit) for flag in flags) or _may_hold_flags(call, file):
        raise Unwritable(f"send {code}: permanent= and preserve_request= are decided elsewhere")
    if not lost and (code in (301, 302) or (code in (307, 308) and _keeps_since(file, "5.2"))):
        return _flags(call, flags, code, file)
    rest = [a for a in call.args if a not in flags and a not in lost]
    cls = _class_of(code)
    status = "" if code == _CLASSES[cls] else f", status={file.like(code, lost[0].span) if lost else file.usual(code)}"
    instead = f"send {cls}(resolve_url(…){f', status={code}' if status else ''})"
    if any(a.keyword == "max_length" for a in rest) or not rest:
        raise Unwritable(instead)
    plain = len(rest) == 1 and not rest[0].keyword and not rest[0].star and is_address(rest[0].value, file)
    names, added = _imported([cls] if plain else [cls, "resolve_url"], call, instead, file)
    end = call.span.end - 1
    is_split = file.text[end - 1] in ",\n \t\r" or "\n" in file.text[rest[-1].whole.end : end]
    return (
        Edit(callee(call, file.text), "(".join(names)),
        *dropped(call, [*flags, *lost]),
        insertion(end_of(rest[-1]) if plain and is_split else end, status if plain else f"){status}"),
        *added,
    )


def is_class(sent: Sent) -> bool:
    """Whether it is one of Django's two classes by its own name."""
    module, _, name = sent.form.rpartition(".")
    return module in _MODULES and name in _CLASSES


def of_class(sent: Sent, call: Call, code: int, file: File) -> tuple[Edit, ...]:
    """`HttpResponseRedirect(…)`: its `status=`, its flag, and its name when that says the opposite of the status."""
    here = [a for a in call.args if a.keyword == "status"]
    flags = [a for a in call.args if a.keyword == "preserve_request"]
    if has_star(call) and not here:
        raise Unwritable(f"send {code}: what the stars bring is not known")
    own = sent.form.rpartition(".")[2]
    cls, renamed = _renamed(call, own, code, file) if sent.status in _family(own) else (own, ())
    if code in (307, 308) and _class_of(code) == cls and not here and _is_usual(file):
        return (*renamed, *_kept(call, flags))
    if here:
        flag = dropped(call, flags) if flags else ()
        return (*renamed, *flag, *file.replaced(here[0].span, code))
    positional = [a for a in call.args[1:2] if a.keyword is None and sent.written.how == "preserve"]
    if code == _CLASSES[cls]:
        return (*renamed, *(dropped(call, [*flags, *positional]) if flags or positional else ()))
    if flags or positional:
        return (*renamed, Edit([*flags, *positional][0].whole, f"status={file.usual(code)}"))
    return (*renamed, *appended(call, "status", file.usual(code)))


def _kept(call: Call, flags: Sequence[Arg]) -> tuple[Edit, ...]:
    """`preserve_request=True`."""
    return (Edit(flags[0].span, "True"),) if flags else appended(call, "preserve_request", "True")


def of_view(sent: Sent, code: int, file: File) -> tuple[Edit, ...]:
    """`RedirectView`: 301 and 302 by `permanent`, 307 and 308 from Django 6.1 on."""
    call = sent.call
    configures = call is not None and dotted(call.func).endswith(".as_view")
    if call is None or not configures or code == 303 or (code in (307, 308) and not _keeps_since(file, "6.1")):
        raise Unwritable(f"send {code}: RedirectView needs a subclass, or a view of its own, for that")
    return _flags(call, [a for a in call.args if a.keyword in _FLAGS], code, file)


def _class_of(code: int) -> str:
    return "HttpResponsePermanentRedirect" if code in (301, 308) else "HttpResponseRedirect"


def _family(cls: str) -> tuple[int, ...]:
    """The statuses that agree with a class's name."""
    return (301, 308) if cls == "HttpResponsePermanentRedirect" else (302, 303, 307)


def _renamed(call: Call, own: str, code: int, file: File) -> tuple[str, tuple[Edit, ...]]:
    """The class that says what the status says, and the edits that name it; the old one where it cannot be named."""
    wanted = _class_of(code)
    where = callee(call, file.text)
    written = file.at(where)
    if wanted == own or not any(i.name == own or written.endswith(f".{own}") for i in file.facts.imports):
        return own, ()
    if "." in written:
        return wanted, (Edit(where, written.removesuffix(own) + wanted),)
    if not any((i.alias or i.name) == written and i.name == own for i in file.facts.imports):
        return own, ()
    try:
        name, added = needed(file.facts, file.text, "django.http", wanted)
    except NotImportable:
        return own, ()
    return wanted, (Edit(where, name), *added)


def _keeps_since(file: File, version: str) -> bool:
    """Whether the project says that it runs on a Django that has `preserve_request` here."""
    return file.ctx.versions.get("django") is not None and file.ctx.since("django", version)


def _is_usual(file: File) -> bool:
    """Whether this file says `preserve_request=True` elsewhere, and may."""
    return _keeps_since(file, "5.2") and "preserve_request=True" in file.text


def _may_hold_flags(call: Call, file: File) -> bool:
    """Whether `**kwargs` are those of a function that others call: `permanent=` may be among them."""
    holders = [a.value for a in call.args if a.star == "**" and isinstance(a.value, Param)]
    called = {f.short for f in file.facts.functions if f.owner is None} if holders else set()
    return any(isinstance(h, Param) and h.owner.rpartition(".")[2] in called for h in holders)


def _imported(names: list[str], call: Call, instead: str, file: File) -> tuple[list[str], tuple[Edit, ...]]:
    """What the calls that replace `redirect` are named here, and the edits of imports."""
    own = file.at(callee(call, file.text))
    found: list[str] = []
    edits: list[Edit] = []
    for name in names:
        module = "django.shortcuts" if name == "resolve_url" else "django.http"
        try:
            local, added = needed(file.facts, file.text, module, name, own)
        except NotImportable as reason:
            raise Unwritable(f"{instead}; {reason}") from reason
        found.append(local)
        edits += added
    return found, tuple(edits)


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
