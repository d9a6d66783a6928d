from __future__ import annotations

from tests.live.scenario import App, Landing, Outcome, Scenario, done, get, refused, send, shown

VIEWS, OLD = "tickets/views.py", "tickets/old.py"
NEW = send("POST", "/api/v2/tickets/", {"text": "broken"})

APP = App(
    "drf/tickets",
    "django",
    "tickets.settings",
    (
        Scenario(
            "a ticket is deleted",
            send("DELETE", "/api/v2/tickets/1/"),
            (VIEWS, 'redirect("ticket-list")'),
            Outcome(302, refused("DELETE", "/api/v2/tickets/")),
            Outcome(303, shown("/api/v2/tickets/")),
        ),
        Scenario(
            "a ticket is closed",
            send("POST", "/api/v2/tickets/1/close/", {"why": "done"}),
            (VIEWS, "HTTP_307_TEMPORARY_REDIRECT"),
            Outcome(307, refused("POST", "/api/v2/tickets/1/", body=True)),
            Outcome(303, shown("/api/v2/tickets/1/", "closed")),
        ),
        Scenario(
            "an error that looks like a redirect",
            send("POST", "/api/v2/tickets/1/merge/", {"into": "1"}),
            (VIEWS, '"not into itself"'),
            Outcome(303, Landing("POST", "/api/v2/tickets/1/merge/", 303, "not into itself", body=True)),
        ),
        Scenario(
            "an import by the first version",
            send("POST", "/api/v1/imports", {"text": "x"}),
            (OLD, "permanent=True"),
            Outcome(301, refused("GET", "/api/v2/imports")),
            safe=Outcome(308, done("POST", "/api/v2/imports", "imported")),
        ),
        Scenario(
            "a flag by the first version",
            send("POST", "/api/v1/notes/1/flag", {"why": "x"}),
            (OLD, 'redirect("note-flag"'),
            Outcome(302, refused("GET", "/notes/1/flag/")),
            safe=Outcome(307, done("POST", "/notes/1/flag/", "flagged x")),
        ),
        Scenario(
            "a mark by the first version",
            send("POST", "/api/v1/notes/1/mark", {"why": "x"}),
            (OLD, "status=308"),
            Outcome(308, done("POST", "/notes/1/flag/", "flagged x")),
        ),
        Scenario(
            "the reports by the first version",
            get("/api/v1/reports"),
            (OLD, '"/api/v2/reports"'),
            Outcome(301, shown("/api/v2/reports", "reports")),
        ),
        Scenario(
            "the newest ticket",
            get("/api/v2/tickets/latest/"),
            (VIEWS, 'redirect("ticket-detail"'),
            Outcome(302, shown("/api/v2/tickets/*/", "broken")),
            before=(NEW,),
        ),
        Scenario(
            "a ticket is opened again",
            send("POST", "/api/v2/tickets/1/reopen/", {"why": "no"}),
            (VIEWS, "Response(status=status.HTTP_303_SEE_OTHER"),
            Outcome(303, shown("/api/v2/tickets/1/", "open")),
        ),
    ),
)
