"""The edits that make a redirect send another status, in the spelling that works for its framework and version."""

from __future__ import annotations

from lint307.core.facts import FileFacts
from lint307.core.http import phrase
from lint307.core.rule import Answer
from lint307.core.sites import Case, Sent
from lint307.core.text import Edit, Span
from lint307.core.values import Arg, Call, Choice, Lit, Name, Value, argument, within
from lint307.frameworks.spec import RedirectCall
from lint307.project.context import Context
from lint307.project.statuses import status_of
from lint307.writing import style
from lint307.writing.imports import NameTaken, is_used_once, needed


class Unwritable(Exception):
    """The status cannot be written in place; the message says what to do instead."""


def edits_for(case: Case, answer: Answer, ctx: Context, text: str) -> tuple[str, tuple[Edit, ...]]:
    """What the fix does, and its edits. Raises Unwritable."""
    if answer.remedy == "return":
        start = case.site.statement.start
        return "Return the redirect", (Edit(Span(start, start), "return "),)
    if answer.remedy == "rename":
        name = case.target.routes[0].names[0]
        assert case.sent.location is not None
        span = case.sent.location.span
        quote = text[span.start]
        return f"Name {name}", (Edit(span, f"{quote}{name}{quote}"),)
    code = answer.recommended
    if code is None:
        raise Unwritable("write the status that is meant")
    facts = ctx.symbols.files[case.site.module]
    title = f"Send {phrase(code)}"
    return title, _status(case.sent, code, facts, ctx, text)


def _status(sent: Sent, code: int, facts: FileFacts, ctx: Context, text: str) -> tuple[Edit, ...]:
    written = sent.written
    if written.module not in (None, facts.module) and written.how not in ("class", "default"):
        raise Unwritable(f"send {code}: the status is decided in another file")
    if sent.ineffective and sent.ineffective[0].how == "none":
        return _replaced(sent.ineffective[0].span, code, text)
    if sent.kind == "view":
        return _view(sent, code, facts, ctx)
    if written.how in ("argument", "parameter") and written.argument is not None and sent.call is not None:
        return _argument(sent, written.argument, code, text, facts, ctx)
    if written.how in ("tuple", "field", "decorator"):
        return _inline(written.value, sent, code, text, facts, ctx)
    if sent.call is None:
        raise Unwritable(f"send {code}")
    if sent.kind == "declared":
        return _appended(sent.call, "status_code", code, text)
    if sent.framework == "django" and sent.form == "django.shortcuts.redirect":
        return _django_redirect(sent, sent.call, code, facts, ctx, text)
    if written.how in ("permanent", "preserve"):
        return _django_class(sent, sent.call, code, text)
    return _default(sent, sent.call, code, facts, ctx, text)


def _replaced(span: Span, code: int, text: str) -> tuple[Edit, ...]:
    return (Edit(span, style.like(code, text[span.start : span.end])),)


def _argument(sent: Sent, arg: Arg, code: int, text: str, facts: FileFacts, ctx: Context) -> tuple[Edit, ...]:
    assert sent.call is not None
    if not sent.call.span.holds(arg.span):
        raise Unwritable(f"send {code}: the status is decided where the response is made")
    if isinstance(arg.value, Choice):
        return _inline(arg.value, sent, code, text, facts, ctx)
    return _replaced(arg.span, code, text)


def _inline(value: Value | None, sent: Sent, code: int, text: str, facts: FileFacts, ctx: Context) -> tuple[Edit, ...]:
    """Replace the one place in an expression where the status that is sent is written."""
    if value is None:
        raise Unwritable(f"send {code}")
    places = {p.span for p in within(value) if status_of(p, ctx.symbols, facts.module, strings=True) == sent.status}
    outer = {p for p in places if not any(q != p and q.holds(p) for q in places)}
    if len(outer) != 1:
        raise Unwritable(f"send {code}: the status is written in several places")
    span = outer.pop()
    if not text[span.start : span.end].strip():
        raise Unwritable(f"send {code}")
    return _replaced(span, code, text)


def _appended(call: Call, keyword: str, code: int, text: str) -> tuple[Edit, ...]:
    shown = style.usual(code, text)
    if not call.args:
        return (Edit(Span(call.span.end - 1, call.span.end - 1), f"{keyword}={shown}"),)
    last = call.args[-1]
    if last.star == "**":
        first = next(a for a in call.args if a.star == "**")
        return (Edit(Span(first.whole.start, first.whole.start), f"{keyword}={shown}, "),)
    end = _value_end(last, text)
    return (Edit(Span(end, end), f", {keyword}={shown}"),)


def _value_end(arg: Arg, text: str) -> int:
    """Where an argument ends, parentheses around it included."""
    return max(arg.span.end, arg.whole.end)


def _default(sent: Sent, call: Call, code: int, facts: FileFacts, ctx: Context, text: str) -> tuple[Edit, ...]:
    """Give a call that has no status one."""
    if sent.via:
        return _through(sent, call, code, ctx, text)
    row = ctx.row(sent.form)
    if row is None or not isinstance(row[1], RedirectCall) or row[1].status is None or row[1].status.keyword is None:
        raise Unwritable(f"send {code}")
    lost = [i for i in sent.ineffective if i.how in ("positional", "keyword")]
    if lost:
        arg = next(a for a in call.args if a.span == lost[0].span)
        shown = style.like(code, text[arg.span.start : arg.span.end])
        return (Edit(arg.whole, f"{row[1].status.keyword}={shown}"),)
    if sent.ineffective and sent.ineffective[0].how == "preserve":
        arg = next(a for a in call.args if a.span == sent.ineffective[0].span)
        return (Edit(arg.whole, f"{row[1].status.keyword}={style.usual(code, text)}"),)
    return _appended(call, row[1].status.keyword, code, text)


def _through(sent: Sent, call: Call, code: int, ctx: Context, text: str) -> tuple[Edit, ...]:
    """Pass the status to a wrapper or a subclass that takes one."""
    target = sent.via[-1]
    name = ctx.symbols.method(target, "__init__") if target in ctx.symbols.classes else target
    if name is None and target in ctx.symbols.classes:
        keyword = "status" if sent.framework == "django" else "status_code"
        return _appended(call, keyword, code, text)
    _, function = ctx.symbols.functions[name or ""]
    taking = [
        p.name
        for p in function.parameters
        if p.name in ("status", "status_code", "code", "http_status") and p.kind in ("", "keyword")
    ]
    if len(taking) != 1 or argument(call, None, taking[0]) is not None:
        raise Unwritable(f"send {code}: {target.rpartition('.')[2]} decides the status for all its callers")
    position = (
        [p.name for p in function.parameters if p.kind == "" and p.name != "self"].index(taking[0])
        if not function.parameters[-1].kind
        else None
    )
    given = argument(call, position, None) if position is not None else None
    return _replaced(given.span, code, text) if given is not None else _appended(call, taking[0], code, text)


def _django_redirect(sent: Sent, call: Call, code: int, facts: FileFacts, ctx: Context, text: str) -> tuple[Edit, ...]:
    """`redirect(X, …)` becomes `HttpResponseRedirect(resolve_url(X, …), status=…)`; older flags are used where they do."""
    flags = [a for a in call.args if a.keyword in ("permanent", "preserve_request")]
    lost = [a for a in call.args if any(a.span == i.span for i in sent.ineffective)]
    if code in (301, 302) and not lost:
        return _flag(call, flags, code, text)
    declared = ctx.versions.get("django")
    if code in (307, 308) and declared is not None and ctx.since("django", "5.2") and not lost:
        return _flag(call, flags, code, text)
    rest = [a for a in call.args if a not in flags and a not in lost]
    if any(a.keyword == "max_length" for a in rest) or not rest:
        raise Unwritable(f"send HttpResponseRedirect(resolve_url(…), status={code})")
    plain = (
        len(rest) == 1
        and isinstance(rest[0].value, Lit)
        and str(rest[0].value.value).startswith(("/", "http://", "https://"))
    )
    lone = isinstance(call.func, Name) and is_used_once(text, text[call.func.span.start : call.func.span.end])
    try:
        cls, added = needed(facts, text, "django.http", "HttpResponseRedirect", "django", None)
        resolve = ""
        if not plain:
            own = text[call.func.span.start : call.func.span.end]
            resolve, more = needed(facts, text, "django.shortcuts", "resolve_url", "django", own if lone else None)
            added = (*added, *more)
        elif lone:
            added = (*added, *_without_redirect(facts, text[call.func.span.start : call.func.span.end], text))
    except NameTaken as taken:
        raise Unwritable(
            f"send HttpResponseRedirect(resolve_url(…), status={code}); {taken} means something else here"
        ) from taken
    shown = style.usual(code, text) if not lost else style.like(code, text[lost[0].span.start : lost[0].span.end])
    opening = f"{cls}(" if plain else f"{cls}({resolve}("
    edits = [Edit(Span(call.func.span.start, _open(call, text)), opening), *_dropped(call, [*flags, *lost], text)]
    end = call.span.end - 1
    closing = f", status={shown}" if plain else f"), status={shown}"
    if text[end - 1] in ",\n \t\r" or "\n" in text[rest[-1].whole.end : end]:
        at = _value_end(rest[-1], text) if plain else end
        closing = closing if plain else f"), status={shown}"
        edits.append(Edit(Span(at, at), closing))
    else:
        edits.append(Edit(Span(end, end), closing))
    return (*edits, *added)


def _open(call: Call, text: str) -> int:
    """The character behind the opening parenthesis of a call."""
    return text.index("(", call.func.span.end) + 1


def _without_redirect(facts: FileFacts, own: str, text: str) -> tuple[Edit, ...]:
    """Take `redirect` out of an import that brings other names as well."""
    own = next(
        (i for i in facts.imports if i.at_top and i.module == "django.shortcuts" and (i.alias or i.name) == own), None
    )
    if own is None:
        return ()
    names = [i for i in facts.imports if i.statement == own.statement]
    if len(names) == 1:
        end = own.statement.end
        line = text.find("\n", end)
        whole = text[end : line + 1] if line >= 0 else ""
        return (
            (Edit(Span(own.statement.start, end + len(whole) if not whole.strip() else end), ""),)
            if not whole.strip()
            else ()
        )
    at = names.index(own)
    if at + 1 < len(names):
        return (Edit(Span(own.span.start, names[at + 1].span.start), ""),)
    return (Edit(Span(names[at - 1].span.end, own.span.end), ""),)


def _dropped(call: Call, args: list[Arg], text: str) -> list[Edit]:
    """Edits that take arguments out of a call, each with the comma before it."""
    edits = []
    for arg in args:
        before = call.args[call.args.index(arg) - 1] if call.args.index(arg) else None
        start = _value_end(before, text) if before is not None else arg.whole.start
        edits.append(Edit(Span(start, arg.whole.end), ""))
    return edits


def _flag(call: Call, flags: list[Arg], code: int, text: str) -> tuple[Edit, ...]:
    """Write 301, 302, 307 and 308 with `permanent` and `preserve_request`."""
    wanted = {"permanent": code in (301, 308), "preserve_request": code in (307, 308)}
    edits: list[Edit] = []
    for name, value in wanted.items():
        given = next((a for a in flags if a.keyword == name), None)
        if given is not None and text[given.span.start : given.span.end] != str(value):
            edits.append(Edit(given.span, str(value)))
        elif given is None and value:
            last = call.args[-1]
            if last.star == "**":
                edits.append(Edit(Span(last.whole.start, last.whole.start), f"{name}=True, "))
            else:
                edits.append(Edit(Span(_value_end(last, text), _value_end(last, text)), f", {name}=True"))
    if len(edits) == 2 and edits[0].span == edits[1].span and not edits[0].span.end - edits[0].span.start:
        edits = [Edit(edits[0].span, edits[0].content + edits[1].content)]
    return tuple(edits)


def _django_class(sent: Sent, call: Call, code: int, text: str) -> tuple[Edit, ...]:
    flag = sent.written.argument
    if flag is None:
        raise Unwritable(f"send {code}")
    return (Edit(flag.whole, f"status={style.usual(code, text)}"),)


def _view(sent: Sent, code: int, facts: FileFacts, ctx: Context) -> tuple[Edit, ...]:
    """`RedirectView`: 301 and 302 by `permanent`, 307 and 308 from Django 6.1 on."""
    call = sent.call
    keeps = ctx.versions.get("django") is not None and ctx.since("django", "6.1")
    if call is None or (code in (307, 308) and not keeps) or code == 303:
        raise Unwritable(f"send {code}: RedirectView needs a subclass, or a view of its own, for that")
    flags = [a for a in call.args if a.keyword in ("permanent", "preserve_request")]
    return _flag(call, flags, code, "")
