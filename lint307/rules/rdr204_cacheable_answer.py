"""A 301 or 308 answers a request that was handled here: the answer to one action is cached for ever.

301 and 308 say that this address moved for good, and caches keep them without being told to (RFC 9110 §15.1, §15.4.2
and §15.4.9). Chromium asked the origin once for three GETs of a 301: the next log-out never reaches the server.
Clients that update their bookmarks skip the action as well. 303 answers this one request and is not kept.

```python flagged Flask: this URL answers GET and POST, the next GET comes from the cache
from flask import Flask, redirect, session, url_for

app = Flask(__name__)

@app.route("/logout", methods=["GET", "POST"])
def logout():
    session.clear()
    return redirect(url_for("home"), code=301)  # expect: RDR204

@app.get("/")
def home():
    return "Goodbye"
```

```python fixed
from flask import Flask, redirect, session, url_for

app = Flask(__name__)

@app.route("/logout", methods=["GET", "POST"])
def logout():
    session.clear()
    return redirect(url_for("home"), code=303)

@app.get("/")
def home():
    return "Goodbye"
```

```python flagged Django
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from shop.models import Order

@require_POST
def cancel(request, number):
    Order.objects.filter(number=number).delete()
    return redirect("orders", permanent=True)  # expect: RDR204
```

## Fix safety
Safe where the destination accepts GET and not the method that arrives, otherwise unsafe. Answers that clients have
cached already stay cached.

## Known limits
308 after an action is reported as RDR201 or RDR202: that the client repeats the request is worse than that it is
cached.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.http import KEEPING, methods_in_words
from lint307.core.rule import Answer, Question
from lint307.judging.acts import done_once
from lint307.judging.arrivals import unsafe_methods
from lint307.judging.duration import is_kept
from lint307.judging.meaning import was_handled


def check(asked: Question) -> Iterator[Answer]:
    case, judged = asked.case, asked.judgement
    methods, answered = unsafe_methods(case), judged.meaning == "look" and was_handled(case, judged)
    # A helper that other callers reach by GET may well mean its 301.
    if case.sent.status == 301 and is_kept(case) and answered and methods and not case.reach.caller:
        said = f"301 says that this URL has moved for good, but this {methods_in_words(methods)} was dealt with here"
        yield Answer(f"{said}: send 303", 303, judged.witnesses, safe=judged.certainty == "proof")
    elif judged.duration != "temporary" and (deed := done_once(case)):
        right = 307 if case.sent.status in KEEPING else 302
        message = f"browsers cache a {case.sent.status}, and their next GET skips what is done here: {deed.message}"
        yield Answer(f"{message}; send {right}", right, (*judged.witnesses, deed))
