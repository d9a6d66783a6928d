"""Which object a value is, wherever it is named: what routes hang on is told by where it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lint307.core.values import Attr, Call, Change, Item, Name, Param, Seq, Unknown, Value, dotted
from lint307.project.origins import origin
from lint307.project.symbols import Symbols


@dataclass
class Identities:
    """Objects by the one name that all their names lead to.

    fields   what a class keeps on its instances or on itself: `pkg.Class.router` → the module and the value
    aliases  the place of a call → the variable or field that its result is given to
    """

    symbols: Symbols
    fields: dict[str, tuple[str, Value]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, symbols: Symbols) -> Identities:
        known = cls(symbols)
        for module, file in symbols.files.items():
            for name, values in file.bindings.items():
                known._made(f"{module}.{name}", values, module)
            for own in file.classes:
                for name, value in own.attributes:
                    known._field(f"{own.name}.{name}", value, module)
            for function in file.functions:
                first = function.parameters[0].name if function.owner and function.parameters else None
                for event in function.events if first else ():
                    target = event.value
                    if (
                        event.kind == "store"
                        and isinstance(target, Attr)
                        and isinstance(target.base, Param)
                        and target.base.name == first
                        and event.stored is not None
                    ):
                        known._field(f"{function.owner}.{target.name}", event.stored, module)
        return known

    def _field(self, name: str, value: Value, module: str) -> None:
        self.fields.setdefault(name, (module, value))
        self._made(name, (value,), module)

    def _made(self, name: str, values: tuple[Value, ...], module: str) -> None:
        for value in values:
            while isinstance(value, Change):
                value = value.base
            if isinstance(value, Call):
                self.aliases.setdefault(f"{module}@{value.span.start}", name)

    def of_value(self, value: Value, near: str) -> str | None:
        """The identity of an object; None for one that comes from elsewhere, such as a parameter."""
        while isinstance(value, Change):
            value = value.base
        if isinstance(value, Attr):
            return self._of_field(value, near)
        found = origin(value, near, self.symbols)
        if found is None:
            return None
        holder, _, name = found.rpartition(".")
        given = self.symbols.given(holder, name)
        if len(given) == 1 and isinstance(given[0], Attr):
            return self._of_field(given[0], holder) or found
        is_module = holder in self.symbols.modules.names
        made = self.symbols.resolve(Name(holder, value.span), near) if not is_module else None
        if isinstance(made, Call):  # `shop.router`, where `shop` is an instance of a class of the project
            return self._of_field(Attr(made, name, value.span), near) or found
        return self.aliases.get(found, found)

    def each(self, value: Value, near: str) -> Iterator[str]:
        """The identities of what a value may be: of each item, for the variable of a loop over a list."""
        if isinstance(value, Item) and isinstance(value.key, Unknown):
            items = self.symbols.resolve(value.base, near)
            values = items.items if isinstance(items, Seq) else ()
        else:
            values = (value,)
        yield from (found for v in values if (found := self.of_value(v, near)) is not None)

    def _of_field(self, value: Attr, near: str) -> str | None:
        cls = self.class_of(value.base, near)
        for ancestor in self.symbols.lineage(cls) if cls else ():
            if (name := f"{ancestor}.{value.name}") in self.fields:
                return name
        return None

    def field(self, value: Value, near: str) -> tuple[str, Value] | None:
        """What was kept as `self.router`, and in which module; None for anything else."""
        return self.fields.get(self._of_field(value, near) or "") if isinstance(value, Attr) else None

    def class_of(self, value: Value, near: str) -> str | None:
        """The project's class whose instance a value is: `self`, a parameter that is said to be one, a call of it."""
        found = self.symbols.resolve(value, near)
        if isinstance(found, Param) and found.owner in self.symbols.functions:
            file, function = self.symbols.functions[found.owner]
            is_self = bool(function.parameters) and function.parameters[0].name == found.name
            if is_self and function.owner is not None:
                return function.owner
            said = next((p.annotation for p in function.parameters if p.name == found.name), None)
            if isinstance(said, Item) and isinstance(said.key, Seq) and dotted(said.base).endswith("Annotated"):
                said = said.key.items[0]
            path = self.symbols.path(said, file.module) if isinstance(said, (Name, Attr)) else None
            return path if path in self.symbols.classes else None
        if isinstance(found, Call):
            path = self.symbols.path(found.func, near)
            return path if path in self.symbols.classes else None
        return None
