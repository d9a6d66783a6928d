from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, get, post, refused, send, shown

LOANS, REPAIRS = "workshop/tools/loans.py", "workshop/tools/repairs.py"

APP = App(
    "ninja/workshop",
    "django",
    "workshop.settings",
    (
        Scenario(
            "too many slashes",
            post("/api/repairs/queue//?tool=axe", a="b"),
            ("workshop/common/middleware.py", 'rstrip("/")'),
            Outcome(302, shown("/api/repairs/queue")),
            safe=Outcome(307, done("POST", "/api/repairs/queue", "", 422)),
        ),
        Scenario(
            "a loan",
            send("POST", "/api/loans", {"tool": "axe", "to": "bob"}),
            (LOANS, 'return look_at("loans")'),
            Outcome(303, shown("/api/loans")),
        ),
        Scenario(
            "a loan by a form",
            post("/api/loans/form", tool="axe", to="bob"),
            (LOANS, 'TempRedirect("/api/loans")'),
            Outcome(307, done("POST", "/api/loans", "", 400)),
            unsafe=Outcome(303, shown("/api/loans")),
        ),
        Scenario(
            "something is borrowed",
            post("/api/loans/borrow", tool="axe", to="bob"),
            (LOANS, "status=302"),
            Outcome(302, refused("GET", "/api/loans/form")),
            safe=Outcome(307, done("POST", "/api/loans", "", 400)),
            unsafe=Outcome(307, shown("/api/loans")),
        ),
        Scenario(
            "a tool comes back",
            send("DELETE", "/api/loans/saw"),
            (LOANS, 'HttpResponseRedirect("/api/loans")'),
            Outcome(302, refused("DELETE", "/api/loans")),
            safe=Outcome(303, shown("/api/loans")),
        ),
        Scenario(
            "a tool that is not lent",
            post("/api/loans/rope/hold", a="b"),
            (LOANS, "HttpError(303"),
            Outcome(303, done("POST", "/api/loans/rope/hold", "", 303)),
        ),
        Scenario(
            "a question",
            post("/api/loans/saw/ask", a="b"),
            (LOANS, "return 302, None"),
            Outcome(302, shown("/api/loans")),
        ),
        Scenario(
            "a repair",
            post("/api/repairs/queue?tool=axe", a="b"),
            (REPAIRS, 'QUEUE.append(tool)\n    return redirect("workshop:queue")'),
            Outcome(302, shown("/api/repairs/queue")),
        ),
        Scenario(
            "a hammer",
            post("/api/repairs/queue?tool=hammer", a="b"),
            ("workshop/common/trouble.py", 'HttpResponseRedirect("/")'),
            Outcome(302, shown("/", "the bench")),
        ),
        Scenario(
            "a repair comes first",
            send("PATCH", "/api/repairs/queue/axe"),
            (REPAIRS, "permanent=True"),
            Outcome(301, refused("PATCH", "/api/repairs/queue")),
            safe=Outcome(303, shown("/api/repairs/queue")),
        ),
        Scenario(
            "repairs are cleared",
            post("/api/repairs/clear-queue?tool=x", a="b"),
            (REPAIRS, "preserve_request=True"),
            Outcome(307, done("POST", "/api/repairs/queue", "", 422)),
            unsafe=Outcome(303, shown("/api/repairs/queue")),
        ),
        Scenario(
            "a repair is done",
            get("/api/repairs/done/axe"),
            (REPAIRS, "return 303, None"),
            Outcome(303, shown("/api/repairs/done/axe", status=303)),
        ),
    ),
)
