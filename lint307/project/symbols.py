"""Which definition a name stands for, across the files of a project and up to the frameworks' doors."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lint307.core.facts import Class, FileFacts, Function
from lint307.core.values import Attr, Call, Change, Item, Name, Unknown, Value
from lint307.project.bound import agreed, item
from lint307.project.modules import Modules

_DEEPEST = 24


@dataclass
class Symbols:
    """The definitions of a project by their dotted names. Modules are named by their path from the project's root."""

    files: dict[str, FileFacts]
    functions: dict[str, tuple[FileFacts, Function]]
    classes: dict[str, tuple[FileFacts, Class]]
    modules: Modules
    missing: dict[str, set[str]] = field(default_factory=dict)  # what was looked for and not read, by module
    asks: bool = True  # whether it is noted
    _told: dict[tuple[str, str], Value] = field(default_factory=dict)
    _named: dict[tuple[str, str], Value] = field(default_factory=dict)
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _heirs: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Iterable[FileFacts]) -> Symbols:
        """Build the tables. Of two files with one module name the first is kept."""
        files: dict[str, FileFacts] = {}
        for file in facts:
            files.setdefault(file.module, file)
        return cls(
            files,
            {f.name: (file, f) for file in files.values() for f in file.functions},
            {c.name: (file, c) for file in files.values() for c in file.classes},
            Modules.of(files.values()),
        )

    def module(self, dotted: str, near: str) -> str | None:
        """The module of the project that `import dotted` means in the module `near`; None when it lies outside."""
        return self.modules.meant(dotted, near)

    def resolve(self, value: Value, near: str) -> Value:
        """The value with global names replaced by what they stand for, one level deep.

        What stays a Name is a function or class of the project, or something outside it; Unknown is a name in doubt.
        """
        match value:
            case Name(path=path):
                return self._name(path, near, value, 0)
            case Attr(base=base, name=name, span=span):
                return self._attribute(self.resolve(base, near), name, near, value) or Attr(base, name, span)
            case Item(base=base, key=key):
                held = item(self.resolve(base, near), self.resolve(key, near))
                return self.resolve(held, near) if held is not None else value
        return value

    def path(self, value: Value, near: str) -> str | None:
        """The dotted name that a value resolves to; None for anything without one."""
        found = self.resolve(value, near)
        if isinstance(found, Change):
            return self.path(found.base, near)
        return found.path if isinstance(found, Name) else None

    def known(self, value: Value, near: str) -> str | None:
        """The dotted name that a value resolves to by what was read so far; nothing is asked for."""
        self.asks = False
        found, self.asks = self.path(value, near), True
        return found

    def origin(self, value: Value, near: str) -> str | None:
        """Which object a value is, told by where it is made: a variable of a module, or a call in a function."""
        if isinstance(value, Change):
            return self.origin(value.base, near)
        if isinstance(value, Call):
            return f"{near}@{value.span.start}"
        if not isinstance(value, Name):
            return None
        path = value.path
        for _ in range(_DEEPEST):
            head, tail = path, ""
            while head and (module := head if head in self.files else self.module(head, near)) is None:
                head, _, last = head.rpartition(".")
                tail = f"{last}.{tail}" if tail else last
            if module is not None and not tail and isinstance(hidden := self._hidden_by(module), Name):
                path, near = hidden.path, module.rpartition(".")[0]
                continue
            if not head or not tail or module is None:
                return path
            first, _, rest = tail.partition(".")
            given = self.files[module].bindings.get(first, ())
            if f"{module}.{first}" in self.files and not given:
                path, near = f"{module}.{tail}", module
                return path if not rest else self.origin(Name(path, value.span), module)
            names = [v for v in given if isinstance(v, Name)]
            if not names or names[-1].path == f"{module}.{first}":
                return f"{module}.{tail}"
            path, near = f"{names[-1].path}.{rest}".rstrip("."), module
        return None

    def _attribute(self, holder: Value, name: str, near: str, value: Value) -> Value | None:
        if isinstance(holder, Name):
            return self._name(f"{holder.path}.{name}", near, value, 0)
        if isinstance(holder, Call) and isinstance(holder.func, Name) and holder.func.path in self.classes:
            return self.class_attribute(holder.func.path, name, near)
        return None

    def _name(self, path: str, near: str, value: Value, depth: int) -> Value:
        """What a dotted name stands for; the answers are kept, since the same few names are asked for all the time."""
        if depth > _DEEPEST:
            return Unknown(value.span)
        if path in self.functions or path in self.classes:
            return Name(path, value.span)
        kept = self._named if self.asks else self._told
        known = self._named.get((path, near)) or kept.get((path, near))
        if known is None:
            known = kept[path, near] = self._find(path, near, value, depth)
        return Name(known.path, value.span) if isinstance(known, Name) else known

    def _find(self, path: str, near: str, value: Value, depth: int) -> Value:
        head, tail = path, ""
        while head:
            module = head if head in self.files else self.module(head, near)
            if module is not None:
                hidden = self._hidden_by(module)
                if hidden is None or (tail and self._holds(module, tail.partition(".")[0])):
                    return self._in_module(module, tail, value, depth) if tail else Name(module, value.span)
                package, name = module.rpartition(".")[::2]
                meant = self._bound(hidden, package, name, value, depth + 1)
                return self._members(meant, tail, package, value, depth + 1) if tail else meant
            head, _, last = head.rpartition(".")
            tail = f"{last}.{tail}" if tail else last
        return Name(path, value.span)

    def _hidden_by(self, module: str) -> Value | None:
        """What a package gives the name of a module of its own, as `from .pages import bp as pages` does."""
        package, _, name = module.rpartition(".")
        given = self.files[package].bindings.get(name, ()) if package in self.files else ()
        named = given[-1].path if given and isinstance(given[-1], Name) else ""
        return None if not given or module in (named, self.module(named, module)) else given[-1]

    def _holds(self, module: str, name: str) -> bool:
        """Whether a module defines a name, as far as is known."""
        file = self.files[module]
        if not file.is_read or name in file.absent or name in file.bindings:
            return True
        return f"{module}.{name}" in self.files or bool(file.stars)

    def _in_module(self, module: str, tail: str, value: Value, depth: int) -> Value:
        """`tail` (`redirect`, `Status.FOUND`) as the module knows it."""
        first, _, rest = tail.partition(".")
        file = self.files[module]
        is_missing = (not file.is_read and f"{module}.{first}" not in self.files) or first in file.absent
        if is_missing and self.asks:
            self.missing.setdefault(module, set()).add(first)
        given = file.bindings.get(first)
        if given is None:
            if f"{module}.{first}" in self.files:
                inner = f"{module}.{first}"
                return self._in_module(inner, rest, value, depth + 1) if rest else Name(inner, value.span)
            for star in file.stars:
                target = self._name(f"{star}.{tail}", module, value, depth + 1)
                path = target.path if isinstance(target, Name) else ""
                is_outside = path != f"{star}.{tail}" or not self.module(star, module)
                if is_outside or path in self.functions or path in self.classes:
                    return target
            if not rest and hasattr(builtins, first):
                return Name(f"builtins.{first}", value.span)
            return Name(f"{module}.{tail}", value.span)
        found = [self._bound(v, module, first, value, depth) for v in given]
        meant = agreed(found, value)
        if not rest:
            return meant
        return self._members(meant, rest, module, value, depth)

    def _bound(self, bound: Value, module: str, first: str, value: Value, depth: int) -> Value:
        if isinstance(bound, Name) and bound.path != f"{module}.{first}":
            return self._name(bound.path, module, value, depth + 1)
        return self.resolve(bound, module) if isinstance(bound, Attr) else bound

    def _members(self, holder: Value, rest: str, near: str, value: Value, depth: int) -> Value:
        if isinstance(holder, Name):
            if holder.path in self.classes:
                first, _, more = rest.partition(".")
                member = self.class_attribute(holder.path, first, near)
                if member is not None:
                    return self._members(member, more, near, value, depth + 1) if more else member
            return self._name(f"{holder.path}.{rest}", near, value, depth + 1)
        for name in rest.split("."):
            holder = Attr(holder, name, value.span)
        return holder

    def body(self, name: str) -> tuple[FileFacts, Function]:
        """A function that is run, and its file; it is asked for where its body was not read so far."""
        file, function = self.functions[name]
        if name in file.unread:
            self.missing.setdefault(file.module, set()).add(f"{name.removeprefix(f'{file.module}.')}()")
        return file, function

    def lineage(self, name: str) -> tuple[str, ...]:
        """The class, its project ancestors and the names of its ancestors outside, nearest first."""
        if name not in self._lines:
            asks, self.asks = self.asks, True
            self._lines[name], self.asks = tuple(self._ancestors(name)), asks
        return self._lines[name]

    def heirs(self, name: str) -> list[str]:
        """The project's classes that descend from a class."""
        if not self._heirs:
            for cls in self.classes:
                for ancestor in self.lineage(cls)[1:]:
                    self._heirs.setdefault(ancestor, []).append(cls)
        return self._heirs.get(name, [])

    def _ancestors(self, name: str) -> Iterator[str]:
        seen, queue = set(), [name]
        while queue:
            current = queue.pop(0)
            if current in seen:
                continue
            seen.add(current)
            yield current
            if current in self.classes:
                file, cls = self.classes[current]
                bases = [self.path(b, file.module) for b in cls.bases]
                queue = [b for b in bases if b is not None] + queue

    def class_attribute(self, name: str, attribute: str, near: str) -> Value | None:
        """What a class or its nearest ancestor in the project says of an attribute or method."""
        for cls in self.lineage(name):
            if cls in self.classes:
                file, found = self.classes[cls]
                for key, value in found.attributes:
                    if key == attribute:
                        return self.resolve(value, file.module)
                for key, method in found.methods:
                    if key == attribute:
                        return Name(method, found.span)
        return None

    def method(self, name: str, method: str) -> str | None:
        """The qualified name of the function that a class runs for `method`."""
        found = self.class_attribute(name, method, "")
        return found.path if isinstance(found, Name) and found.path in self.functions else None
