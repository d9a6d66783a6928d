from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, post, shown

SITE, GUARDS = "reader.py", "guards.py"
SIGN_IN = post("/sign-in", name="ada")

APP = App(
    "flask/hooks",
    "flask",
    "reader:app",
    (
        Scenario(
            "a slash too many",
            post("/api/v2/books/", number="2", title="Ulysses"),
            (SITE, "code=301"),
            Outcome(301, shown("/api/v2/books", "Emma")),
            safe=Outcome(308, done("POST", "/api/v2/books", "kept Ulysses")),
        ),
        Scenario(
            "a book by the first version",
            post("/api/v1/books", number="3", title="Momo"),
            (SITE, "code=308"),
            Outcome(308, done("POST", "/api/v2/books", "kept Momo")),
        ),
        Scenario(
            "an unknown page",
            post("/nowhere", x="1"),
            (SITE, 'redirect(url_for("index"))'),
            Outcome(302, shown("/", "index")),
        ),
        Scenario(
            "a guard in a decorator",
            post("/shelf", number="1"),
            (GUARDS, 'redirect(url_for("sign_in"))'),
            Outcome(302, shown("/sign-in", "sign in")),
        ),
        Scenario(
            "a status that is set afterwards",
            post("/shelf", number="1"),
            (SITE, 'response = redirect(url_for("shelf"))'),
            Outcome(303, shown("/shelf", "shelf 1")),
            before=(SIGN_IN,),
        ),
        Scenario(
            "a sign-in",
            SIGN_IN,
            (SITE, 'return redirect(url_for("shelf"))'),
            Outcome(302, shown("/shelf", "shelf")),
        ),
    ),
)
