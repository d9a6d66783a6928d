"""A redirect is built and thrown away: the guard does not guard, the handler does not answer.

`redirect(...)` and `RedirectResponse(...)` only make a response, and a client is redirected by the one that it gets
(RFC 9110 §15.4). Unless it is returned the handler goes on, and the page behind the guard is served. Where nothing
follows, it ends without an answer: 500 in Flask, Quart, Django and Starlette, `null` with 200 in FastAPI and Ninja.

```python flagged Flask: whoever is not logged in gets the secrets
from flask import Flask, redirect, session, url_for
app = Flask(__name__)

@app.get("/admin")
def admin():
    if "user" not in session:
        redirect(url_for("login"))  # expect: RDR302
    return "secrets"

@app.get("/login")
def login():
    return "Who are you?"
```

```python fixed
from flask import Flask, redirect, session, url_for
app = Flask(__name__)

@app.get("/admin")
def admin():
    if "user" not in session:
        return redirect(url_for("login"))
    return "secrets"

@app.get("/login")
def login():
    return "Who are you?"
```

```python flagged Django: the last statement; the answer is 500
from django.shortcuts import redirect

def empty(request):
    request.session["cart"] = []
    redirect("cart")  # expect: RDR302
```

```python fine Bottle's redirect raises
from bottle import redirect
def admin():
    redirect("/login")
```

## Fix safety
Unsafe: with `return` the code below is no longer reached, which is what the guard says, but somebody may rely on it.
Where more follows in the same block, or callers take data, it is left to you. The redirect is then judged as others.

## Known limits
A response in a variable counts when the function never reads that; one that is handed to another function does not. Of
helpers those count that give back a redirect or nothing, and otherwise at most tell a visitor or a log about it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.findings import Witness
from lint307.core.rule import Answer, Question
from lint307.judging.dropping import gives_data, instead


def check(asked: Question) -> Iterator[Answer]:
    site, sent = asked.case.site, asked.case.sent
    if site.exit != "discard":
        return
    happens, does = instead(asked.case)
    said = Witness("discarded", f"the statement ends here and the function {does}", site.statement)
    if sent.kind == "redirect" and not sent.raised and not sent.via:
        how = ("let the caller send it", "none") if gives_data(asked.case) else ("return it", "return")
        yield Answer(f"this redirect is built and thrown away: {happens}; {how[0]}", None, (said,), remedy=how[1])
    elif sent.kind == "guard":
        lost = f"what {sent.form.rpartition('.')[2]}() redirects to is thrown away: {happens}"
        yield Answer(f"{lost}; return it if there is one", None, (said,), remedy="none")
