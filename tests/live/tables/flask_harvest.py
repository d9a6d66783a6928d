from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, post, refused, shown

VIEWS, PATHS, HOUSE = "harvest/views.py", "harvest/paths.py", "harvest/house.py"
SEEN = shown("/", "barley")
REFUSED = Outcome(307, refused("POST", "/", body=True))


def sent(path: str, site: tuple[str, str], status: int, unsafe: int | None = None) -> Scenario:
    """A crop that is sent to a path; the site decides the status."""
    now = Outcome(status, SEEN) if status != 307 else REFUSED
    fixed = Outcome(unsafe, SEEN) if unsafe else None
    return Scenario(f"{path}: {status}", post(path, crop="barley"), site, now, unsafe=fixed)


APP = App(
    "flask/harvest",
    "flask",
    "harvest.app:app",
    (
        sent("/sow", (PATHS, "leave(url_for(endpoint, **values))"), 302),
        sent("/plough", (PATHS, "AGAIN)"), 307, 303),
        sent("/reap", (VIEWS, 'fields.to("index", 307)'), 307, 303),
        sent("/mow", (VIEWS, 'fields.to("index")'), 302),
        sent("/sell", (VIEWS, 'Kept.to("fields.index")'), 307),
        sent("/buy", (VIEWS, 'return Answers.to("fields.index")'), 303),
        sent("/store", (HOUSE, "url_for(endpoint), 303)"), 303),
        sent("/weed", (VIEWS, "return self.done()  # expect"), 307),
    ),
)
