"""The status that is written here is not the status that is sent.

Clients act on the status that arrives (RFC 9110 §15), and every framework has spellings that look right and do
nothing. Django's `redirect` hands `status=` to `reverse`; `HttpResponseRedirect(url, 303)` takes the number for
something else; FastAPI ignores the decorator's status when a response is returned; Flask's `abort(302)` is a 500. The
finding says what goes out.

```python flagged Django: 302 is sent
from django.shortcuts import get_object_or_404, redirect
from shop.models import Order

def receipt(request, number):
    order = get_object_or_404(Order, number=number)
    return redirect(order, status=303)  # expect: RDR303
```

```python fixed
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, resolve_url
from shop.models import Order

def receipt(request, number):
    order = get_object_or_404(Order, number=number)
    return HttpResponseRedirect(resolve_url(order), status=303)
```

```python flagged FastAPI: 307 is sent
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()

@app.get("/today", status_code=302)
def today():
    return RedirectResponse("/days/1")  # expect: RDR303
```

```python flagged Flask: 500 is sent, where the status of a tuple is the one that is sent
from flask import Flask, abort, redirect

app = Flask(__name__)

@app.get("/today")
def today():
    abort(302)  # expect: RDR303
```

## Fix safety
Safe: the code then sends what it already says. Unsafe where that would repeat or lose the request, and another status
is written. No fix where the code does not say where to go.

## Known limits
What is sent depends on the framework's version; `target-versions` and the project's own requirements decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.findings import Witness
from lint307.core.rule import Answer, Question
from lint307.judging.meaning import fitting

_FIXABLE = ("lost", "positional", "decorator", "content-type", "keyword", "preserve", "none")


def check(asked: Question) -> Iterator[Answer]:
    sent = asked.case.sent
    for lost in sent.ineffective:
        sends = f"{lost.sends} is sent" if lost.sends else "it is not sent"
        said = Witness("ineffective", lost.why, lost.span)
        written = f"{lost.written} is written here but " if lost.written else ""
        right, why = fitting(lost.written, asked.judgement)
        message = f"{written}{sends}: {lost.why}; {why or lost.remedy}"
        remedy = "effect" if lost.how in _FIXABLE else "none"
        yield Answer(message, right, (said,), remedy, safe=not why, sent=lost.sends)
    plain = sent.kind == "redirect" and sent.call is not None and not (sent.ineffective or sent.path or sent.via)
    if plain and sent.written.how in ("argument", "tuple", "field") and not 300 <= (sent.status or 300) < 400:
        unfollowed = f"{sent.status} is sent with a Location that no client follows"
        yield Answer(f"{unfollowed}: send 302 or 303, or answer without a redirect", None, remedy="none")
