"""Find redirects whose status makes clients do something else than the code means, and fix them.

The public interface: `check_text` and `fix_text` for one text, `Finding` and `Fix` for what they say. Whole projects
are checked by the command line, the flake8 plugin and the codemod.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint307.core.facts import FileFacts
    from lint307.core.findings import Finding, Fix
    from lint307.core.text import Lines
    from lint307.engine import Source

__all__ = ["Finding", "Fix", "check_text", "fix_text"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name in ("Finding", "Fix"):  # imported when they are wanted: the command line starts without them
        from lint307.core import findings

        return getattr(findings, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def check_text(text: str, path: str = "<text>") -> list[Finding]:
    """The findings of the rules that are on by default, in one text that is known alone.

    Raises `lint307.reading.parse.Unreadable` when it does not parse.
    """
    from lint307 import engine
    from lint307.config import Settings
    from lint307.core.text import Lines
    from lint307.fixing.trying import makeable

    source = _source(text, path)
    facts = engine.read(source)
    lines = Lines(text)
    found = [f for f in engine.judge(engine.link([facts], Settings()), source) if _wanted(f, facts, lines)]
    return makeable(source, found, {path: facts})


def fix_text(text: str, path: str = "<text>", unsafe: bool = False) -> str:
    """The text after its safe fixes, or after all of them; the text itself where a fix cannot be verified."""
    from lint307 import engine
    from lint307.config import Settings
    from lint307.core.findings import Safety
    from lint307.fixing import fix

    source = _source(text, path)
    level = Safety.UNSAFE if unsafe else Safety.SAFE
    found = {path: check_text(text, path)}
    fixed = fix({path: source}, found, {path: engine.read(source)}, Settings(), level, _wanted)
    return fixed[path].text if path in fixed else text


def _source(text: str, path: str) -> Source:
    import os

    from lint307.engine import Source
    from lint307.reading.islands import EVERYTHING

    stem = os.path.basename(path).removesuffix(".py")
    return Source(path, text, stem if stem.isidentifier() else "text", EVERYTHING)


def _wanted(finding: Finding, facts: FileFacts, lines: Lines) -> bool:
    from lint307.config import Config
    from lint307.engine import suppressed

    return Config().enables(finding.code) and not suppressed(finding, facts, lines)
