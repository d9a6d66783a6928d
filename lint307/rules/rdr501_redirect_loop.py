"""The redirect leads back to itself: the client goes round until it gives up.

Nothing that decides the redirect changes on the way, so the second request is answered like the first. Browsers stop
after 20 redirects (Fetch, "HTTP-redirect fetch"), requests after 30, httpx after 20 (RFC 9110 §15.4).

```python flagged FastAPI: round two routes
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
app = FastAPI()

@app.get("/shop")
def shop():
    return RedirectResponse("/store")  # expect: RDR501

@app.get("/store")
def store():
    return RedirectResponse("/shop")  # expect: RDR501
```

```python flagged Flask: the hook runs for the login page too
from flask import Flask, redirect, session, url_for
app = Flask(__name__)

@app.before_request
def only_members():
    if "user" not in session:
        return redirect(url_for("login"))  # expect: RDR501

@app.route("/login", methods=["GET", "POST"])
def login():
    return "Who are you?"
```

```python fine Django: the session changes, so the second request goes on
from django.shortcuts import redirect, render

def welcome(request):
    if "seen" not in request.session:
        request.session["seen"] = True
        return redirect(request.path)
    return render(request, "welcome.html")
```

## Fix safety
No fix: the right destination is not in the code.

## Known limits
A cycle counts only where each step of it is certain to be taken again, or stands under the same unchanged condition: a
hook only where it asks for nothing but the session, the user or the settings, and leads where it runs itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.findings import Witness
from lint307.core.rule import Answer, Question
from lint307.judging.arrivals import comes_back
from lint307.judging.rounds import goes_round


def check(asked: Question) -> Iterator[Answer]:
    case = asked.case
    routes, near = (*filter(None, [case.reach.route]), *case.target.routes[:1]), case.site.module
    place = [None if r.module == near else r.module for r in routes]
    steps = [Witness("route", f"{r.path} is declared here", r.span, p) for r, p in zip(routes, place, strict=True)]
    if comes_back(case):
        said = Witness("reload", "the Location is the URL that was asked for", (case.sent.location or case.site).span)
        message = "this redirect leads back to itself: the client goes round until it gives up"
        yield Answer(message, None, (*steps[:1], said), remedy="none")
    elif case.cycle:
        way = " → ".join((case.reach.route.path or "", *case.cycle) if case.reach.route else case.cycle)
        yield Answer(f"this redirect comes back to itself: {way}", None, tuple(steps), remedy="none")
    elif around := goes_round(case):
        message = f"this redirect sends the client to {case.target.text}, where the same hook sends it there again"
        yield Answer(message, None, (*steps, around), remedy="none")
