"""Starlette 0.14–1.10."""

from lint307.frameworks.spec import (
    At,
    Constants,
    ErrorClass,
    Framework,
    Hook,
    RedirectCall,
    ResponseClass,
    RouteCall,
    RouteDecorator,
    Since,
    ViewClass,
)

BODIES = (
    "Response",
    "JSONResponse",
    "HTMLResponse",
    "PlainTextResponse",
    "StreamingResponse",
    "FileResponse",
    "ORJSONResponse",
    "UJSONResponse",
)
METHODS = At(None, "methods")
GET_HEAD = frozenset({"GET", "HEAD"})

STARLETTE = Framework(
    name="starlette",
    packages=("starlette",),
    redirects=(
        RedirectCall(
            ("starlette.responses.RedirectResponse", "fastapi.responses.RedirectResponse"),
            At(0, "url"), At(1, "status_code"), Since("starlette", (("0", 302), ("0.12.2", 307))), is_class=True,
        ),
    ),
    responses=(
        ResponseClass(
            (*(f"{m}.responses.{name}" for m in ("starlette", "fastapi") for name in BODIES), "fastapi.Response"),
            At(1, "status_code"), At(2, "headers"), refused=("status", "code"),
        ),
        ResponseClass(
            ("starlette.templating.Jinja2Templates.TemplateResponse",), At(3, "status_code"), At(None, "headers"),
        ),
    ),
    errors=(
        ErrorClass(
            ("starlette.exceptions.HTTPException", "fastapi.HTTPException", "fastapi.exceptions.HTTPException"),
            At(0, "status_code"), At(2, "headers"),
        ),
    ),
    constants=(Constants("starlette.status", "prefixed"), Constants("fastapi.status", "prefixed")),
    apps=("starlette.applications.Starlette", "starlette.routing.Router"),
    routes=(
        RouteDecorator("route", At(0, "path"), METHODS, default=GET_HEAD, name="name"),
    ),
    route_calls=(
        RouteCall(
            ("starlette.routing.Route",), At(0, "path"), At(1, "endpoint"), METHODS, GET_HEAD, At(None, "name"),
            is_attribute=False,
        ),
        RouteCall(("add_route",), At(0, "path"), At(1, "route"), At(2, "methods"), GET_HEAD, At(3, "name")),
    ),
    hooks=(
        Hook("middleware", "hook"), Hook("exception_handler", "handler"), Hook("add_exception_handler", "handler", 1),
    ),
    views=(ViewClass(("starlette.endpoints.HTTPEndpoint",)),),
    requests=("starlette.requests.Request", "fastapi.Request", "fastapi.requests.Request"),
    status_fields=frozenset({"status_code"}),
)  # fmt: skip
