"""A permanent status sends clients to a place that depends on the user, the session, the time or the request.

Caches and browsers keep 301 and 308 without being told to (RFC 9110 §15.1, §15.4.2 and §15.4.9), keyed by the URL
alone. The first answer is then everybody's answer: the next user of this browser, or of this proxy, lands where the
first one went.

```python flagged Flask: one user's page
from flask import Flask, redirect, session, url_for

app = Flask(__name__)

@app.get("/me")
def me():
    return redirect(url_for("profile", name=session["name"]), code=301)  # expect: RDR402

@app.get("/people/<name>")
def profile(name):
    return name
```

```python fixed
from flask import Flask, redirect, session, url_for

app = Flask(__name__)

@app.get("/me")
def me():
    return redirect(url_for("profile", name=session["name"]), code=302)

@app.get("/people/<name>")
def profile(name):
    return name
```

```python flagged FastAPI: today's page
import datetime
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()

@app.get("/menu")
def menu():
    return RedirectResponse(f"/menus/{datetime.date.today()}", status_code=308)  # expect: RDR402
```

```python fine Django: depends on the URL alone
from django.shortcuts import redirect

def old_article(request, slug):
    return redirect("article", slug=slug, permanent=True)
```

## Fix safety
Unsafe: the target may be the same for everybody after all. What clients have cached already stays cached.

## Known limits
A target that a function of another library computes is not followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.http import KEEPING
from lint307.core.rule import Answer, Question
from lint307.judging.duration import is_kept


def check(asked: Question) -> Iterator[Answer]:
    case, judged = asked.case, asked.judgement
    if not is_kept(case) or judged.duration != "temporary" or not judged.lasting:
        return
    right = {"look": 303, "repeat": 307}.get(judged.meaning, 307 if case.sent.status in KEEPING else 302)
    message = f"{case.sent.status} is cached for good, but {judged.lasting[0].message}: send {right}"
    yield Answer(message, right, judged.lasting)
