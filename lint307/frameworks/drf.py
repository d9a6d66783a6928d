"""Django REST framework 3.14–3.18."""

from lint307.frameworks.spec import At, Constants, Framework, MethodGuard, ResponseClass, ViewClass

GET = frozenset({"GET"})
# The methods that a router maps to a view set's actions.
ACTIONS = {
    "list": GET, "retrieve": GET, "create": frozenset({"POST"}), "update": frozenset({"PUT"}),
    "partial_update": frozenset({"PATCH"}), "destroy": frozenset({"DELETE"}), "perform_create": frozenset({"POST"}),
    "perform_update": frozenset({"PUT", "PATCH"}), "perform_destroy": frozenset({"DELETE"}),
}  # fmt: skip
# The routers, and what a heir of theirs changes when it maps methods to actions in its own way.
ROUTERS = tuple(f"rest_framework.routers.{name}" for name in ("BaseRouter", "SimpleRouter", "DefaultRouter"))
MAPPING = ("routes", "get_routes", "get_method_map")

DRF = Framework(
    name="drf",
    packages=("rest_framework",),
    responses=(ResponseClass(("rest_framework.response.Response",), At(1, "status"), At(3, "headers")),),
    constants=(Constants("rest_framework.status", "prefixed"),),
    guards=(
        MethodGuard(("rest_framework.decorators.api_view",), None),
        MethodGuard(("rest_framework.decorators.action",), None, -1),
    ),
    views=(
        ViewClass(
            (
                "rest_framework.views.APIView", "rest_framework.generics.GenericAPIView",
                "rest_framework.viewsets.ViewSet", "rest_framework.viewsets.GenericViewSet",
                "rest_framework.viewsets.ModelViewSet", "rest_framework.viewsets.ReadOnlyModelViewSet",
                "rest_framework.viewsets.ViewSetMixin",
            ),
            tuple(ACTIONS.items()),
        ),
    ),
    requests=("rest_framework.request.Request",),
)  # fmt: skip
