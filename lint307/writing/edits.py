"""The edits that make a redirect send another status, in the spelling that works for its framework and version."""

from __future__ import annotations

from lint307.core.facts import Function
from lint307.core.http import phrase
from lint307.core.rule import Answer
from lint307.core.sites import Case, Sent
from lint307.core.text import Edit, Span
from lint307.core.values import Call, Choice, Value, argument, dotted, within
from lint307.frameworks.spec import ErrorClass, RedirectCall, ResponseClass
from lint307.project import classes
from lint307.project.context import Context
from lint307.project.partials import partial_named
from lint307.project.statuses import status_of
from lint307.writing import django
from lint307.writing.arguments import appended, insertion
from lint307.writing.file import File, Unwritable

# How the functions of a project name a parameter that takes a status.
_STATUS_PARAMETERS = ("status", "status_code", "code", "http_status")


def edits_for(case: Case, answer: Answer, ctx: Context, text: str) -> tuple[str, tuple[Edit, ...]]:
    """What the fix does, as a verb phrase, and its edits. Raises Unwritable."""
    if answer.remedy == "return":
        if _goes_on(case.site.statement, text):
            raise Unwritable("return it after what stands below it, or take it out")
        if any(dotted(d).removesuffix("()").rpartition(".")[2] == "receiver" for d in case.site.function.decorators):
            raise Unwritable("redirect in the view: nobody looks at what a signal's receiver returns")
        kept = Span(case.site.statement.start, case.sent.span.start)  # `answer = `, in a variable that is not read
        edit = Edit(kept, "return ") if "=" in text[kept.start : kept.end] else insertion(kept.start, "return ")
        return "Return the redirect", (edit,)
    if answer.remedy == "rename":
        name = case.renamed
        assert case.sent.location is not None
        if name is None or "<" in (case.target.path or name):  # what the new one takes may have other names
            raise Unwritable("write the new address")
        span = case.sent.location.span
        quote = text[span.start]
        return f"Name {name}", (Edit(span, f"{quote}{name}{quote}"),)
    code = answer.recommended
    if case.site.exit == "discard" and not case.sent.raised:
        raise Unwritable("return the redirect first")
    if code is None:
        raise Unwritable("write the status that is meant")
    if any(lost.how == "returned" for lost in case.sent.ineffective):
        raise Unwritable("raise the exception first")
    return f"Send {phrase(code)}", _status(case.sent, code, File(text, ctx.symbols.files[case.site.module], ctx))


def _goes_on(statement: Span, text: str) -> bool:
    """Whether more is done in the same block after a statement: with `return` before it that would be lost."""
    before = text[text.rfind("\n", 0, statement.start) + 1 : statement.start]
    below = (line for line in text[statement.end :].splitlines()[1:] if line.strip() and line.lstrip()[0] != "#")
    following = next(below, "")
    indented = following[: len(following) - len(following.lstrip())]
    return indented == before and not following.lstrip().startswith(("return", "raise", "pass", "def ", "@", "class "))


def _status(sent: Sent, code: int, file: File) -> tuple[Edit, ...]:
    written, call = sent.written, sent.call
    if sent.ineffective and sent.ineffective[0].how == "none":
        return file.replaced(sent.ineffective[0].span, code)
    if sent.kind == "view":
        return django.of_view(sent, code, file)
    if written.how in ("tuple", "field"):
        if written.module not in (None, file.facts.module):
            raise Unwritable(f"send {code}: the status is decided in another file")
        return _inline(written.value, sent, code, file)
    if call is None or sent.form == "http":
        raise Unwritable(f"send {code}")
    if sent.via:
        return _through(sent, call, code, file)
    if written.how == "parameter":
        raise Unwritable(f"send {code}: the callers decide the status")
    if written.how in ("argument", "decorator"):
        is_plain = django.is_class(sent) and not isinstance(written.value, Choice)
        return django.of_class(sent, call, code, file) if is_plain else _argument(sent, call, code, file)
    if sent.kind == "declared":
        return appended(call, "status_code", file.usual(code))
    if sent.framework == "django" and sent.form == "django.shortcuts.redirect":
        return django.of_shortcut(sent, call, code, file)
    if django.is_class(sent) and not sent.ineffective:
        return django.of_class(sent, call, code, file)
    return _default(sent, call, code, file)


def _argument(sent: Sent, call: Call, code: int, file: File) -> tuple[Edit, ...]:
    """Replace the argument that says the status."""
    arg = sent.written.argument
    if arg is None or not call.span.holds(arg.span):
        raise Unwritable(f"send {code}: the status is decided where the response is made")
    if isinstance(arg.value, Choice):
        return _inline(arg.value, sent, code, file)
    return file.replaced(arg.span, code)


def _inline(value: Value | None, sent: Sent, code: int, file: File) -> tuple[Edit, ...]:
    """Replace the one place in an expression where the status that is sent is written."""
    if value is None or sent.framework == "ninja":  # which takes no status that the route does not declare
        raise Unwritable(f"send {code}")
    symbols, module = file.ctx.symbols, file.facts.module
    places = {
        p.span
        for p in within(value)
        if status_of(symbols.resolve(p, module), symbols, module, strings=True) == sent.status
    }
    outer = {p for p in places if not any(q != p and q.holds(p) for q in places)}
    if len(outer) != 1:
        raise Unwritable(f"send {code}: the status is written in several places")
    span = outer.pop()
    if not file.at(span).strip():
        raise Unwritable(f"send {code}")
    return file.replaced(span, code)


def _default(sent: Sent, call: Call, code: int, file: File) -> tuple[Edit, ...]:
    """Give a call that has no status one, where it is looked for."""
    row = file.ctx.row(sent.form)
    lost = [i for i in sent.ineffective if i.how in ("positional", "keyword", "content-type")]
    takes = row[1] if row is not None else None
    leads = isinstance(takes, ResponseClass) and lost and sent.has_location
    at = takes.status if isinstance(takes, RedirectCall) or (isinstance(takes, ResponseClass) and leads) else None
    keyword = at.keyword if at is not None else None
    if keyword is None:
        raise Unwritable(f"send {code}")
    if lost:
        arg = next(a for a in call.args if a.span == lost[0].span)
        return (Edit(arg.whole, f"{keyword}={file.like(code, arg.span)}"),)
    if sent.ineffective and sent.ineffective[0].how == "preserve":
        arg = next(a for a in call.args if a.span == sent.ineffective[0].span)
        return (Edit(arg.whole, f"{keyword}={file.usual(code)}"),)
    return appended(call, keyword, file.usual(code))


def _through(sent: Sent, call: Call, code: int, file: File) -> tuple[Edit, ...]:
    """Pass the status to a wrapper or a subclass that takes one."""
    symbols, target = file.ctx.symbols, sent.via[-1]
    shared = f"send {code}: {target.rpartition('.')[2]} decides the status for all its callers"
    partial = partial_named(target, file.ctx)
    if partial is not None:
        return _to_partial(sent, call, partial, code, file)
    name = symbols.method(target, "__init__") if target in symbols.classes else target
    if name is None and target in symbols.classes:
        row = file.ctx.row(classes.response_base(target, file.ctx))
        at = row[1].status if row and isinstance(row[1], (RedirectCall, ResponseClass, ErrorClass)) else None
        if at is None or at.keyword is None:
            raise Unwritable(shared)
        given = argument(call, at.position, at.keyword)
        return file.replaced(given.span, code) if given is not None else appended(call, at.keyword, file.usual(code))
    _, function = symbols.functions[name or ""]
    taking = _status_parameter(function)
    if taking is None and sent.form == target:
        handed = sent.written.argument if any(p.kind == "**" for p in function.parameters) else None
        whole = next((a for a in call.args if handed is not None and a.keyword and a.span == handed.span), None)
        if whole is not None and not isinstance(whole.value, Choice):
            return file.replaced(whole.span, code)
    if taking is None or sent.form != target:
        raise Unwritable(shared)
    given = argument(call, _position(taking, function), taking)
    if given is None:
        return appended(call, taking, file.usual(code))
    if isinstance(given.value, Choice):
        return _inline(given.value, sent, code, file)
    return file.replaced(given.span, code)


def _to_partial(sent: Sent, call: Call, partial: Call, code: int, file: File) -> tuple[Edit, ...]:
    """Give a call of a partial the status by its keyword, which wins over that of the partial."""
    row = file.ctx.row(sent.form)
    at = row[1].status if row is not None and isinstance(row[1], (RedirectCall, ResponseClass)) else None
    plain = sum(a.keyword is None for a in (*partial.args[1:], *call.args))
    if at is None or at.keyword is None or (at.position is not None and plain > at.position):
        raise Unwritable(f"send {code}")
    given = argument(call, None, at.keyword)
    return file.replaced(given.span, code) if given is not None else appended(call, at.keyword, file.usual(code))


def _status_parameter(function: Function) -> str | None:
    """The one parameter that takes a status."""
    names = [p.name for p in function.parameters if p.name in _STATUS_PARAMETERS and p.kind in ("", "keyword")]
    return names[0] if len(names) == 1 else None


def _position(parameter: str, function: Function) -> int | None:
    """At which position of a call a parameter is given, the receiver left out; None for one that has none."""
    if next(p for p in function.parameters if p.name == parameter).kind:
        return None
    skipped = 1 if function.owner is not None and not function.is_static else 0
    return [p.name for p in function.parameters].index(parameter) - skipped
