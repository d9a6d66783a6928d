from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, get, post, refused, send, shown

PICTURES, VISITORS, HOOKS = "gallery/pictures.py", "gallery/visitors.py", "gallery/hooks.py"

APP = App(
    "starlette/gallery",
    "starlette",
    "gallery:app",
    (
        Scenario(
            "an upload to another host name",
            post("https://www.shop.example/upload", name="moon"),
            (HOOKS, "status_code=301"),
            Outcome(301, refused("GET", "/upload")),
            safe=Outcome(308, done("POST", "/upload", "hung moon")),
        ),
        Scenario(
            "a picture for the wrong address",
            post("/send", name="moon"),
            (PICTURES, "HTTP_302_FOUND"),
            Outcome(302, refused("GET", "/upload")),
            safe=Outcome(307, done("POST", "/upload", "hung moon")),
        ),
        Scenario(
            "a picture that is sent again",
            post("/put", name="moon"),
            (PICTURES, 'RedirectResponse("/wall")'),
            Outcome(307, refused("POST", "/wall", body=True)),
            safe=Outcome(303, shown("/pictures", "moon")),
        ),
        Scenario(
            "the pictures are deleted",
            send("DELETE", "/pictures"),
            (PICTURES, "Response(status_code=302"),
            Outcome(302, refused("DELETE", "/")),
            safe=Outcome(303, shown("/", "gallery")),
        ),
        Scenario(
            "a visitor who signs twice",
            post("/visitors/book", name="ada"),
            (VISITORS, 'RedirectResponse("/visitors/thanks")'),
            Outcome(307, refused("POST", "/visitors/thanks", body=True)),
            safe=Outcome(303, shown("/visitors/thanks", "thanks")),
        ),
        Scenario(
            "the wall",
            get("/wall"),
            (PICTURES, 'RedirectResponse(request.url_for("pictures"))'),
            Outcome(307, shown("/pictures")),
        ),
        Scenario(
            "a picture",
            post("/pictures", name="sun"),
            (PICTURES, "HTTP_303_SEE_OTHER"),
            Outcome(303, shown("/pictures", "sun")),
        ),
        Scenario(
            "an unknown page",
            post("/nowhere", x="1"),
            (HOOKS, 'RedirectResponse("/", status_code=303)'),
            Outcome(303, shown("/", "gallery")),
        ),
    ),
)
