"""Names of a package that are looked up in their modules on first use (PEP 562). It knows no room."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def on_demand(package: str, home: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package; `home` gives the module of each of its names, in full."""

    def found(name: str) -> Any:  # noqa: ANN401 - a module attribute can be anything
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}; it has {', '.join(sorted(home))}")
        return getattr(import_module(home[name]), name)

    return found
