"""A redirect is built and thrown away: the guard does not guard.

`redirect(...)` and `RedirectResponse(...)` only make a response, and a client is redirected by the one that it gets
(RFC 9110 §15.4). Unless it is returned the handler goes on, and the page behind the guard is served.

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

```python flagged Django
from django.shortcuts import redirect, render

def orders(request):
    if not request.user.is_authenticated:
        redirect("login")  # expect: RDR302
    return render(request, "orders.html")
```

```python fine Bottle's redirect raises
from bottle import redirect, route
@route("/admin")
def admin():
    redirect("/login")
```

## Fix safety
Unsafe: with `return` the code below is no longer reached, which is what the guard says, but somebody may rely on it.
Where more follows in the same block, the fix is left to you.

## Known limits
A response that is kept in a variable and forgotten is not reported, nor one that is handed to another function. Of
helpers those count that give back a redirect or nothing, and otherwise at most tell a visitor or a log about it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.findings import Witness
from lint307.core.rule import Answer, Question


def check(asked: Question) -> Iterator[Answer]:
    site, sent = asked.case.site, asked.case.sent
    thrown = site.exit == "discard"
    said = Witness("discarded", "the statement ends here and the function goes on", site.statement)
    lost = "thrown away: the code after it runs as if it were not there"
    if thrown and sent.kind == "redirect" and not sent.raised and not sent.via:
        yield Answer(f"this redirect is built and {lost}; return it", None, (said,), remedy="return")
    elif thrown and sent.kind == "guard":
        message = f"what {sent.form.rpartition('.')[2]}() redirects to is {lost}; return it if there is one"
        yield Answer(message, None, (said,), remedy="none")
