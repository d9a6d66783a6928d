from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, get, post, refused, send, shown

OLD, NEW = "moves/old.py", "moves/new.py"

APP = App(
    "fastapi/moves",
    "fastapi",
    "moves:app",
    (
        Scenario(
            "a job by the first version",
            post("/api/v1/jobs", name="sum"),
            (OLD, 'f"{NEW}/jobs", status_code=302'),
            Outcome(302, refused("GET", "/api/v2/jobs")),
            unsafe=Outcome(308, done("POST", "/api/v2/jobs", "started sum")),
        ),
        Scenario(
            "a result by the first version",
            post("/api/v1/results", name="sum"),
            (OLD, "301)"),
            Outcome(301, refused("GET", "/api/v2/results")),
            safe=Outcome(308, shown("/api/v2/state", "jobs")),
        ),
        Scenario(
            "a job for the mounted application",
            post("/pong", name="sum"),
            (OLD, '"/admin/jobs", status_code=302'),
            Outcome(302, refused("GET", "/admin/jobs")),
            safe=Outcome(307, done("POST", "/admin/jobs", "by hand")),
        ),
        Scenario(
            "a result that is sent again",
            post("/api/v2/results", name="sum"),
            (NEW, 'RedirectResponse("/api/v2/state")'),
            Outcome(307, refused("POST", "/api/v2/state", body=True)),
            safe=Outcome(303, shown("/api/v2/state", "jobs")),
        ),
        Scenario(
            "a job is stopped",
            send("DELETE", "/api/v1/jobs/1"),
            (OLD, "status_code=308"),
            Outcome(308, done("DELETE", "/api/v2/jobs/1", "stopped 1", body=False)),
        ),
        Scenario(
            "a ping",
            get("/ping"),
            (OLD, '"/api/v2/state", status_code=302'),
            Outcome(302, shown("/api/v2/state", "jobs")),
        ),
    ),
)
