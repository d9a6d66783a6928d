"""Which methods, which status and which Location reach a redirect, by the statements before it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import pytest

from lint307.core.http import sorted_methods
from lint307.core.values import Choice, Lit, Value
from tests.inline import FLASK, cases_of

VIEW = '\n@app.route("/here", methods=["GET", "POST", "PUT"])\ndef here():\n'
Way = tuple[str, int | None, str | None]


def ways(body: str) -> set[Way]:
    """For each response of a view: the methods that lead to it, its status, its Location."""
    text = FLASK + "from flask import make_response\n" + VIEW + textwrap.indent(textwrap.dedent(body), "    ")
    return {
        (" ".join(sorted_methods(case.methods)), case.sent.status, location)
        for case in cases_of(text)
        for location in shown(case.sent.location)
    }


def shown(location: Value | None) -> Iterator[str | None]:
    """Every text that a Location may be."""
    match location:
        case Choice(options=options):
            for option in options:
                yield from shown(option.value)
        case Lit(value=str() as text):
            yield text
        case _:
            yield None if location is None else "?"


ALL = "GET HEAD POST PUT"
SAFE = "GET HEAD"
METHODS = {
    "equal": ('if request.method == "POST":\n    return redirect("/a")', {("POST", 302, "/a")}),
    "equal, the other way round": ('if "POST" == request.method:\n    return redirect("/a")', {("POST", 302, "/a")}),
    "not equal": ('if request.method != "POST":\n    return redirect("/a")', {("GET HEAD PUT", 302, "/a")}),
    "in a tuple": ('if request.method in ("POST", "PUT"):\n    return redirect("/a")', {("POST PUT", 302, "/a")}),
    "in a list": ('if request.method in ["PUT"]:\n    return redirect("/a")', {("PUT", 302, "/a")}),
    "not in": ('if request.method not in {"GET", "HEAD"}:\n    return redirect("/a")', {("POST PUT", 302, "/a")}),
    "lower": ('if request.method.lower() == "post":\n    return redirect("/a")', {("POST", 302, "/a")}),
    "not": ('if not request.method == "POST":\n    return redirect("/a")', {("GET HEAD PUT", 302, "/a")}),
    "and": ('if x and request.method == "POST":\n    return redirect("/a")', {("POST", 302, "/a")}),
    "or": (
        'if request.method == "POST" or request.method == "PUT":\n    return redirect("/a")',
        {("POST PUT", 302, "/a")},
    ),
    "or something else": ('if x or request.method == "POST":\n    return redirect("/a")', {(ALL, 302, "/a")}),
    "behind a loop that is left by break": (
        "for page in pages:\n    if page.open:\n        break\nelse:\n    return error()\nreturn redirect('/a')",
        {(ALL, 302, "/a")},
    ),
    "in the else of a loop": (
        "for page in pages:\n    if page.open:\n        continue\n    return error()\nelse:\n    return redirect('/a')",
        {(ALL, 302, "/a")},
    ),
    "else": (
        'if request.method == "POST":\n    return redirect("/a")\nelse:\n    return redirect("/b")',
        {("POST", 302, "/a"), ("GET HEAD PUT", 302, "/b")},
    ),
    "elif": (
        'if request.method == "POST":\n    return redirect("/a")\n'
        'elif request.method == "PUT":\n    return redirect("/b")\nreturn redirect("/c")',
        {("POST", 302, "/a"), ("PUT", 302, "/b"), (SAFE, 302, "/c")},
    ),
    "early return": ('if request.method != "POST":\n    return "form"\nreturn redirect("/a")', {("POST", 302, "/a")}),
    "early raise": (
        'if request.method == "GET":\n    raise KeyError\nreturn redirect("/a")',
        {("HEAD POST PUT", 302, "/a")},
    ),
    "match": (
        'match request.method:\n    case "POST" | "PUT":\n        return redirect("/a")\n'
        '    case "GET":\n        return "page"\n    case _:\n        return redirect("/b")',
        {("POST PUT", 302, "/a"), ("HEAD", 302, "/b")},
    ),
    "a conditional expression": (
        'return redirect("/a") if request.method == "POST" else redirect("/b")',
        {("POST", 302, "/a"), ("GET HEAD PUT", 302, "/b")},
    ),
    "a variable": ('posted = request.method == "POST"\nif posted:\n    return redirect("/a")', {("POST", 302, "/a")}),
    "a walrus": ('if (m := request.method) == "POST":\n    return redirect("/a")', {("POST", 302, "/a")}),
    "never": ('if request.method == "DELETE":\n    return redirect("/a")', {("", 302, "/a")}),
    "behind a branch that ends on both sides": (
        'if request.method == "POST":\n    return "a"\nelse:\n    return "b"\nreturn redirect("/a")',
        set(),
    ),
    "behind a branch that does not end": (
        'if request.method == "POST":\n    x = 1\nreturn redirect("/a")',
        {(ALL, 302, "/a")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), METHODS.values(), ids=METHODS)
def test_methods(body: str, expected: set[Way]) -> None:
    assert ways(body) == expected


STATUSES = {
    "none is written": ('return redirect("/a")', {302}),
    "a position": ('return redirect("/a", 303)', {303}),
    "a keyword": ('return redirect("/a", code=307)', {307}),
    "a conditional": ('return redirect("/a", code=301 if x else 308)', {301, 308}),
    "a variable": ('code = 303\nreturn redirect("/a", code)', {303}),
    "the last of two": ('code = 301\ncode = 303\nreturn redirect("/a", code)', {303}),
    "a branch": ('code = 302\nif x:\n    code = 307\nreturn redirect("/a", code)', {302, 307}),
    "two names": ('a = b = 308\nreturn redirect("/a", b)', {308}),
    "a tuple of names": ('url, code = "/a", 308\nreturn redirect(url, code)', {308}),
    "a walrus": ('return redirect("/a", (code := 307))', {307}),
    "a later assignment": ('r = redirect("/a")\nr.status_code = 303\nreturn r', {303}),
    "an assignment in a branch": ('r = redirect("/a")\nif x:\n    r.status_code = 303\nreturn r', {302, 303}),
    "an overriding tuple": ('return redirect("/a"), 303', {303}),
    "a tuple with headers": ('return redirect("/a"), 307, {"X-Seen": "1"}', {307}),
    "a text": ('return redirect("/a", "308 PERMANENT REDIRECT")', {308}),
    "something unknown": ('return redirect("/a", code=choose())', {None}),
    "an unknown branch": ('return redirect("/a", code=choose() if x else 303)', {None, 303}),
    "try, where it may not have happened": (
        'code = 302\ntry:\n    work()\n    code = 303\nexcept KeyError:\n    code = 307\nreturn redirect("/a", code)',
        {303, 307},
    ),
    "finally": ('try:\n    code = 303\nfinally:\n    code = 308\nreturn redirect("/a", code)', {308}),
    "else of try": (
        'try:\n    work()\nexcept KeyError:\n    code = 301\nelse:\n    code = 303\nreturn redirect("/a", code)',
        {301, 303},
    ),
    "an except that leaves": (
        'try:\n    code = 303\nexcept KeyError:\n    return "no"\nreturn redirect("/a", code)',
        {303},
    ),
    "a loop that may not run": ('code = 302\nfor x in xs:\n    code = 303\nreturn redirect("/a", code)', {302, 303}),
    "a loop that is left": ('while True:\n    code = 303\n    break\nreturn redirect("/a", code)', {303}),
    "a loop that is left in one branch": (
        'code = 302\nfor x in xs:\n    if x:\n        code = 307\n        break\nreturn redirect("/a", code)',
        {302, 307},
    ),
    "with": ('with lock:\n    code = 303\nreturn redirect("/a", code)', {303}),
    "a match": (
        'match x:\n    case 1:\n        code = 301\n    case _:\n        code = 303\nreturn redirect("/a", code)',
        {301, 303},
    ),
    "a lambda": ('go = lambda: redirect("/a", 303)\nreturn go()', {303}),
    "a function inside": ('code = 307\ndef go():\n    return redirect("/a", code)\nreturn go()', {307}),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), STATUSES.values(), ids=STATUSES)
def test_statuses(body: str, expected: set[int | None]) -> None:
    assert {status for _, status, _ in ways(body)} == expected


LOCATIONS = {
    "a variable": ('to = "/a"\nreturn redirect(to)', {"/a"}),
    "put together": ('to = "/a"\nto += "/b"\nreturn redirect(f"{to}/c" + "/d")', {"/a/b/c/d"}),
    "percent": ('return redirect("/%s/%s" % ("a", "b"))', {"/a/b"}),
    "format": ('return redirect("/{}/b".format("a"))', {"/a/b"}),
    "join": ('return redirect("/".join(["", "a", "b"]))', {"/a/b"}),
    "either": ('to = "/a" if x else "/b"\nreturn redirect(to)', {"/a", "/b"}),
    "a later header": ('r = redirect("/a")\nr.headers["Location"] = "/b"\nreturn r', {"/b"}),
    "a later attribute": ('r = redirect("/a")\nr.location = "/b"\nreturn r', {"/b"}),
    "headers of a tuple": ('return "", 303, {"Location": "/a"}', {"/a"}),
    "a header of a response": ('r = make_response("", 303)\nr.headers["location"] = "/a"\nreturn r', {"/a"}),
    "headers updated": ('r = make_response("", 303)\nr.headers.update({"Location": "/a"})\nreturn r', {"/a"}),
    "none": ('return "", 303', {None}),
    "deleted": ('r = redirect("/a")\ndel r.headers["Location"]\nreturn r', {None}),
}


@pytest.mark.parametrize(("body", "expected"), LOCATIONS.values(), ids=LOCATIONS)
def test_locations(body: str, expected: set[str | None]) -> None:
    assert {location for _, _, location in ways(body)} == expected
