"""Small modules, as those of the matrix, for the rules that are not about the status alone.

RDR302 redirects that are thrown away, RDR303 statuses that are not sent, and RDR503 references to a route that only
redirects: `/old` leads on to `/to`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.live.matrix import AGAIN, LOOK, Construct, Module, Rule, module_of
from tests.live.scenario import Landing

_HERE = Landing("GET", "/from", 200, "stayed")
_FAILED = Landing("POST", "/from", 500, body=True)

# What is left unreturned, and the status that goes out once it is returned.
_THROWN: dict[str, tuple[tuple[str, int], ...]] = {
    "flask": (
        ('redirect("/to")', 302), ('redirect("/to", 301)', 301), ('redirect("/to", code=303)', 303),
    ),
    "quart": (('redirect("/to")', 302), ('redirect("/to", 307)', 307), ('redirect("/to", code=303)', 303)),
    "django": (
        ('redirect("/to")', 302), ('redirect("to")', 302), ('redirect("/to", permanent=True)', 301),
        ('HttpResponseRedirect("/to")', 302), ('HttpResponseRedirect(reverse("to"), status=303)', 303),
    ),
    "drf": (('redirect("to")', 302), ('HttpResponseRedirect("/to", status=status.HTTP_303_SEE_OTHER)', 303)),
    "ninja": (('redirect("/to")', 302), ('HttpResponseRedirect("/to", status=303)', 303)),
    "starlette": (
        ('RedirectResponse("/to")', 307), ('RedirectResponse("/to", 303)', 303),
        ('RedirectResponse(url="/to", status_code=status.HTTP_302_FOUND)', 302),
    ),
    "fastapi": (
        ('RedirectResponse("/to")', 307), ('RedirectResponse("/to", 303)', 303),
        ('RedirectResponse(url="/to", status_code=status.HTTP_302_FOUND)', 302),
    ),
}  # fmt: skip
_STAYED = {
    "flask": '"stayed"', "quart": '"stayed"', "django": 'HttpResponse("stayed")', "drf": 'Response("stayed")',
    "ninja": '"stayed"', "starlette": 'PlainTextResponse("stayed")', "fastapi": '"stayed"',
}  # fmt: skip

_TWICE_307 = Landing("POST", "/to", 405, body=True)
_DJANGO_LOST = (
    ('redirect("/to", status=303)', 302, 303), ('redirect("/to", status=307)', 302, 307),
    ('redirect("/to", status=308)', 302, 308), ('redirect("/to", 303)', 302, 303),
    ('HttpResponseRedirect("/to", 303)', 307, 303), ('HttpResponsePermanentRedirect("/to", 303)', 308, 303),
    ('HttpResponseRedirect("/to", code=303)', 500, 303), ('HttpResponseRedirect("/to", status_code=307)', 500, 307),
)  # fmt: skip
_STARLETTE_LOST = (
    ('RedirectResponse("/to", status=303)', 500, 303), ('RedirectResponse("/to", code=303)', 500, 303),
    ('Response(status=303, headers={"location": "/to"})', 500, 303),
)  # fmt: skip
# What is written, the status that is sent, and the one that is meant.
_LOST: dict[str, tuple[tuple[str, int, int], ...]] = {
    "flask": (
        ('redirect("/to", status=303)', 500, 303), ('redirect("/to", status_code=307)', 500, 307),
        ('Response(status_code=303, headers={"Location": "/to"})', 500, 303),
    ),
    "quart": (('redirect("/to", status=303)', 500, 303), ('redirect("/to", status_code=307)', 500, 307)),
    "django": (*_DJANGO_LOST, ('HttpResponse("", 303, headers={"Location": "/to"})', 200, 303)),
    "drf": _DJANGO_LOST[:5],
    "ninja": _DJANGO_LOST[:5],
    "starlette": _STARLETTE_LOST,
    "fastapi": (*_STARLETTE_LOST, ('@app.post("/from", status_code=303)', 307, 303)),
}  # fmt: skip

_OLD = {
    "flask": '@app.get("/old")\ndef old():\n    return redirect("/to", code=308)\n',
    "quart": '@app.get("/old")\nasync def old():\n    return redirect("/to", code=308)\n',
    "django": 'def old(request):\n    return redirect("to", permanent=True)\n',
    "drf": 'def old(request):\n    return redirect("to", permanent=True)\n',
    "starlette": 'async def old(request: Request):\n    return RedirectResponse("/to", 308)\n',
    "fastapi": '@app.get("/old")\ndef old():\n    return RedirectResponse("/to", 308)\n',
}
_ROUTED = {
    "drf": ('path("to", target, name="to")', 'path("to", target, name="to"), path("old", old, name="old")'),
    "django": ('path("to", target, name="to")', 'path("to", target, name="to"), path("old", old, name="old")'),
    "starlette": ('Route("/from"', 'Route("/old", old), Route("/from"'),
}
# How a route is named where a redirect leads to it, and the status of that redirect.
_NAMING: dict[str, tuple[tuple[str, int], ...]] = {
    "flask": (('redirect(url_for("old"))', 302), ('redirect(url_for("old"), code=303)', 303)),
    "quart": (('redirect(url_for("old"))', 302), ('redirect(url_for("old"), code=303)', 303)),
    "django": (
        ('redirect("old")', 302), ('redirect(reverse("old"))', 302), ('HttpResponseRedirect(reverse("old"))', 302),
    ),
    "drf": (('redirect("old")', 302), ('redirect(reverse("old"))', 302)),
    "starlette": (
        ('RedirectResponse(request.url_for("old"), 303)', 303),
        ('RedirectResponse(app.url_path_for("old"), 303)', 303),
    ),
    "fastapi": (
        ('RedirectResponse(app.url_path_for("old"), 303)', 303),
    ),
}  # fmt: skip


def others(framework: str) -> Iterator[Module]:
    """Every module of the three rules for a framework."""
    for written, right in _THROWN[framework]:
        rule = Rule("RDR302", 200, right, "GET", "GET", _HERE, LOOK)
        yield module_of(framework, rule, _plain(written, f"if not kept:\n    {written}\nreturn {_STAYED[framework]}"))
    for written, sends, right in _LOST[framework]:
        yield _not_sent(framework, written, sends, right)
    for written, sends in _NAMING.get(framework, ()):
        rule = Rule("RDR503", sends, sends, "GET", "GET", LOOK, LOOK, detour="/old")
        made = module_of(framework, rule, _plain(written, f"return {written}", f"\n{_OLD[framework]}"))
        yield made._replace(text=made.text.replace(*_ROUTED.get(framework, ("", ""))))


def _not_sent(framework: str, written: str, sends: int, right: int) -> Module:
    """A module that answers a form, and says a status that is not sent."""
    repeats = right in (307, 308)
    before = {200: Landing("POST", "/from", 200, body=True), 500: _FAILED, 307: _TWICE_307, 308: _TWICE_307}.get(sends)
    if before is None:
        before = Landing("GET", "/to", 405 if repeats else 200)
    rule = Rule(
        "RDR303", sends, right, "POST", "POST" if repeats else "GET", before, AGAIN if repeats else LOOK,
        acts=not repeats,
    )  # fmt: skip
    decorates = written.startswith("@")
    body = 'return RedirectResponse("/to")' if decorates else f"return {written}"
    return module_of(framework, rule, _plain(written, body, written if decorates else ""))


def _plain(written: str, body: str, head: str = "") -> Construct:
    """A construct whose text is meant as it stands."""
    return Construct(*(text.replace("{", "{{").replace("}", "}}") for text in (written, body)), None, head)
