from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, get, post, refused, send, shown

FORMS, RULES, OWN = (f"site_of_methods/{name}.py" for name in ("forms", "rules", "own"))
INDEX = shown("/", "index hi")

APP = App(
    "flask/methods",
    "flask",
    "site_of_methods:app",
    (
        Scenario(
            "after an early return",
            post("/early", text="hi"),
            (FORMS, 'session["text"] = request.form["text"]\n    return redirect(url_for(".index"), code=307)'),
            Outcome(307, refused("POST", "/", body=True)),
            safe=Outcome(303, INDEX),
        ),
        Scenario(
            "the early return",
            get("/early"),
            (FORMS, '"POST":\n        return redirect(url_for(".index"), code=307)'),
            Outcome(307, shown("/", "index")),
        ),
        Scenario(
            "a case of POST",
            post("/match", text="hi"),
            (FORMS, 'request.form["text"]\n            return redirect(url_for(".index"), code=303)'),
            Outcome(303, INDEX),
        ),
        Scenario(
            "a case of anything",
            get("/match"),
            (FORMS, 'case _:\n            return redirect(url_for(".index"), code=307)'),
            Outcome(307, shown("/", "index")),
        ),
        Scenario(
            "a method in lower case",
            post("/lower", text="hi"),
            (FORMS, 'redirect(url_for(".keep"))'),
            Outcome(302, refused("GET", "/keep")),
            safe=Outcome(307, done("POST", "/keep", "kept hi")),
        ),
        Scenario(
            "a helper after a form",
            post("/shared", text="hi"),
            (FORMS, 'redirect(url_for("forms.index"))'),
            Outcome(302, INDEX),
        ),
        Scenario(
            "a helper of a page",
            get("/shared-page"),
            (FORMS, 'redirect(url_for("forms.index"))'),
            Outcome(302, shown("/", "index")),
        ),
        Scenario(
            "keyword arguments in a dict",
            post("/packed", text="hi"),
            (FORMS, "**options"),
            Outcome(303, INDEX),
        ),
        Scenario(
            "a redirect in a variable",
            post("/kept", text="hi"),
            (FORMS, '        answer = redirect(url_for(".index"), 303)'),
            Outcome(303, INDEX),
        ),
        Scenario(
            "a redirect in a variable that stays",
            post("/kept", other="hi"),
            (FORMS, 'answer = redirect(url_for(".index"), 307)'),
            Outcome(307, refused("POST", "/", body=True)),
            safe=Outcome(303, shown("/", "index")),
        ),
        Scenario(
            "a mistake in a form",
            post("/tried", number="x"),
            (FORMS, "code=308"),
            Outcome(308, refused("POST", "/", body=True)),
            safe=Outcome(303, shown("/", "index")),
        ),
        Scenario(
            "a form without a mistake",
            post("/tried", number="1"),
            (FORMS, 'else:\n        return redirect(url_for(".index"), code=303)'),
            Outcome(303, shown("/", "index")),
        ),
        Scenario(
            "a box",
            post("/box", text="hi"),
            (RULES, 'redirect("/box", code=303)'),
            Outcome(303, shown("/box", "box hi")),
        ),
        Scenario(
            "a letter",
            post("/letter", text="hi"),
            (RULES, 'redirect("/keep")'),
            Outcome(302, refused("GET", "/keep")),
            safe=Outcome(307, done("POST", "/keep", "kept hi")),
        ),
        Scenario(
            "a function of the same name",
            post("/stamp", text="hi"),
            (RULES, 'own_redirect("/box")'),
            Outcome(303, shown("/box", "box")),
        ),
        Scenario(
            "a deletion",
            send("DELETE", "/pack"),
            (RULES, 'None\n    return redirect("/box")'),
            Outcome(302, refused("DELETE", "/box")),
            safe=Outcome(303, shown("/box", "box")),
        ),
    ),
)
