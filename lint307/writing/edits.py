"""The edits that make a redirect send another status, in the spelling that works for its framework and version."""

from __future__ import annotations

from lint307.core.facts import Function
from lint307.core.http import phrase
from lint307.core.rule import Answer
from lint307.core.sites import Case, Sent
from lint307.core.text import Edit
from lint307.core.values import Arg, Call, Choice, Value, argument, within
from lint307.frameworks.spec import RedirectCall
from lint307.project.context import Context
from lint307.project.statuses import status_of
from lint307.writing import django
from lint307.writing.arguments import appended, insertion
from lint307.writing.file import File, Unwritable

# How the functions of a project name a parameter that takes a status.
_STATUS_PARAMETERS = ("status", "status_code", "code", "http_status")


def edits_for(case: Case, answer: Answer, ctx: Context, text: str) -> tuple[str, tuple[Edit, ...]]:
    """What the fix does, as a verb phrase, and its edits. Raises Unwritable."""
    if answer.remedy == "return":
        return "Return the redirect", (insertion(case.site.statement.start, "return "),)
    if answer.remedy == "rename":
        name = case.target.routes[0].names[0]
        assert case.sent.location is not None
        span = case.sent.location.span
        quote = text[span.start]
        return f"Name {name}", (Edit(span, f"{quote}{name}{quote}"),)
    code = answer.recommended
    if code is None:
        raise Unwritable("write the status that is meant")
    return f"Send {phrase(code)}", _status(case.sent, code, File(text, ctx.symbols.files[case.site.module], ctx))


def _status(sent: Sent, code: int, file: File) -> tuple[Edit, ...]:
    written = sent.written
    if written.module not in (None, file.facts.module) and written.how not in ("class", "default"):
        raise Unwritable(f"send {code}: the status is decided in another file")
    if sent.ineffective and sent.ineffective[0].how == "none":
        return file.replaced(sent.ineffective[0].span, code)
    if sent.kind == "view":
        return django.of_view(sent, code, file)
    if written.how in ("argument", "parameter") and written.argument is not None and sent.call is not None:
        return _argument(sent, sent.call, written.argument, code, file)
    if written.how in ("tuple", "field", "decorator"):
        return _inline(written.value, sent, code, file)
    if sent.call is None:
        raise Unwritable(f"send {code}")
    if sent.kind == "declared":
        return appended(sent.call, "status_code", file.usual(code))
    if sent.framework == "django" and sent.form == "django.shortcuts.redirect":
        return django.of_shortcut(sent, sent.call, code, file)
    if written.how in ("permanent", "preserve"):
        return django.of_class(sent, code, file)
    return _default(sent, sent.call, code, file)


def _argument(sent: Sent, call: Call, arg: Arg, code: int, file: File) -> tuple[Edit, ...]:
    """Replace the argument that says the status."""
    if not call.span.holds(arg.span):
        raise Unwritable(f"send {code}: the status is decided where the response is made")
    if isinstance(arg.value, Choice):
        return _inline(arg.value, sent, code, file)
    return file.replaced(arg.span, code)


def _inline(value: Value | None, sent: Sent, code: int, file: File) -> tuple[Edit, ...]:
    """Replace the one place in an expression where the status that is sent is written."""
    if value is None:
        raise Unwritable(f"send {code}")
    symbols, module = file.ctx.symbols, file.facts.module
    places = {p.span for p in within(value) if status_of(p, symbols, module, strings=True) == sent.status}
    outer = {p for p in places if not any(q != p and q.holds(p) for q in places)}
    if len(outer) != 1:
        raise Unwritable(f"send {code}: the status is written in several places")
    span = outer.pop()
    if not file.at(span).strip():
        raise Unwritable(f"send {code}")
    return file.replaced(span, code)


def _default(sent: Sent, call: Call, code: int, file: File) -> tuple[Edit, ...]:
    """Give a call that has no status one."""
    if sent.via:
        return _through(sent, call, code, file)
    row = file.ctx.row(sent.form)
    if row is None or not isinstance(row[1], RedirectCall) or row[1].status is None or row[1].status.keyword is None:
        raise Unwritable(f"send {code}")
    keyword = row[1].status.keyword
    if lost := [i for i in sent.ineffective if i.how in ("positional", "keyword")]:
        arg = next(a for a in call.args if a.span == lost[0].span)
        return (Edit(arg.whole, f"{keyword}={file.like(code, arg.span)}"),)
    if sent.ineffective and sent.ineffective[0].how == "preserve":
        arg = next(a for a in call.args if a.span == sent.ineffective[0].span)
        return (Edit(arg.whole, f"{keyword}={file.usual(code)}"),)
    return appended(call, keyword, file.usual(code))


def _through(sent: Sent, call: Call, code: int, file: File) -> tuple[Edit, ...]:
    """Pass the status to a wrapper or a subclass that takes one."""
    symbols, target = file.ctx.symbols, sent.via[-1]
    name = symbols.method(target, "__init__") if target in symbols.classes else target
    if name is None and target in symbols.classes:
        return appended(call, "status" if sent.framework == "django" else "status_code", file.usual(code))
    _, function = symbols.functions[name or ""]
    taking = _status_parameter(function)
    if taking is None or argument(call, None, taking) is not None:
        raise Unwritable(f"send {code}: {target.rpartition('.')[2]} decides the status for all its callers")
    given = argument(call, _position(taking, function), None)
    return file.replaced(given.span, code) if given is not None else appended(call, taking, file.usual(code))


def _status_parameter(function: Function) -> str | None:
    """The one parameter that takes a status."""
    names = [p.name for p in function.parameters if p.name in _STATUS_PARAMETERS and p.kind in ("", "keyword")]
    return names[0] if len(names) == 1 else None


def _position(parameter: str, function: Function) -> int | None:
    """At which position, counted without `self`, a parameter is given; None when not all of them are positional."""
    if function.parameters[-1].kind:
        return None
    return [p.name for p in function.parameters if not p.kind and p.name != "self"].index(parameter)
