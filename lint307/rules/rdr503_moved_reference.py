"""The code refers to a route that only redirects permanently: name the new one.

A permanent redirect is for links that nobody can change (RFC 9110 §15.4.2 and §15.4.9). The application's own
references can be changed, and save every visitor a round trip. This rule is off by default.

```python flagged Flask: `basket` only leads to `cart`
from flask import Flask, redirect, session, url_for

app = Flask(__name__)

@app.get("/basket")
def basket():
    return redirect(url_for("cart"), code=308)

@app.get("/cart")
def cart():
    return session.get("cart", [])

@app.post("/cart/empty")
def empty_cart():
    session.pop("cart", None)
    return {"cart": url_for("basket")}  # expect: RDR503
```

```python fixed
from flask import Flask, redirect, session, url_for

app = Flask(__name__)

@app.get("/basket")
def basket():
    return redirect(url_for("cart"), code=308)

@app.get("/cart")
def cart():
    return session.get("cart", [])

@app.post("/cart/empty")
def empty_cart():
    session.pop("cart", None)
    return {"cart": url_for("cart")}
```

```python fine FastAPI: the old route is somebody else's link
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()

@app.get("/basket")
def basket():
    return RedirectResponse("/cart", status_code=308)
```

## Fix safety
Unsafe: the new name may take other arguments, and tests may assert the old address.

## Known limits
References in templates are not read, nor paths in links. A route that redirects under a condition has not moved.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.findings import Witness
from lint307.core.rule import Answer, Question

OPT_IN = True


def check(asked: Question) -> Iterator[Answer]:
    case = asked.case
    if case.sent.kind == "reference" and case.reach.route is not None:
        old, new = case.reach.route, case.target.routes[0]
        elsewhere = None if old.module == case.site.module else old.module
        said = Witness("moved", f"{old.path} only redirects there, permanently", old.span, elsewhere)
        verb = "write" if case.renamed == new.path else "name"
        message = f"this leads to {old.path}, which only redirects to {new.path}: {verb} {case.renamed}"
        yield Answer(message, None, (said,), remedy="rename")
