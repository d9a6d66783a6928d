"""Runs modules of one framework and follows a request to `/from` in each; started in a process of its own.

    python -m tests.live.matrix_run FRAMEWORK < jobs.json

The jobs are pairs of a text and a method. The answer is a list of chains as `drive` makes them.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from typing import Any

from tests.live.drive import browse, chain_of
from tests.live.own_clients import own_client
from tests.live.serving import Log
from tests.live.snippets import module_from, prepare_django

_DJANGO = ("django", "drf", "ninja")


def run(framework: str, jobs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    if framework in _DJANGO:
        prepare_django()
    chains = []
    for number, (text, method) in enumerate(jobs):
        module = module_from(text, f"matrix_{number}")
        if framework in _DJANGO:
            from django.conf import settings
            from django.urls import clear_url_caches

            settings.ROOT_URLCONF = module.__name__
            clear_url_caches()
        log: Log = []
        own = "django" if framework in _DJANGO else framework
        send = own_client(own, getattr(module, "app", None), log)
        form = {"note": "milk", "password": "engine"} if method == "POST" else None
        ask = {"method": method, "url": "/from", "form": form, "json": None, "headers": {}}
        chains.append(chain_of(log, *browse(send, "https://shop.example", ask)))
    return chains


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable()
    json.dump(run(sys.argv[1], json.load(sys.stdin)), sys.stdout)
