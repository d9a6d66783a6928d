from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, get, post, refused, send, shown

VIEWS, MIDDLEWARE = "pages/views.py", "pages/middleware.py"
INDEX = shown("/", "index")

APP = App(
    "django/views",
    "django",
    "pages.settings",
    (
        Scenario(
            "a form of somebody who is not signed in",
            post("/private", text="hi"),
            (MIDDLEWARE, "preserve_request=True"),
            Outcome(307, refused("POST", "/sign-in", body=True)),
            safe=Outcome(303, shown("/sign-in", "sign in")),
        ),
        Scenario(
            "a form that is not empty",
            post("/posted", text="hi"),
            (VIEWS, '"index", preserve_request=True'),
            Outcome(307, refused("POST", "/", body=True)),
            safe=Outcome(303, INDEX),
        ),
        Scenario(
            "an empty form",
            post("/posted"),
            (VIEWS, 'preserve_request=True)  # expect: RDR201\n    return redirect("index")'),
            Outcome(302, INDEX),
        ),
        Scenario(
            "a case of POST",
            post("/switch", text="hi"),
            (VIEWS, '"POST":\n            return redirect("post-only")'),
            Outcome(302, refused("GET", "/post-only")),
            safe=Outcome(307, done("POST", "/post-only", "got hi")),
        ),
        Scenario(
            "a case of DELETE",
            send("DELETE", "/switch"),
            (VIEWS, 'TEXTS.clear()\n            return redirect("index")'),
            Outcome(302, refused("DELETE", "/")),
            safe=Outcome(303, INDEX),
        ),
        Scenario(
            "a case of GET",
            get("/switch"),
            (VIEWS, '"HEAD":\n            return redirect("index", permanent=True)'),
            Outcome(301, INDEX),
        ),
        Scenario(
            "a page that leads to a form's target",
            get("/plain"),
            (VIEWS, 'def plain(request):\n    return redirect("post-only")'),
            Outcome(302, refused("GET", "/post-only")),
        ),
        Scenario(
            "a number for the address",
            get("/shown"),
            (VIEWS, 'redirect("item", 303)'),
            Outcome(302, shown("/item/303/", "item 303")),
        ),
        Scenario(
            "a method that calls another",
            post("/same", text="hi"),
            (VIEWS, 'class Same(View):\n    def get(self, request):\n        return redirect("index")'),
            Outcome(302, INDEX),
        ),
        Scenario(
            "a method with two names",
            post("/two", text="hi")._replace(method="POST"),
            (VIEWS, "status=303"),
            Outcome(303, INDEX),
        ),
        Scenario(
            "a relative address",
            post("/relative", text="hi"),
            (VIEWS, 'HttpResponseRedirect("shown")'),
            Outcome(302, shown("/item/303/", "item 303")),
        ),
        Scenario(
            "an unknown page",
            post("/nowhere", x="1"),
            (VIEWS, 'def not_found(request, exception):\n    return redirect("index")'),
            Outcome(302, INDEX),
        ),
    ),
)
