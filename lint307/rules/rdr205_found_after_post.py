"""A 302 sends the client on to another page after a POST: all clients go there with GET, but only 303 says so.

For 302 the change from POST to GET is a habit that RFC 9110 §15.4.3 permits "for historical reasons"; for 303 it is
the meaning (§15.4.4), and it still holds when the route later takes PUT or DELETE. This rule is a matter of taste and
off by default. Flask and Werkzeug announce 303 as the default of `redirect` for version 3.2.

```python flagged Flask
from flask import Flask, redirect, request, session

app = Flask(__name__)

@app.post("/theme")
def theme():
    session["theme"] = request.form["theme"]
    return redirect("/settings")  # expect: RDR205
```

```python fixed
from flask import Flask, redirect, request, session

app = Flask(__name__)

@app.post("/theme")
def theme():
    session["theme"] = request.form["theme"]
    return redirect("/settings", code=303)
```

```python flagged Django: `redirect` has no argument for the status
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

@require_POST
def theme(request):
    request.session["theme"] = request.POST["theme"]
    return redirect("settings")  # expect: RDR205
```

```python fixed
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.views.decorators.http import require_POST

@require_POST
def theme(request):
    request.session["theme"] = request.POST["theme"]
    return HttpResponseRedirect(resolve_url("settings"), status=303)
```

## Fix safety
Unsafe: nothing is broken today, and tests that assert 302 (Django's `assertRedirects` among them) fail afterwards.

## Known limits
Redirects that class-based views make themselves (`success_url`) have no status to rewrite.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.rule import Answer, Question
from lint307.judging.arrivals import unsafe_methods

OPT_IN = True


def check(asked: Question) -> Iterator[Answer]:
    case, judged = asked.case, asked.judgement
    if case.sent.status == 302 and judged.meaning == "look" and "POST" in unsafe_methods(case):
        message = "after this POST the client shall GET another page, which 302 means by custom only: send 303"
        yield Answer(message, 303, judged.witnesses)
