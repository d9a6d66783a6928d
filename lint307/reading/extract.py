"""One pass over one file: text in, facts out."""

from __future__ import annotations

from lint307.core.facts import FileFacts, Function
from lint307.core.text import Lines, Span
from lint307.core.values import Lit, Seq
from lint307.reading import flow
from lint307.reading.calling import called_in, imported_inside
from lint307.reading.comments import over_patterns, suppressions
from lint307.reading.islands import Islands, islands
from lint307.reading.parse import Unreadable, parse
from lint307.reading.scope import Module, Scope, State


def read(path: str, text: str, module: str, also: str = "", wanted: str = "", only: bool = False) -> FileFacts:
    """The facts of a file; `module` is its dotted name. `also`, `wanted` and `only` say what to read (`islands`).

    Raises Unreadable when the file does not parse.
    """
    try:
        left = islands(text, also, wanted, only)
    except (RecursionError, MemoryError) as error:
        raise Unreadable("it is nested too deeply to be parsed") from error
    try:
        tree, spans = parse(left.text)
    except Unreadable:
        if left.text == text:
            raise
        left = Islands(text)  # LibCST loses a few comments where nothing is left around them
        tree, spans = parse(text)
    file = Module(module, path.replace("\\", "/").endswith("__init__.py"), spans)
    for idle in left.idle:
        file.leave_out(idle)
    scope = Scope(file, module, "module")
    try:
        flow.run_block(tree.body, scope, State())
    except RecursionError as error:
        raise Unreadable("it is nested too deeply to be followed") from error
    lines = Lines(text)
    everything = Span(0, len(text))
    body = Function(
        f"{module}.<module>", everything, Span(0, 0), (), (), tuple(scope.exits), tuple(scope.events),
        docstring=tree.get_docstring() or "",
    )  # fmt: skip
    return FileFacts(
        path,
        module,
        (*file.functions, body),
        tuple(file.classes),
        {name: tuple(values) for name, values in file.bindings.items()},
        tuple(file.imports),
        tuple(file.stars),
        over_patterns(file.registrations, file.bindings, text, lines),
        suppressions(text),
        _exports(file),
        absent=left.absent,
        left_out=left.gaps,
        calls=called_in(text, left.gaps),
        inside=imported_inside(text) if left.gaps else frozenset(),
        unread=frozenset(f"{module}.{name}" for name in left.unread),
    )


def _exports(file: Module) -> tuple[str, ...] | None:
    """`__all__`, when it is written out."""
    names = [v for value in file.bindings.get("__all__", ()) if isinstance(value, Seq) for v in value.items]
    return tuple(str(n.value) for n in names if isinstance(n, Lit)) or None
