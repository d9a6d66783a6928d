"""Django Ninja 1.x: Django's responses behind FastAPI's decorators."""

from lint307.frameworks.spec import At, ErrorClass, Framework, ResponseClass, RouteDecorator

NINJA = Framework(
    name="ninja",
    packages=("ninja", "ninja_extra"),
    responses=(ResponseClass(("ninja.NinjaAPI.create_response",), At(None, "status")),),
    errors=(ErrorClass(("ninja.errors.HttpError",), At(0, "status_code")),),
    apps=("ninja.NinjaAPI", "ninja.Router", "ninja.main.NinjaAPI", "ninja.router.Router", "ninja_extra.NinjaExtraAPI"),
    routes=(
        *(
            RouteDecorator(m.lower(), At(0, "path"), fixed=frozenset({m}), name="url_name")
            for m in ("GET", "POST", "PUT", "PATCH", "DELETE")
        ),
        RouteDecorator("api_operation", At(1, "path"), At(0, "methods"), name="url_name"),
    ),
)
