from __future__ import annotations

from tests.live.scenario import App, Ask, Outcome, Scenario, done, get, post, refused, send, shown

STAGE, TICKETS, API = "festival/stage/views.py", "festival/tickets/views.py", "festival/api/views.py"

APP = App(
    "django/festival",
    "django",
    "festival.settings",
    (
        Scenario(
            "an act by another address",
            post("/stage/acts/new/", name="jazz"),
            (STAGE, 'forward("main:add")'),
            Outcome(307, shown("/stage/", "lions, brass, jazz")),
        ),
        Scenario(
            "an act by an old form",
            post("/stage/acts/enter/", name="jazz"),
            ("festival/redirects.py", "redirect(to, *args, **kwargs)"),
            Outcome(302, refused("GET", "/stage/acts/add/")),
        ),
        Scenario(
            "an act is cancelled",
            post("/stage/acts/lions/cancel/", why="x"),
            (STAGE, 'acts.drop(act)\n    return forward("main:programme")'),
            Outcome(307, refused("POST", "/stage/", body=True)),
        ),
        Scenario(
            "an act is called off",
            post("/second/acts/lions/call-off/", why="x"),
            (STAGE, '"main:cancel", act'),
            Outcome(301, refused("GET", "/stage/acts/lions/cancel/")),
        ),
        Scenario(
            "what comes next",
            get("/stage/next/"),
            (STAGE, "permanent=True"),
            Outcome(301, shown("/stage/", "brass, jazz")),
            unsafe=Outcome(302, shown("/stage/", "brass, jazz")),
        ),
        Scenario(
            "a ticket",
            post("/tickets/", kind="day"),
            (TICKETS, 'forward("pay")'),
            Outcome(307, refused("POST", "/tickets/paid/", body=True)),
        ),
        Scenario(
            "a ticket is paid",
            post("/tickets/pay/", kind="day"),
            (TICKETS, 'forward("paid")'),
            Outcome(307, refused("POST", "/tickets/paid/", body=True)),
        ),
        Scenario(
            "no ticket",
            get("/tickets/mine/"),
            (TICKETS, "preserve_request=False"),
            Outcome(302, shown("/tickets/", "sold 2")),
        ),
        Scenario(
            "a refund",
            post("/tickets/refund/", kind="day"),
            (TICKETS, 'done("paid"), 303'),
            Outcome(500, done("POST", "/tickets/refund/", "", 500)),
            before=(post("/tickets/", kind="day"),),
        ),
        Scenario(
            "my day",
            get("/tickets/mine/"),
            (TICKETS, "permanent=True"),
            Outcome(301, shown("/stage/", "brass, jazz")),
            unsafe=Outcome(302, shown("/stage/", "brass, jazz")),
            before=(post("/tickets/", kind="day"),),
        ),
        Scenario(
            "an act is deleted",
            send("DELETE", "/api/acts/lions/"),
            (API, 'acts.drop(pk)\n        return HttpResponseRedirect(reverse("act-list"))'),
            Outcome(302, refused("DELETE", "/api/acts/")),
            safe=Outcome(303, shown("/api/acts/")),
        ),
        Scenario(
            "an act is renamed",
            send("POST", "/api/acts/lions/rename/", {"name": "tigers"}),
            (API, 'reverse("act-list"), status=303'),
            Outcome(303, shown("/api/acts/")),
        ),
        Scenario(
            "acts are swapped",
            post("/api/acts/lions/swap/", why="x"),
            (API, "status=307"),
            Outcome(307, refused("POST", "/api/slots/", body=True)),
            safe=Outcome(303, shown("/api/slots/")),
        ),
        Scenario(
            "a slot that is taken",
            Ask("PUT", "/api/slots/1/", form={"a": "b"}),
            (API, '"taken"}, status=303'),
            Outcome(303, done("PUT", "/api/slots/1/", "", 303)),
        ),
    ),
)
