"""Bodies of functions that were left out because nothing in them tells, and whose contents matter after all."""

from __future__ import annotations

from lint307.project.symbols import Symbols


def lacks(name: str, symbols: Symbols) -> bool:
    """Whether a function's body was left out; it is asked for then."""
    file, function = symbols.functions[name]
    is_lacking = any(gap.start < function.span.end <= gap.end for gap in file.left_out)
    if is_lacking:
        symbols.missing.setdefault(file.module, set()).add(f"{name.removeprefix(f'{file.module}.')}()")
    return is_lacking
