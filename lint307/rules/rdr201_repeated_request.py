"""A 307 or 308 makes the client send a request again that was already handled here.

307 and 308 keep method and body (RFC 9110 §15.4.8 and §15.4.9). After a handler that acted, or refused, the browser
posts the form once more to a page that only answers GET: 405, or the action a second time. FastAPI and Starlette send
307 when no status is written. 303 (RFC 9110 §15.4.4) sends the client to look at another page.

```python flagged FastAPI: the default is 307
from fastapi import FastAPI, Form
from fastapi.responses import RedirectResponse

app = FastAPI()
notes = []

@app.post("/notes")
def add(text: str = Form()):
    notes.append(text)
    return RedirectResponse("/thanks")  # expect: RDR201
```

```python fixed
from fastapi import FastAPI, Form
from fastapi.responses import RedirectResponse

app = FastAPI()
notes = []

@app.post("/notes")
def add(text: str = Form()):
    notes.append(text)
    return RedirectResponse("/thanks", status_code=303)
```

```python flagged Flask: written out
from flask import Flask, redirect, session, url_for

app = Flask(__name__)

@app.post("/cart/empty")
def empty_cart():
    session.pop("cart", None)
    return redirect(url_for("cart"), code=307)  # expect: RDR201

@app.get("/cart")
def cart():
    return session.get("cart", [])
```

## Fix safety
Safe where the destination accepts GET and not the method that arrives: today the client gets 405. Otherwise unsafe.

## Known limits
A handler that reads one field of the body and forwards the request is a dispatcher: reading alone does not convict a
307. A status that comes from elsewhere and cannot be told is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.http import KEEPING, methods_in_words
from lint307.core.rule import Answer, Question
from lint307.judging.arrivals import unsafe_methods


def check(asked: Question) -> Iterator[Answer]:
    case, judged = asked.case, asked.judgement
    if case.sent.status in KEEPING and judged.meaning == "look" and (again := unsafe_methods(case)):
        message = (
            f"{case.sent.status} makes the client send this {methods_in_words(again)} again, "
            f"to {case.target.text or 'the target'}; it was answered here: send 303"
        )
        yield Answer(message, 303, judged.witnesses, safe=judged.certainty == "proof")
