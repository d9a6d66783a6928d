"""For how long a redirect holds: evidence in the code that a move is permanent, or that its target changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint307.core.findings import Witness
from lint307.core.http import KEEPING, PERMANENT, SAFE_METHODS
from lint307.core.sites import Case
from lint307.core.text import Span
from lint307.core.values import (
    Arg,
    Attr,
    Call,
    Caught,
    Choice,
    Item,
    Lit,
    Name,
    Op,
    Seq,
    Text,
    Unknown,
    Value,
    dotted,
    within,
)
from lint307.judging import acts, witnesses
from lint307.judging import vocabulary as words
from lint307.judging.changing import changing
from lint307.judging.witnesses import last_name, names_in

_OF_CLIENT = frozenset({"headers", "htmx", "is_htmx", "is_ajax", "is_xhr", "accepts", "accept_mimetypes"})
# `http://`, and the headers that tell the scheme; not those that Django calls `HTTP_HOST`.
_SCHEME = re.compile(r"https?(?![\w-])|https_|(?:http_)?x[-_]forwarded[-_](?:proto|ssl|scheme)|http-x-forwarded")


def of(case: Case) -> tuple[str, tuple[Witness, ...]]:
    """`permanent`, `temporary` or `unknown`, with the evidence."""
    found = tuple(changing(case))
    if found:
        return "temporary", found
    if _says_temporary(case) is not None:
        return "temporary", ()
    lasting = tuple(_lasting(case))
    return ("permanent", lasting) if lasting else ("unknown", ())


def is_kept(case: Case) -> bool:
    """Whether clients keep the answer: its status says so, and no decorator forbids it."""
    forbidding = (d for f in case.reach.chain or (case.site.function,) for d in f.decorators)
    never = any(isinstance(p, Name) and p.path.endswith(".never_cache") for d in forbidding for p in within(d))
    return case.sent.status in PERMANENT and not never


def _says_temporary(case: Case) -> Span | None:
    texts = [(c.text, c.span) for c in case.site.comments]
    return next((span for text, span in texts if words.TEMPORARY.search(text)), None)


def _lasting(case: Case) -> list[Witness]:
    """Evidence that the move is for good."""
    value = case.sent.location
    if value is None or case.site.exit == "discard" or _is_explicitly_temporary(case):
        return []
    if case.methods <= SAFE_METHODS and any(acts.acted(case)):  # what is done on the way would be done once only
        return []
    found = [*_rewrite(case)]
    if (
        any(w.kind != "flash" for w in acts.acted(case))  # words are about what it does then, not about its address
        or _may_change(case)
        or _asks_for_content(case)
        or (case.target.kind == "unknown" and case.sent.kind != "view" and not _is_written_out(value))
    ):
        return found
    found += [*witnesses.moved(case), *_handed_on(case)]
    like = witnesses.corresponds(case)
    if like is not None and "version" in like.message and _is_versioned(case):
        found.append(like)
    return found


def _handed_on(case: Case) -> Iterator[Witness]:
    """A pattern without a view of its own that hands all that it captures on to another one."""
    route, target = case.reach.route, case.target
    if case.sent.kind != "view" or case.sent.written.how != "default" or route is None or target.kind != "route":
        return
    old, new = route.path or "", target.path or ""
    below = new.startswith(old) or old.startswith(new)
    if "<" in old and old.count("<") == new.count("<") and not below and isinstance(case.sent.location, Call):
        yield Witness("moved", f"all that {old} captures is handed on to {new}", case.sent.span)


def _is_versioned(case: Case) -> bool:
    """Whether both addresses name a version; one without leads to whichever is current."""
    both = (case.reach.route.path if case.reach.route is not None else None, case.target.path)
    return all(any(words.VERSION.match(segment) for segment in (path or "").split("/")) for path in both)


def _asks_for_content(case: Case) -> bool:
    """Whether it leads there only while something is found or fails, or for some clients: words are about more then."""
    if any(isinstance(condition, Caught) for condition in case.reach.path):
        return True
    asked = [test for test, _ in witnesses.tests(case.reach.path + case.sent.path)]
    looked_up = (witnesses.looks_up(part) for test in asked for part in within(test))
    return any("user" in names_in(test) or _asks_for_client(test) for test in asked) or any(looked_up)


def _asks_for_client(test: Value) -> bool:
    """Whether a test asks what kind of client this is, by its headers: a cache would answer all of them alike."""
    pieces = frozenset(p.removesuffix("()") for part in within(test) for p in dotted(part).split("."))
    keys = [p.value.lower() for p in within(test) if isinstance(p, Lit) and isinstance(p.value, str)]
    about_url = any(key == "host" or key.startswith(("http", "x-forwarded")) for key in keys)
    return bool(pieces & _OF_CLIENT) and not (about_url or _names_https(test))


def _is_written_out(value: Value) -> bool:
    """Whether the code says where it leads: by a text, or by the name of a route."""
    match value:
        case Lit() | Text():
            return True
        case Call(func=func, args=[Arg(value=Lit(value=str()), keyword=None), *_]):
            return last_name(func) in ("url_for", "reverse", "reverse_lazy", "url_path_for")
    return False


def _is_explicitly_temporary(case: Case) -> bool:
    """`permanent=False` is an answer to just this question, and so is one status here and another there."""
    chosen = case.sent.written.how == "permanent" and case.sent.status == 302
    return chosen or len({s.status for s in case.site.sent}) > 1


def _rewrite(case: Case) -> list[Witness]:
    """HTTPS, host and slash: the same resource under the address that it shall have."""
    value = case.sent.location
    if value is None or case.target.kind != "rewritten":
        return []
    if case.reach.kind in ("route", "view"):
        about_url = all(witnesses.is_about_url(test) for test, _ in witnesses.tests(case.reach.path))
        said = Witness("permanent", "it leads to its own path without the end, always", value.span)
        return [said] if about_url and _trims(value) else []
    if case.reach.kind not in ("hook", "handler", "decorator"):
        return []
    held = [t for t, holds in witnesses.tests(case.reach.path) if holds or not (isinstance(t, Op) and t.sign == "and")]
    asked = any(
        names_in(t) & {"secure", "is_secure", "scheme", "https", "ssl", "proto"} or _names_https(t) for t in held
    )
    upgraded = any(_is_https(p) for p in within(value)) and not any(_keeps_scheme(p) for p in within(value))
    if asked and upgraded:
        return [Witness("permanent", "it moves the request to HTTPS", value.span)]
    is_chosen = case.sent.status in KEEPING and case.sent.written.how == "argument"
    if case.methods <= SAFE_METHODS and not is_chosen and any(_asks_for_form(test) for test in held):
        return [Witness("permanent", "it gives every URL one form", value.span)]
    return []


def _asks_for_form(test: Value) -> bool:
    """Whether a test is about `www.` before the host, or a slash behind the path."""
    for part in within(test):
        match part:
            case Lit(value="www.") | Call(func=Attr(name="endswith"), args=[Arg(value=Lit(value="/"))]):
                return True
    return False


def _trims(value: Value) -> bool:
    """`request.path[:-6]`, `request.path.removesuffix("index/")`."""
    match value:
        case Item(key=Lit(value=str())):
            return False
        case Item(base=base, key=Lit() | Seq() | Unknown()):
            return last_name(base) in ("path", "path_info")
        case Call(func=Attr(base=base, name="removesuffix" | "rstrip"), args=[Arg(value=Lit())]):
            return last_name(base) in ("path", "path_info")
    return False


def _names_https(test: Value) -> bool:
    texts = [p.value for p in within(test) if isinstance(p, Lit) and isinstance(p.value, str)]
    return any(_SCHEME.match(t.lower()) for t in texts)


def _is_https(part: Value) -> bool:
    match part:
        case Lit(value=str() as text):
            return text.startswith("https")
        case Text(parts=[Lit(value=str() as text), *_]):
            return text.startswith("https")
    return False


def _keeps_scheme(part: Value) -> bool:
    """`url.replace("https://", "http://")`, `"https" if request.is_secure() else "http"`."""
    match part:
        case Choice(options=options):
            return any(isinstance(o.value, Lit) and o.value.value in ("http", "http://") for o in options)
        case Op(sign="or", operands=[*_, Lit(value="http" | "http://")]):
            return True
        case Call(func=Attr(name="replace"), args=[Arg(value=old), Arg(value=Lit(value=str() as new)), *_]):
            return _is_https(old) and not new.startswith("https")
    return False


def _may_change(case: Case) -> bool:
    """Whether the target is read from settings, a release, a data base: where it leads today may change tomorrow."""
    value = case.sent.location
    assert value is not None
    whole = case.sent.call if case.sent.call is not None and case.sent.kind == "redirect" else value
    found = names_in(value)
    for part in within(whole):
        if isinstance(part, Name):
            found |= frozenset(w for piece in part.path.split(".")[1:] for w in words.words(piece))
        if isinstance(part, Lit) and isinstance(part.value, str):  # of an address: `/settings/` is a page
            said = frozenset(w for piece in part.value.replace("/", " ").split() for w in words.words(piece))
            found |= said - words.SETTINGS - {"default"}
    if found & (words.SETTINGS | words.CURRENT | words.FLAGS | words.LANGUAGE | words.CLOCK):
        return True
    return bool(found & (words.OF_FILES - {"media", "assets"}))
