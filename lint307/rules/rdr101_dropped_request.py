"""A 302 or 303 turns a request that belongs at another URI into a GET, and its body is lost.

Clients answer 302 to a POST, and 303 to anything, with a GET without a body (RFC 9110 §15.4.3 and §15.4.4; Fetch,
"HTTP-redirect fetch"). Where the handler did nothing and the request is meant for the new address, the action is lost
without an error. 307 (RFC 9110 §15.4.8) repeats method and body.

```python flagged Flask: the destination takes POST only
from flask import Flask, redirect, url_for

app = Flask(__name__)

@app.post("/pay")
def pay():
    return redirect(url_for("checkout"))  # expect: RDR101

@app.post("/shop/checkout")
def checkout():
    return {"paid": True}
```

```python fixed
from flask import Flask, redirect, url_for

app = Flask(__name__)

@app.post("/pay")
def pay():
    return redirect(url_for("checkout"), code=307)

@app.post("/shop/checkout")
def checkout():
    return {"paid": True}
```

```python fine Django: Post/Redirect/Get, the client shall look at another page
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

@require_POST
def add_to_cart(request, item):
    request.session["cart"] = [*request.session.get("cart", []), item]
    return redirect("cart")
```

## Fix safety
Safe where the destination accepts the method and not GET, or the Location is the request's own URL rewritten in a
hook: only requests that fail today change. Unsafe otherwise, and where 308 takes the place of 302: caches will keep
it. Never offered where the handler acted or reads credentials.

## Known limits
A destination on another host, or in a file that was not given, is not known. Clients that send a stream cannot repeat
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.http import methods_in_words
from lint307.core.rule import Answer, Question
from lint307.judging.arrivals import turned_methods


def check(asked: Question) -> Iterator[Answer]:
    case, judged = asked.case, asked.judgement
    if case.sent.status in (302, 303) and judged.meaning == "repeat" and (lost := turned_methods(case)):
        right = 308 if judged.duration == "permanent" else 307
        message = (
            f"{case.sent.status} turns this {methods_in_words(lost & {'POST'} or lost)} into a GET and drops its body; "
            f"the request belongs at {case.target.text}: send {right}"
        )
        # 308 lets caches keep what they did not keep before: that is more than the request's body.
        evidence = judged.for_good if right == 308 else judged.witnesses
        yield Answer(message, right, evidence, safe=judged.certainty == "proof" and right == 307)
