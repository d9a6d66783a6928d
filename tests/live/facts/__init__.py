"""What the frameworks really send for each way to write a redirect: snippets, each run live and each read."""

from __future__ import annotations

import textwrap
from typing import NamedTuple


class Fact(NamedTuple):
    """A view and what comes of a POST to it.

    body      the view's statements; head: what stands before the view, the decorator included where a view has one
    sends     the status; location: whether the answer carries a Location
    reads     a known gap: the statuses that reading infers, which are not what is sent; () when it sees no redirect
    untold    a known gap: reading cannot tell whether there is a Location
    """

    body: str
    sends: int
    location: bool = True
    head: str = ""
    reads: tuple[int, ...] | None = None
    untold: bool = False

    @property
    def label(self) -> str:
        return " ".join(f"{self.head} {self.body}".split())[:90]


PRELUDES = {
    "flask": """
        from http import HTTPStatus
        import flask
        import werkzeug.utils
        from flask import Flask, Response, abort, current_app, jsonify, make_response, redirect, request, url_for
        from werkzeug.exceptions import HTTPException
        from werkzeug.routing import RequestRedirect
        app = Flask(__name__)
        u = "/there"
    """,
    "quart": """
        from quart import Quart, Response, abort, make_response, redirect
        app = Quart(__name__)
        u = "/there"
    """,
    "django": """
        from http import HTTPStatus
        from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect, JsonResponse
        from django.shortcuts import redirect, resolve_url
        from django.urls import path, reverse, reverse_lazy
        from django.views.generic import RedirectView
        u = "/there"
    """,
    "drf": """
        from django.http import HttpResponseRedirect
        from django.shortcuts import redirect
        from django.urls import path
        from rest_framework import status
        from rest_framework.decorators import api_view
        from rest_framework.response import Response
        u = "/there"
    """,
    "ninja": """
        from django.http import HttpResponse, HttpResponseRedirect
        from django.shortcuts import redirect
        from django.urls import path
        from ninja import NinjaAPI
        from ninja.errors import HttpError
        api = NinjaAPI(urls_namespace=__name__)
        u = "/there"
    """,
    "starlette": """
        from starlette import status
        from starlette.applications import Starlette
        from starlette.exceptions import HTTPException
        from starlette.responses import JSONResponse, RedirectResponse, Response
        from starlette.routing import Route
        u = "/there"
    """,
    "fastapi": """
        import http.client
        from http import HTTPStatus
        from fastapi import Depends, FastAPI, HTTPException, Request, Response, status
        from fastapi.responses import JSONResponse, RedirectResponse
        app = FastAPI()
        u = "/there"
    """,
}
VIEWS = {
    "flask": ('@app.post("/")', "def view():", ""),
    "quart": ('@app.post("/")', "async def view():", ""),
    "django": ("", "def view(request):", 'urlpatterns = [path("", view), path("there", view, name="there")]'),
    "drf": ('@api_view(["POST"])', "def view(request):", 'urlpatterns = [path("", view)]'),
    "ninja": ('@api.post("/")', "def view(request):", 'urlpatterns = [path("", api.urls)]'),
    "starlette": ("", "async def view(request):", 'app = Starlette(routes=[Route("/", view, methods=["POST"])])'),
    "fastapi": ('@app.post("/")', "def view(request: Request, response: Response):", ""),
}


def module_of(framework: str, fact: Fact) -> str:
    """The whole module of a fact."""
    decorator, signature, rest = VIEWS[framework]
    decorated = fact.head if fact.head.startswith("@") else f"{fact.head}\n{decorator}"
    body = textwrap.indent(textwrap.dedent(fact.body).strip(), "    ")
    return f"{textwrap.dedent(PRELUDES[framework]).strip()}\n\n{decorated}\n{signature}\n{body}\n\n{rest}\n"
