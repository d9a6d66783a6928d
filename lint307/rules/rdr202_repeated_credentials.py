"""A 307 or 308 makes the client send a password, token or other credential again.

RFC 9700 §4.12: a server that redirects a request which may hold credentials MUST NOT use 307 and SHOULD use 303,
since 307 hands the body to the next address, on another host too. Clients treat 308 alike. 303 always becomes a GET
without body.

```python flagged FastAPI: the default is 307
from typing import Annotated
from fastapi import Depends, FastAPI
from fastapi.responses import RedirectResponse
from fastapi.security import OAuth2PasswordRequestForm

app = FastAPI()

@app.post("/login")
def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    return RedirectResponse("/account?user=" + form.username)  # expect: RDR202
```

```python fixed
from typing import Annotated
from fastapi import Depends, FastAPI
from fastapi.responses import RedirectResponse
from fastapi.security import OAuth2PasswordRequestForm

app = FastAPI()

@app.post("/login")
def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    return RedirectResponse("/account?user=" + form.username, status_code=303)
```

```python flagged Django: written out
from django.contrib.auth import authenticate, login
from django.http import HttpResponseRedirect
from django.views.decorators.http import require_POST

@require_POST
def sign_in(request):
    user = authenticate(request, username=request.POST["name"], password=request.POST["password"])
    if user is None:
        return HttpResponseRedirect("/login/?failed=1", status=307)  # expect: RDR202
    login(request, user)
    return HttpResponseRedirect("/account/", status=303)
```

## Fix safety
Safe where the destination is known not to accept the method; otherwise unsafe, as a gateway may forward logins on
purpose. No rule ever recommends 307 or 308 for a handler that reads credentials.

## Known limits
Credentials are told by parameter and field names (password, token, secret, otp, card …) and by known form classes.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.http import KEEPING
from lint307.core.rule import Answer, Question
from lint307.judging.arrivals import unsafe_methods


def check(asked: Question) -> Iterator[Answer]:
    case, judged = asked.case, asked.judgement
    secret = next((b for b in case.body if b.secret), None)
    if case.sent.status in KEEPING and judged.meaning == "look" and unsafe_methods(case) and secret is not None:
        name, target = secret.name or "in the body", case.target.text or "the target"
        again = f"{case.sent.status} makes the client send its credentials ({name}) once more, to {target}"
        message = f"{again}: send 303, which leads there without them"
        yield Answer(message, 303, judged.witnesses, safe=judged.certainty == "proof")
