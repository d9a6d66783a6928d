"""The client arrives with a method that the destination does not accept, and gets 405.

Which method arrives follows from the status and the request (RFC 9110 §15.4): a GET stays a GET, 303 always becomes
one, 307 and 308 repeat what was sent. `url_for` and `reverse` build the URL of a POST-only route without a word.

```python flagged Flask: a GET is sent to a route that takes POST only
from flask import Flask, redirect, url_for

app = Flask(__name__)

@app.get("/start")
def start():
    return redirect(url_for("begin"))  # expect: RDR502

@app.post("/sessions")
def begin():
    return {"begun": True}
```

```python flagged Django: the action is done, the next page takes POST only
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

@require_POST
def order(request):
    request.session["order"] = request.POST["item"]
    return HttpResponseRedirect(reverse("pay"), status=303)  # expect: RDR502

@require_POST
def pay(request):
    return HttpResponse("paid")

urlpatterns = [path("order/", order), path("pay/", pay, name="pay")]
```

```python fine FastAPI: the path answers GET as well
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()

@app.get("/start")
def start():
    return RedirectResponse("/sessions")

@app.api_route("/sessions", methods=["GET", "POST"])
def sessions():
    return {"begun": True}
```

## Fix safety
No fix: either the destination takes the wrong methods or the redirect names the wrong route.

## Known limits
Where the request should have been repeated, or should have become a GET, RDR101 or RDR201 says so instead. Routes of
other applications and mounts that are not in the given files are not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.findings import Witness
from lint307.core.http import FOLLOWED, methods_in_words
from lint307.core.rule import Answer, Question
from lint307.judging.meaning import refused_arrivals
from lint307.judging.witnesses import destination


def check(asked: Question) -> Iterator[Answer]:
    case, judged = asked.case, asked.judgement
    said = destination(case)
    if said is None or case.sent.status not in FOLLOWED or case.site.exit == "discard":
        return
    for method, arrives in refused_arrivals(case):
        right = 303 if arrives != "GET" else 307 if judged.meaning == "repeat" else None
        remedy = f"send {right}" if right else "link to a page that answers GET"
        message = f"the {method} arrives at {case.target.text} as {arrives}, and {said.message.removeprefix(case.target.text + ' ')}: 405; {remedy}"
        reach = Witness("reach", f"{methods_in_words(frozenset({method}))} can come here", case.site.function.name_span)
        yield Answer(message, right, (reach, said), remedy="status" if right else "none", safe=judged.certainty == "proof")
        return
