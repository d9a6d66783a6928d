"""Flask 2.0–3.1 and the extensions whose calls redirect or abort."""

from lint307.frameworks.spec import (
    Abort,
    At,
    Framework,
    Hook,
    MakeResponse,
    Passing,
    RedirectCall,
    ResponseClass,
    RouteCall,
    Since,
    ViewClass,
)
from lint307.frameworks.werkzeug import GET_HEAD, ROUTE_METHODS, ROUTES

APPS = (
    "flask.Flask", "flask.app.Flask", "flask.Blueprint", "flask.blueprints.Blueprint",
    "apiflask.APIFlask", "apiflask.APIBlueprint", "flask_smorest.Blueprint",
    "flask_openapi3.OpenAPI", "flask_openapi3.APIBlueprint", "connexion.FlaskApp",
    "flask_restx.Api", "flask_restx.Namespace", "flask_restful.Api",
)  # fmt: skip

FLASK = Framework(
    name="flask",
    packages=("flask",),
    redirects=(
        RedirectCall(
            ("flask.redirect", "flask.helpers.redirect", "flask.current_app.redirect"),
            At(0, "location"), At(1, "code"), Since("flask", (("0", 302), ("3.2", 303))),
            string_status=True, none_sends=200,
        ),
    ),
    responses=(
        ResponseClass(
            ("flask.Response", "flask.wrappers.Response"), At(1, "status"), At(2, "headers"), string_status=True,
            refused=("location", "status_code", "code"),
        ),
        ResponseClass(("flask.jsonify", "flask.json.jsonify"), At()),
    ),
    aborts=(
        Abort(
            (
                "flask.abort", "flask.current_app.aborter", "flask_restful.abort", "flask_restx.abort",
                "apiflask.abort", "flask_smorest.abort",
            )
        ),
    ),
    make_responses=(
        MakeResponse(("flask.make_response", "flask.helpers.make_response", "flask.current_app.make_response")),
    ),
    passing=(Passing(("flask.make_response",)),),
    apps=APPS,
    routes=ROUTES,
    route_calls=(
        RouteCall(("add_url_rule",), At(0, "rule"), At(2, "view_func"), ROUTE_METHODS, GET_HEAD, At(1, "endpoint")),
        RouteCall(("add_resource",), At(1, None), At(0, None), ROUTE_METHODS, None, At(None, "endpoint")),
    ),
    hooks=(
        Hook("before_request", "hook", 0), Hook("before_app_request", "hook", 0),
        Hook("errorhandler", "handler"), Hook("app_errorhandler", "handler"),
        Hook("register_error_handler", "handler", 1),
        Hook("unauthorized_handler", "guard", 0), Hook("needs_refresh_handler", "guard", 0),
        Hook("after_request", "after", 0),
    ),
    views=(
        ViewClass(
            (
                "flask.views.MethodView", "apiflask.views.MethodView",
                "flask_restful.Resource", "flask_restx.Resource",
            )
        ),
    ),
    requests=("flask.request", "flask.globals.request"),
    tuple_status=True,
    status_fields=frozenset({"status_code", "status"}),
    location_fields=frozenset({"location"}),
)  # fmt: skip
