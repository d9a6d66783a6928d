"""The fixture applications and the requests that are sent to them, one module per application."""

from __future__ import annotations

import importlib
import pkgutil

from tests.live.scenario import App

APPS: tuple[App, ...] = tuple(
    importlib.import_module(f"{__name__}.{module.name}").APP for module in pkgutil.iter_modules(__path__)
)
