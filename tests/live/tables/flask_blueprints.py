from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, post, refused, send, shown

FORUM, THREADS, MEMBERS, ANSWERS = (f"board/{name}.py" for name in ("forum", "threads", "members", "answers"))

APP = App(
    "flask/blueprints",
    "flask",
    "board:create_app()",
    (
        Scenario(
            "a form with an old address",
            post("/forum/say", text="hi"),
            (FORUM, "code=FOR_GOOD"),
            Outcome(301, refused("GET", "/forum/threads/start")),
            safe=Outcome(308, done("POST", "/forum/threads/start", "started")),
        ),
        Scenario(
            "an answer that is sent again",
            post("/forum/threads/1/answer", text="!"),
            (THREADS, 'go_to(".show", number=number)'),
            Outcome(307, refused("POST", "/forum/threads/1", body=True)),
            Outcome(303, shown("/forum/threads/1", "!")),
        ),
        Scenario(
            "a like that is sent again",
            post("/forum/threads/1/like", on="1"),
            (THREADS, "number=number), REPEAT"),
            Outcome(307, refused("POST", "/forum/threads/1", body=True)),
            safe=Outcome(303, shown("/forum/threads/1", "hello")),
        ),
        Scenario(
            "a member is deleted",
            send("DELETE", "/members/ada"),
            (MEMBERS, 'redirect(url_for("members"))'),
            Outcome(302, refused("DELETE", "/members")),
            safe=Outcome(303, shown("/members")),
        ),
        Scenario(
            "an edit",
            post("/forum/threads/1/edit", text="hello"),
            (THREADS, 'go_to(".show", SEE_OTHER'),
            Outcome(303, shown("/forum/threads/1", "hello")),
        ),
        Scenario(
            "a thread is closed",
            post("/forum/threads/7/close", now="1"),
            (ANSWERS, 'redirect(url_for("forum.index"))'),
            Outcome(302, shown("/forum/", "forum")),
        ),
        Scenario(
            "a thread from the wrong form",
            post("/forum/threads/new", text="hi"),
            (THREADS, 'go_to(".start")'),
            Outcome(307, done("POST", "/forum/threads/start", "started")),
        ),
        Scenario(
            "a member is changed by POST",
            post("/members/bob", title="Builder"),
            (MEMBERS, 'redirect(url_for("member", name=name))'),
            Outcome(302, shown("/members/bob", "Builder")),
        ),
        Scenario(
            "a member is changed by PUT",
            post("/members/bob", title="Baron")._replace(method="PUT"),
            (MEMBERS, "code=303"),
            Outcome(303, shown("/members/bob", "Baron")),
        ),
    ),
)
