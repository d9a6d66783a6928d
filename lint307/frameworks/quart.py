"""Quart 0.18–0.22: Flask's shapes, with a `redirect` of its own."""

from dataclasses import replace

from lint307.frameworks.flask import FLASK
from lint307.frameworks.spec import Abort, At, MakeResponse, Passing, RedirectCall, ResponseClass, ViewClass

QUART = replace(
    FLASK,
    name="quart",
    packages=("quart",),
    redirects=(
        RedirectCall(
            ("quart.redirect", "quart.helpers.redirect", "quart.current_app.redirect"),
            At(0, "location"), At(1, "code"), 302, string_status=True, none_sends=200,
        ),
    ),
    responses=(
        ResponseClass(
            ("quart.Response", "quart.wrappers.Response"), At(1, "status"), At(2, "headers"), string_status=True,
            refused=("location", "status_code", "code"),
        ),
        ResponseClass(("quart.jsonify", "quart.json.jsonify"), At()),
    ),
    aborts=(Abort(("quart.abort",)),),
    make_responses=(MakeResponse(("quart.make_response", "quart.helpers.make_response")),),
    passing=(Passing(("quart.make_response",)),),
    apps=("quart.Quart", "quart.app.Quart", "quart.Blueprint", "quart.blueprints.Blueprint"),
    views=(ViewClass(("quart.views.MethodView",)),),
    requests=("quart.request",),
)  # fmt: skip
