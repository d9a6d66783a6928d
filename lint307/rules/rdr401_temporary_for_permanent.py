"""A temporary status announces a move that the code itself calls permanent.

302, 303 and 307 tell clients to keep using the old address (RFC 9110 §15.4.3, §15.4.4 and §15.4.8): every request
pays for the detour, and search engines keep the old page. 308 (§15.4.9) says that the move is for good, and keeps the
method.

```python flagged Flask: the comment says so
from flask import Flask, redirect

app = Flask(__name__)

@app.get("/legacy/reports")
def legacy_reports():
    # The reports have moved permanently.
    return redirect("/reports", code=302)  # expect: RDR401
```

```python fixed
from flask import Flask, redirect

app = Flask(__name__)

@app.get("/legacy/reports")
def legacy_reports():
    # The reports have moved permanently.
    return redirect("/reports", code=308)
```

```python flagged FastAPI: deprecated, and one version up
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()

@app.get("/api/v1/items", deprecated=True)
def items_v1():
    return RedirectResponse("/api/v2/items", status_code=302)  # expect: RDR401
```

```python fine Django: where the latest release is changes
from django.conf import settings
from django.shortcuts import redirect

def legacy_download(request):
    return redirect("download", release=settings.CURRENT_RELEASE)
```

## Fix safety
Unsafe: clients and caches remember a permanent redirect, and a wrong one cannot be called back. With
`permanent-status = 301` the fix writes 301 where only GET and HEAD reach the redirect.

## Known limits
Only evidence in the code counts; a move that nobody wrote down is taken for temporary. Frameworks' own 307 is not
reported, nor is a redirect that no GET reaches, unless a text says that it has moved: caches keep none of its answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint307.core.http import SAFE_METHODS, TEMPORARY
from lint307.core.rule import Answer, Question

_SAID = re.compile(r"says “.*(?:moved|renamed|replaced|permanent)", re.I)


def check(asked: Question) -> Iterator[Answer]:
    case, judged = asked.case, asked.judgement
    if case.sent.status not in TEMPORARY or judged.duration != "permanent" or judged.meaning == "look":
        return
    if case.sent.kind not in ("redirect", "view", "declared") or case.site.exit == "discard":
        return
    only_get, said = case.methods <= SAFE_METHODS, any(_SAID.search(w.message) for w in judged.lasting)
    if not only_get and (case.body or not (case.methods & SAFE_METHODS or said)):
        return  # no cache keeps the answer to a POST, and a form that is read here shall not be sent again
    right = asked.permanent_status if only_get else 308
    message = f"{case.sent.status} says that this move is temporary; the code says that it is permanent: send {right}"
    yield Answer(message, right, judged.lasting)
