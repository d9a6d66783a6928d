from __future__ import annotations

from tests.live.scenario import App, Landing, Outcome, Scenario, post, refused, send, shown

JOBS, LOGIN = "apps/driver/web/jobs.py", "apps/driver/web/login.py"

APP = App(
    "flask/fleet",
    "flask",
    "driver:app",
    (
        Scenario(
            "a stranger",
            post("/jobs/1/done", text="x"),
            (LOGIN, '"login.form"), code=303'),
            Outcome(303, shown("/login", "which driver?")),
        ),
        Scenario(
            "a wrong password",
            post("/login", driver="ada", password="no"),
            (LOGIN, "code=307"),
            Outcome(307, Landing("POST", "/login", 0, body=True)),
            unsafe=Outcome(303, shown("/login", "which driver?")),
        ),
        Scenario(
            "a driver leaves",
            post("/logout", now="1"),
            (LOGIN, "code=301"),
            Outcome(301, shown("/login", "which driver?")),
            unsafe=Outcome(303, shown("/login", "which driver?")),
        ),
        Scenario(
            "a job is done",
            post("/jobs/1/done", text="x"),
            ("shared/src/fleet_shared/answers.py", "HTTPStatus.SEE_OTHER)"),
            Outcome(303, shown("/")),
            before=(post("/login", driver="ada", password="wheels"),),
        ),
        Scenario(
            "a job that is not there is refused",
            send("DELETE", "/jobs/9"),
            (JOBS, 'raise GoTo(url_for("jobs.index"))'),
            Outcome(302, refused("DELETE", "/")),
            safe=Outcome(303, shown("/")),
            before=(post("/login", driver="ada", password="wheels"),),
        ),
        Scenario(
            "an old phone",
            post("/jobs/1/finish", text="x"),
            (JOBS, "number=number), permanent=True)"),
            Outcome(301, refused("GET", "/jobs/1/done")),
            before=(post("/login", driver="ada", password="wheels"),),
        ),
        Scenario(
            "a new phone",
            post("/jobs/1/complete", text="x"),
            (JOBS, "permanent=True, keep=True"),
            Outcome(308, shown("/")),
            before=(post("/login", driver="ada", password="wheels"),),
        ),
        Scenario(
            "a photo",
            post("/jobs/1/photo", photo="x"),
            (JOBS, '"/orders", keep=True'),
            Outcome(307, refused("POST", "/orders", body=True)),
            before=(post("/login", driver="ada", password="wheels"),),
        ),
        Scenario(
            "a job is refused",
            send("DELETE", "/jobs/1"),
            (JOBS, '"jobs.index"), 303'),
            Outcome(303, shown("/")),
            before=(post("/login", driver="ada", password="wheels"),),
        ),
    ),
)
