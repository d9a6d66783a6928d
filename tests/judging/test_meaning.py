"""What a redirect means, for how long and by which proof: one short handler for each step."""

from __future__ import annotations

import pytest

from lint307.judging.vocabulary import words
from tests.inline import FLASK, judgement_of

LOOK, REPEAT, NAVIGATE, UNDECIDED = "look", "repeat", "navigate", "undecided"
GET_ONLY = '@app.get("/done")\ndef done(): return "done"\n'
POST_ONLY = '@app.post("/v2/send")\ndef send(): return "sent"\n'
MEANINGS = {
    "only GET": ('@app.get("/x")\ndef x():\n    return redirect("/y")', NAVIGATE, "proof"),
    "the destination refuses the method": (
        GET_ONLY + '@app.post("/x")\ndef x():\n    return redirect(url_for("done"))',
        LOOK,
        "proof",
    ),
    "the destination refuses GET": (
        POST_ONLY + '@app.post("/send")\ndef x():\n    return redirect(url_for("send"))',
        REPEAT,
        "proof",
    ),
    "a reload": ('@app.post("/x")\ndef x():\n    return redirect(request.url)', LOOK, "proof"),
    "a hook that rewrites the URL": (
        "@app.before_request\ndef x():\n    if not request.is_secure:\n"
        '        return redirect(request.url.replace("http://", "https://", 1))',
        REPEAT,
        "proof",
    ),
    "a deed": ('@app.post("/x")\ndef x():\n    db.session.commit()\n    return redirect("/y")', LOOK, "strong"),
    "a refusal": (
        '@app.post("/x")\ndef x():\n    if not current_user.is_authenticated:\n        return redirect("/y")',
        LOOK,
        "strong",
    ),
    "a caught exception": (
        '@app.post("/x")\ndef x():\n    try:\n        y()\n    except KeyError:\n        return redirect("/y")',
        LOOK,
        "strong",
    ),
    "a login page": ('@app.post("/x")\ndef x():\n    return redirect("/login")', LOOK, "strong"),
    "a moved route": ('@app.post("/v1/send")\ndef x():\n    return redirect("/v2/send")', REPEAT, "strong"),
    "nothing to go by": ('@app.post("/x")\ndef x():\n    return redirect("/y")', UNDECIDED, "none"),
    "logging is no deed": (
        '@app.post("/x")\ndef x():\n    logger.info("moved")\n    return redirect("/y")',
        UNDECIDED,
        "none",
    ),
    "a flash in a thin handler is no deed": (
        '@app.post("/v1/send")\ndef x():\n    flash("please use the new one")\n    return redirect("/v2/send", 308)',
        REPEAT,
        "strong",
    ),
}


@pytest.mark.parametrize(("text", "meaning", "certainty"), MEANINGS.values(), ids=MEANINGS)
def test_meaning(text: str, meaning: str, certainty: str) -> None:
    judged = judgement_of(FLASK + text)
    assert (judged.meaning, judged.certainty) == (meaning, certainty)
    assert judged.witnesses, "a judgement shows its evidence"


DURATIONS = {
    "nothing to go by": ('return redirect("/y")', "unknown"),
    "a comment": ('# this page has moved\n    return redirect("/y")', "permanent"),
    "a docstring": ('"""Kept for old links."""\n    return redirect("/y")', "permanent"),
    "a comment that says the contrary": ('# moved for now\n    return redirect("/y")', "temporary"),
    "the session": ('return redirect(session["page"])', "temporary"),
    "a query": ('return redirect(request.args["next"])', "temporary"),
    "chance": ('return redirect(random.choice(pages))', "temporary"),
    "the user": ('return redirect(f"/users/{current_user.name}")', "temporary"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "duration"), DURATIONS.values(), ids=DURATIONS)
def test_duration(body: str, duration: str) -> None:
    judged = judgement_of(f'{FLASK}@app.get("/x")\ndef x():\n    {body}')
    assert judged.duration == duration


def test_words() -> None:
    assert words("loginRequired") == {"login", "required", "loginrequired"}
    assert words("login_required") == {"login", "required", "login_required"}
    assert words("HTTPServer2") == {"http", "server", "2", "httpserver2"}
