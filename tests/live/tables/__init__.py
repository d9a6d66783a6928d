"""The fixture applications and the requests that are sent to them, one module per application."""

from __future__ import annotations

import importlib
import pkgutil

from tests.live.scenario import App

_MODULES = (importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
APPS: tuple[App, ...] = tuple(sorted((module.APP for module in _MODULES), key=lambda app: app.label))
