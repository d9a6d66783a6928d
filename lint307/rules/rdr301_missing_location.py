"""A redirect status can leave without a Location header: the client has nowhere to go.

RFC 9110 §15.4 gives 301, 302, 303, 307 and 308 their meaning through Location. Without it, or with an empty one, no
client follows: the user sees a blank page, a script gets the bare 3xx. 300 and 304 need none and are not reported.

```python flagged Flask: a status alone is not a redirect
from flask import Flask

app = Flask(__name__)

@app.get("/guide")
def guide():
    return "See /docs", 302  # expect: RDR301
```

```python flagged Django: one path sets it, the other does not
from django.http import HttpResponse

def guide(request):
    response = HttpResponse(status=302)  # expect: RDR301
    if "chapter" in request.GET:
        response["Location"] = "/docs/" + request.GET["chapter"]
    return response
```

```python flagged FastAPI: 307 is not an error code
from fastapi import FastAPI, HTTPException

app = FastAPI()

@app.get("/account")
def account(token: str = ""):
    if not token:
        raise HTTPException(status_code=307, detail="Log in first")  # expect: RDR301
    return {"token": token}
```

```python fine FastAPI: the headers name the target
from fastapi import FastAPI, HTTPException

app = FastAPI()

@app.get("/account")
def account(token: str = ""):
    if not token:
        raise HTTPException(status_code=303, headers={"Location": "/login"})
    return {"token": token}
```

## Fix safety
No fix: where the client should go is not in the code.

## Known limits
Headers that come from elsewhere (`headers=build()`, `response.headers.update(extra)`) may hold a Location: then it is
silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.http import NEED_LOCATION
from lint307.core.rule import Answer, Question


def check(asked: Question) -> Iterator[Answer]:
    case, sent = asked.case, asked.case.sent
    if sent.status not in NEED_LOCATION or case.site.exit not in ("return", "raise", "end"):
        return
    if sent.has_location is False:
        lost = f"{sent.status} leaves here without a Location: clients stop at an empty answer"
        message = f"{lost}; say where to go, or send another status"
        yield Answer(message, None, remedy="none")
    elif sent.emptied:
        shown = {"None": "the text None", "dict": "a dict as text"}.get(sent.emptied, "nothing")
        message = f"the Location of this {sent.status} is {shown}: clients do not get to any page; say where to go"
        yield Answer(message, None, remedy="none")
