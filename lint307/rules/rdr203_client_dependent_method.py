"""A 301 or 302 answers PUT, PATCH or DELETE: some clients repeat the method, others send a GET.

Only POST may become GET on 301 and 302 (RFC 9110 §15.4.2 and §15.4.3; Fetch, "HTTP-redirect fetch"). After
`fetch(url, {method: "DELETE"})` a browser sends DELETE to the new address too; requests and httpx send GET on 302.
303 means GET for everybody, 307 and 308 mean the same method for everybody.

```python flagged Flask: deleted, now look at the list
from flask import Flask, redirect, url_for

app = Flask(__name__)
carts = {}

@app.delete("/carts/<int:number>")
def remove(number):
    carts.pop(number, None)
    return redirect(url_for("index"))  # expect: RDR203

@app.get("/carts")
def index():
    return carts
```

```python fixed
from flask import Flask, redirect, url_for

app = Flask(__name__)
carts = {}

@app.delete("/carts/<int:number>")
def remove(number):
    carts.pop(number, None)
    return redirect(url_for("index"), code=303)

@app.get("/carts")
def index():
    return carts
```

```python flagged FastAPI: the request itself belongs elsewhere, 307 keeps it
from fastapi import FastAPI, status
from fastapi.responses import RedirectResponse

app = FastAPI()

@app.put("/stock/{item}")
def stock(item: int):
    return RedirectResponse(f"/inventory/{item}", status_code=status.HTTP_302_FOUND)  # expect: RDR203

@app.put("/inventory/{item}")
def inventory(item: int):
    return {"item": item}
```

## Fix safety
303 is safe where the destination accepts GET and not the method that arrives; 307 and 308 as for RDR101. Otherwise
unsafe.

## Known limits
A handler of POST and DELETE alike is reported for its DELETE. Where the meaning is undecided there is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.http import SCRIPTED_METHODS, methods_in_words
from lint307.core.rule import Answer, Question
from lint307.judging.arrivals import scripted_methods


def check(asked: Question) -> Iterator[Answer]:
    case, judged = asked.case, asked.judgement
    if case.sent.status not in (301, 302) or not (methods := scripted_methods(case) & SCRIPTED_METHODS):
        return
    right = {"look": 303, "repeat": 308 if case.sent.status == 301 else 307}.get(judged.meaning)
    if right is not None:
        answers = f"{case.sent.status} answers {methods_in_words(methods)}"
        message = f"{answers}: browsers repeat the method, other clients send GET; send {right}"
        evidence = judged.for_good if right == 308 else judged.witnesses
        yield Answer(message, right, evidence, safe=judged.certainty == "proof")
