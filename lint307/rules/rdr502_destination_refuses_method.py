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
