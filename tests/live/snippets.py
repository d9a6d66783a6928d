"""Runs modules of one framework, each with a view at `/`, and posts to each; started in a process of its own.

    python -m tests.live.snippets FRAMEWORK < modules.json

The modules are texts. The answer is a list of `[status, Location or null]`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import types
import warnings
from typing import Any

Answer = tuple[int, "str | None"]


def module_from(text: str, name: str) -> types.ModuleType:
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(compile(text, name, "exec"), module.__dict__)
    return module


def ask_flask(module: Any) -> Answer:
    response = module.app.test_client().post("/", data={"x": "1"})
    return response.status_code, response.headers.get("Location")


def ask_quart(module: Any) -> Answer:
    async def ask() -> Answer:
        response = await module.app.test_client().post("/", form={"x": "1"})
        return response.status_code, response.headers.get("Location")

    return asyncio.run(ask())


def ask_starlette(module: Any) -> Answer:
    from starlette.testclient import TestClient

    client = TestClient(module.app, follow_redirects=False, raise_server_exceptions=False)
    response = client.post("/", data={"x": "1"})
    return response.status_code, response.headers.get("location")


def ask_django(module: Any) -> Answer:
    from django.conf import settings
    from django.test import Client
    from django.urls import clear_url_caches

    settings.ROOT_URLCONF = module.__name__
    clear_url_caches()
    try:
        response = Client(raise_request_exception=False).post("/", {"x": "1"})
    except Exception:  # a server makes a 500 of whatever escapes the handler
        return 500, None
    return response.status_code, response.get("Location")


def prepare_django() -> None:
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="only for the tests",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="none",
        INSTALLED_APPS=["rest_framework"],
        REST_FRAMEWORK={
            "DEFAULT_AUTHENTICATION_CLASSES": [],
            "DEFAULT_PERMISSION_CLASSES": [],
            "UNAUTHENTICATED_USER": None,
            "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        },
    )
    django.setup()


ASK = {
    "flask": ask_flask,
    "quart": ask_quart,
    "starlette": ask_starlette,
    "fastapi": ask_starlette,
    "django": ask_django,
    "drf": ask_django,
    "ninja": ask_django,
}


def run(framework: str, texts: list[str]) -> list[Answer]:
    if ASK[framework] is ask_django:
        prepare_django()
    return [ASK[framework](module_from(text, f"snippet_{number}")) for number, text in enumerate(texts)]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable()
    json.dump(run(sys.argv[1], json.load(sys.stdin)), sys.stdout)
