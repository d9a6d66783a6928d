"""The client arrives with a method that the destination does not accept, and gets 405.

Which method arrives follows from the status and the request (RFC 9110 §15.4): a GET stays a GET, 303 always becomes
one, 307 and 308 repeat what was sent. `url_for` and `reverse` do not look at methods.

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

```python fine Flask: the path answers GET as well
from flask import Flask, redirect

app = Flask(__name__)

@app.get("/start")
def start():
    return redirect("/sessions")

@app.route("/sessions", methods=["GET", "POST"])
def sessions():
    return {"begun": True}
```

## Fix safety
No fix: where to go instead is not in the code. Where another status would arrive well, RDR101 or RDR201 says so.

## Known limits
Where RDR101 or RDR201 speaks, this rule is silent. Routes in files that were not given are not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.findings import Witness
from lint307.core.rule import Answer, Question
from lint307.judging.arrivals import refused_arrivals
from lint307.judging.witnesses import destination


def check(asked: Question) -> Iterator[Answer]:
    case = asked.case
    said = destination(case)
    if said is None or case.site.exit == "discard":
        return
    for method, arrives in refused_arrivals(case):
        remedy = "link to a page that answers GET" if arrives == "GET" else f"lead to a route that answers {arrives}"
        refused, turned = said.message.removeprefix(f"{case.target.text} "), f" as {arrives}" * (arrives != method)
        message = f"this {method} arrives{turned} at {case.target.text}, which {refused}: 405; {remedy}"
        reach = Witness("reach", f"{method} can come here", case.site.function.name_span)
        yield Answer(message, None, (reach, said), "none")
        return
