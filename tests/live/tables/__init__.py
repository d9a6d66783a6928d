"""The fixture applications and the requests that are sent to them, one module per application."""

from __future__ import annotations

import importlib
import pkgutil

from tests.live.scenario import App

_MODULES = (importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
# The largest first: that leaves the least to wait for at the end of a run on several cores.
APPS: tuple[App, ...] = tuple(
    sorted((module.APP for module in _MODULES), key=lambda app: (-len(app.scenarios), app.label))
)
