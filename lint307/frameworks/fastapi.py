"""FastAPI 0.68–0.165: Starlette's responses; a decorator's status and response class count for returned data only."""

from dataclasses import replace

from lint307.frameworks.spec import At, Framework, RouteCall, RouteDecorator
from lint307.frameworks.starlette import METHODS, STARLETTE

GET = frozenset({"GET"})
FASTAPI: Framework = replace(
    STARLETTE,
    name="fastapi",
    packages=("fastapi",),
    redirects=(),
    responses=(),
    errors=(),
    constants=(),
    apps=("fastapi.FastAPI", "fastapi.applications.FastAPI", "fastapi.APIRouter", "fastapi.routing.APIRouter"),
    routes=(
        *(
            RouteDecorator(m.lower(), At(0, "path"), fixed=frozenset({m}), name="name")
            for m in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
        ),
        RouteDecorator("trace", At(0, "path"), fixed=frozenset({"OTHER"}), name="name"),
        RouteDecorator("api_route", At(0, "path"), METHODS, default=GET, name="name"),
        RouteDecorator("route", At(0, "path"), METHODS, default=frozenset({"GET", "HEAD"}), name="name"),
    ),
    route_calls=(
        RouteCall(("add_api_route",), At(0, "path"), At(1, "endpoint"), METHODS, GET, At(None, "name")),
        RouteCall(
            ("fastapi.routing.APIRoute",), At(0, "path"), At(1, "endpoint"), METHODS, GET, At(None, "name"),
            is_attribute=False,
        ),
    ),
)  # fmt: skip
