"""Where routes hang: their paths, names and methods, however they are declared; and which application answers them."""

from __future__ import annotations

import pytest

from lint307.project.routes import Routes
from tests.inline import context_of

Row = tuple[str | None, str, str | None]

TREES: dict[str, tuple[dict[str, str], set[Row]]] = {
    "a blueprint below a blueprint, under the name of its module": (
        {
            "shop": "from flask import Flask\nfrom .office import office\napp = Flask(__name__)\n"
            "app.register_blueprint(office, url_prefix='/office')",
            "shop__office": "from flask import Blueprint\nfrom .people import bp as people\n"
            "office = Blueprint('office', __name__)\noffice.register_blueprint(people, url_prefix='/people')",
            "shop__people": "from flask import Blueprint\nbp = Blueprint('people', __name__)\n"
            "@bp.post('/hire')\ndef hire(): ...",
        },
        {("/office/people/hire", "office.people.hire", "POST")},
    ),
    "a blueprint that is hung twice": (
        {
            "app": "from flask import Blueprint, Flask\napp = Flask(__name__)\nbp = Blueprint('b', __name__)\n"
            "app.register_blueprint(bp)\napp.register_blueprint(bp, url_prefix='/two', name='two')\n"
            "@bp.route('/x')\ndef x(): ...",
        },
        {("/x", "b.x", "GET"), ("/two/x", "two.x", "GET")},
    ),
    "blueprints of a loop": (
        {
            "app": "from flask import Blueprint, Flask\napp = Flask(__name__)\none = Blueprint('one', __name__)\n"
            "for part in (one,):\n    app.register_blueprint(part, url_prefix='/p')\n"
            "@one.route('/x')\ndef x(): ...",
        },
        {("/p/x", "one.x", "GET")},
    ),
    "a namespace of resources": (
        {
            "app": "from flask import Blueprint, Flask\nfrom flask_restx import Api, Resource\n"
            "app = Flask(__name__)\nbp = Blueprint('api', __name__, url_prefix='/api')\napi = Api(bp)\n"
            "from flask_restx import Namespace\napp.register_blueprint(bp)\n"
            "ns = Namespace('users')\napi.add_namespace(ns, path='/people')\n"
            "@ns.route('/all')\nclass UserList(Resource):\n    def get(self): ...",
        },
        {("/api/people/all", "api.users_user_list", None)},
    ),
    "routers on an object": (
        {
            "app": "from fastapi import APIRouter, FastAPI\nclass Pages:\n    def __init__(self):\n"
            "        self.router = APIRouter(prefix='/pages')\n"
            "        self.router.add_api_route('/new', self.new, methods=['POST'])\n    def new(self): ...\n"
            "app = FastAPI()\napp.include_router(Pages().router, prefix='/v1')",
        },
        {("/v1/pages/new", "new", "POST")},
    ),
    "an application in an application": (
        {
            "app": "from fastapi import FastAPI\napp, inner = FastAPI(), FastAPI()\n"
            "@inner.put('/x/{number}')\ndef x(number): ...\napp.mount('/inner', inner, name='in')",
        },
        {("/inner/x/<>", "in:x", "PUT")},
    ),
    "lists of routes in lists": (
        {
            "app": "from starlette.applications import Starlette\nfrom starlette.routing import Mount, Route\n"
            "from rooms import routes, more\n"
            "app = Starlette(routes=[Mount('/rooms', routes=routes, name='r'), *more()])",
            "rooms": "from starlette.routing import Mount, Route\ndef a(request): ...\n"
            "routes = [Mount('/east', routes=[Route('/a', a, methods=['POST'])], name='e')]\n"
            "routes += [Route('/b', a)]\n"
            "def more():\n    return [Route('/c', a, name='see')]",
        },
        {("/rooms/east/a", "r:e:a", "POST"), ("/rooms/b", "r:a", "GET"), ("/c", "see", "GET")},
    ),
    "a router of view sets": (
        {
            "urls": "from django.urls import include, path\nfrom api import router\n"
            "urlpatterns = [path('api/', include((router.urls, 'api')))]",
            "api": "from rest_framework.routers import DefaultRouter\nfrom rest_framework.viewsets import ViewSet\n"
            "from rest_framework.decorators import action\n"
            "class Acts(ViewSet):\n    def list(self, request): ...\n    def destroy(self, request, pk): ...\n"
            "    @action(detail=True, methods=['post'])\n    def call_off(self, request, pk): ...\n"
            "router = DefaultRouter()\nrouter.register('acts', Acts, basename='act')",
        },
        {
            ("/api/acts/", "api:act-list", "GET"), ("/api/acts/<>/", "api:act-detail", "DELETE"),
            ("/api/acts/<>/call_off/", "api:act-call-off", "POST"),
        },
    ),
    "Ninja below a URLconf": (
        {
            "urls": "from django.urls import path\nfrom shop.api import api\nurlpatterns = [path('api/', api.urls)]",
            "shop__api": "from ninja import NinjaAPI\napi = NinjaAPI()\napi.add_router('/stock', 'shop.stock.router')",
            "shop__stock": "from ninja import Router\nrouter = Router()\n"
            "@router.post('/new', url_name='new-part')\ndef new(request): ...",
        },
        {("/api/stock/new", "api-1.0.0:new-part", "POST")},
    ),
    "an included pair": (
        {
            "urls": "from django.urls import include, path\nfrom shop import urls as shop\n"
            "urlpatterns = [path('a/', include((shop.urlpatterns, 'shop'), namespace='first'))]",
            "shop__urls": "from django.urls import path\nfrom shop.views import x\n"
            "urlpatterns = [path('x/', x, name='x')]",
            "shop__views": "def x(request): ...",
        },
        {("/a/x/", "first:x", None)},
    ),
    "patterns that functions give back": (
        {
            "urls": "from django.urls import include, path\nfrom shop.parts import crud, pages\n"
            "urlpatterns = [*pages(), path('books/', include(crud('book')))]",
            "shop__parts": "from django.urls import path\nfrom shop.views import x\n"
            "def pages():\n    found = [path('', x, name='home')]\n    found.append(path('x/', x, name='x'))\n"
            "    found += [path('y/', x, name='y')]\n    return found\n"
            "def crud(name):\n    return [path('new/', x, name=name)]",
            "shop__views": "def x(request): ...",
        },
        {("/", "home", None), ("/x/", "x", None), ("/y/", "y", None), ("/books/new/", "book", None)},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), TREES.values(), ids=TREES)
def test_what_is_declared(texts: dict[str, str], expected: set[Row]) -> None:
    routes = Routes.of(context_of(**texts))
    found = {
        (r.path, " ".join(r.names), " ".join(sorted(r.methods - {"HEAD", "OPTIONS"})) if r.methods else None)
        for r in routes.all
    }
    assert found == expected


def test_a_path_means_a_route_of_the_same_application() -> None:
    app = "from flask import Flask\napp = Flask(__name__)\n@app.{}('/orders')\ndef orders(): ..."
    routes = Routes.of(context_of(one__app=app.format("get"), two__app=app.format("post")))
    assert len(routes.at("/orders")) == 2
    assert [r.handler for r in routes.at("/orders", "two.app.app")] == ["two.app.orders"]
