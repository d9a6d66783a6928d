"""A 301 turns a request that belongs at another URI into a GET, its body is lost, and caches keep the answer.

301 lets clients turn POST into GET, and all browsers do (RFC 9110 §15.4.2; Fetch, "HTTP-redirect fetch"). A hook
meets every method: a 301 to HTTPS makes an empty GET of each API call. 308 (RFC 9110 §15.4.9) is the 301 that keeps
the request, and 307 where the target depends on who asks.

```python flagged Flask: a hook runs for every method
from flask import Flask, redirect, request

app = Flask(__name__)

@app.before_request
def https_only():
    if not request.is_secure:
        return redirect(request.url.replace("http://", "https://", 1), code=301)  # expect: RDR102
```

```python fixed
from flask import Flask, redirect, request

app = Flask(__name__)

@app.before_request
def https_only():
    if not request.is_secure:
        return redirect(request.url.replace("http://", "https://", 1), code=308)
```

```python flagged Django: so does middleware
from django.http import HttpResponsePermanentRedirect

def https_only(get_response):
    def middleware(request):
        if not request.is_secure():
            url = request.build_absolute_uri().replace("http://", "https://", 1)
            return HttpResponsePermanentRedirect(url)  # expect: RDR102
        return get_response(request)
    return middleware
```

```python fine FastAPI: only GET gets here
from fastapi import FastAPI, status
from fastapi.responses import RedirectResponse

app = FastAPI()

@app.get("/handbook")
def handbook():
    return RedirectResponse("/docs", status_code=status.HTTP_301_MOVED_PERMANENTLY)
```

## Fix safety
As for RDR101. In Django the fix adds `status=308`, which works in every version.

## Known limits
Redirects that settings make (`SECURE_SSL_REDIRECT`, `APPEND_SLASH`, Talisman) have no line to report: they send 301
or 302.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.http import methods_in_words
from lint307.core.rule import Answer, Question
from lint307.judging.arrivals import turned_methods


def check(asked: Question) -> Iterator[Answer]:
    case, judged = asked.case, asked.judgement
    if case.sent.status == 301 and judged.meaning == "repeat" and (lost := turned_methods(case)):
        right = 307 if judged.duration == "temporary" else 308
        message = (
            f"301 turns this {methods_in_words(lost & {'POST'} or lost)} into a GET and drops its body, for good; "
            f"the request belongs at {case.target.text}: send {right}"
        )
        evidence = judged.for_good if right == 308 else (*judged.witnesses, *judged.lasting)
        yield Answer(message, right, evidence, safe=judged.certainty == "proof")
