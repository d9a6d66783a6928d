"""Werkzeug 2.0–3.1, what Flask and Quart share, and Python's own names of statuses."""

from lint307.frameworks.spec import (
    Abort,
    At,
    Constants,
    ErrorClass,
    Framework,
    RedirectCall,
    ResponseClass,
    RouteDecorator,
    Since,
)

ROUTE_METHODS = At(None, "methods")
GET_HEAD = frozenset({"GET", "HEAD"})
ROUTES = (
    RouteDecorator("route", At(0, "rule"), ROUTE_METHODS, default=GET_HEAD, name="endpoint"),
    RouteDecorator("get", At(0, "rule"), fixed=GET_HEAD, name="endpoint"),
    *(
        RouteDecorator(m.lower(), At(0, "rule"), fixed=frozenset({m}), name="endpoint")
        for m in ("POST", "PUT", "PATCH", "DELETE")
    ),
)

WERKZEUG = Framework(
    name="werkzeug",
    packages=("werkzeug",),
    redirects=(
        RedirectCall(
            ("werkzeug.utils.redirect",), At(0, "location"), At(1, "code"),
            Since("werkzeug", (("0", 302), ("3.2", 303))), string_status=True, none_sends=200,
        ),
    ),
    responses=(
        ResponseClass(
            ("werkzeug.Response", "werkzeug.wrappers.Response", "werkzeug.wrappers.response.Response"),
            At(1, "status"), At(2, "headers"), string_status=True, refused=("location", "status_code", "code"),
        ),
    ),
    errors=(
        ErrorClass(("werkzeug.exceptions.HTTPException",), None, response=At(1, "response")),
        ErrorClass(
            ("werkzeug.routing.RequestRedirect", "werkzeug.routing.exceptions.RequestRedirect"), None,
            url=At(0, "new_url"), default=308,
        ),
    ),
    aborts=(Abort(("werkzeug.exceptions.abort",)),),
    constants=(
        Constants("http.HTTPStatus", "enum"), Constants("http.client", "enum"),
        Constants("requests.codes", "lower"), Constants("requests.status_codes.codes", "lower"),
        Constants("httpx.codes", "enum"),
    ),
    requests=("werkzeug.wrappers.Request", "werkzeug.Request"),
    tuple_status=True,
    status_fields=frozenset({"status_code", "status"}),
    location_fields=frozenset({"location"}),
)  # fmt: skip
