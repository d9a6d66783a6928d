from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, post, send, shown

APP = App(
    "flask/later",
    "flask",
    "app:app",
    (
        Scenario(
            "an item is deleted",
            send("DELETE", "/items/9"),
            ("app.py", 'pop(number, None)\n    return redirect(url_for("items"))'),
            Outcome(303, shown("/items", "tea")),
            reads=(None,),
        ),
        Scenario(
            "an item is replaced",
            post("/items/1", name="tea")._replace(method="PUT"),
            ("app.py", '"name"]\n    return redirect(url_for("items"))'),
            Outcome(303, shown("/items", "tea")),
            reads=(None,),
        ),
    ),
)
