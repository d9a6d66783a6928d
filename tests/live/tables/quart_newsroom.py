from __future__ import annotations

from tests.live.scenario import App, Ask, Outcome, Scenario, done, get, post, refused, send, shown

DRAFTS, ARCHIVE, WIRE = "src/newsroom/desks/drafts.py", "src/newsroom/desks/archive.py", "src/newsroom/desks/wire.py"

APP = App(
    "quart/newsroom",
    "quart",
    "asgi:app",
    (
        Scenario(
            "a draft on the other host",
            post("https://www.shop.example/drafts/", title="a", text="b"),
            ("src/newsroom/gate.py", "code=301"),
            Outcome(301, shown("/drafts/")),
            safe=Outcome(308, shown("/drafts/")),
        ),
        Scenario(
            "a draft",
            post("/drafts/", title="a", text="b"),
            (DRAFTS, 'return await go("drafts.index")'),
            Outcome(303, shown("/drafts/")),
        ),
        Scenario(
            "a draft is published",
            post("/drafts/publish", title="a"),
            (DRAFTS, "status=307"),
            Outcome(307, refused("POST", "/archive/", body=True)),
            safe=Outcome(303, shown("/archive/", "archive")),
            before=(post("/drafts/", title="a", text="b"),),
        ),
        Scenario(
            "a draft that is not there",
            post("/drafts/publish", title="z"),
            ("src/newsroom/gate.py", '"archive.index")), 303'),
            Outcome(303, shown("/archive/", "archive")),
        ),
        Scenario(
            "a draft is printed",
            post("/drafts/print", title="a"),
            (DRAFTS, '"drafts.publish", 302'),
            Outcome(302, refused("GET", "/drafts/publish")),
            safe=Outcome(307, shown("/archive/", "archive")),
            before=(post("/drafts/", title="a", text="b"),),
        ),
        Scenario(
            "a draft is sent",
            post("/drafts/send", title="a"),
            (DRAFTS, '"drafts.publish", 307'),
            Outcome(307, refused("POST", "/archive/", body=True)),
            safe=Outcome(307, shown("/archive/", "archive")),
            before=(post("/drafts/", title="a", text="b"),),
        ),
        Scenario(
            "a draft is dropped",
            send("DELETE", "/drafts/a"),
            (DRAFTS, '"dropped", "drafts.index"'),
            Outcome(302, refused("DELETE", "/drafts/")),
            safe=Outcome(303, shown("/drafts/")),
            before=(post("/drafts/", title="a", text="b"),),
        ),
        Scenario(
            "a shared draft",
            post("/drafts/shared", text="b"),
            (DRAFTS, '"shared", "drafts.index"'),
            Outcome(302, shown("/drafts/")),
        ),
        Scenario(
            "a search",
            post("/archive/search", q="rain"),
            (ARCHIVE, 'q=form["q"]'),
            Outcome(302, shown("/archive/search", "results for rain")),
        ),
        Scenario(
            "the old archive",
            get("/archive/old"),
            (ARCHIVE, 'moved: this address stays for links.\n    return redirect(url_for("archive.index"))'),
            Outcome(302, shown("/archive/", "archive")),
            unsafe=Outcome(308, shown("/archive/", "archive")),
        ),
        Scenario(
            "an order",
            post("/archive/order", copies="1"),
            (ARCHIVE, "    abort(302)"),
            Outcome(500, done("POST", "/archive/order", "", 500)),
        ),
        Scenario(
            "an empty order",
            post("/archive/order", text="1"),
            (ARCHIVE, 'abort(redirect(url_for("archive.index"), 303))'),
            Outcome(303, shown("/archive/", "archive")),
        ),
        Scenario(
            "a correction",
            post("/archive/correct", text="1"),
            (ARCHIVE, '"", 303'),
            Outcome(303, done("POST", "/archive/correct", "", 303)),
        ),
        Scenario(
            "the wire is put",
            Ask("PUT", "/wire", form={"text": "x"}),
            (WIRE, "308)"),
            Outcome(308, refused("PUT", "/drafts/", body=True)),
            safe=Outcome(303, shown("/drafts/")),
        ),
    ),
)
