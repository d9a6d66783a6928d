"""Descriptions of the frameworks: data. The order decides which one a name belongs to when several claim it."""

from lint307.frameworks.django import DJANGO
from lint307.frameworks.drf import DRF
from lint307.frameworks.fastapi import FASTAPI
from lint307.frameworks.flask import FLASK
from lint307.frameworks.ninja import NINJA
from lint307.frameworks.quart import QUART
from lint307.frameworks.spec import Framework
from lint307.frameworks.starlette import STARLETTE
from lint307.frameworks.werkzeug import WERKZEUG

FRAMEWORKS: tuple[Framework, ...] = (FLASK, QUART, WERKZEUG, DJANGO, DRF, NINJA, FASTAPI, STARLETTE)
PACKAGES = frozenset(package for framework in FRAMEWORKS for package in framework.packages)
BY_NAME = {framework.name: framework for framework in FRAMEWORKS}
# The newest releases whose behaviour was observed; a project that declares no version is taken to run on them.
NEWEST = {
    "flask": "3.1.3", "werkzeug": "3.1.9", "quart": "0.22.0", "django": "6.1.3", "starlette": "1.10.0",
    "fastapi": "0.165.0", "drf": "3.18.3", "ninja": "1.7.1",
}  # fmt: skip
