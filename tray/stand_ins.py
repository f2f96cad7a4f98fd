"""Has something small stand in a module's place while another one is imported that hardly uses it.

A library takes along whatever it imports, also for what nobody here asks of it. What was given is
enough for its import; whoever looks for more, then or later, gets it from the real module.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class _StandIn(ModuleType):
    """Looks like a module; what it was not given is taken from the real one."""

    def __init__(self, name: str, given: Mapping[str, object]) -> None:
        super().__init__(name)
        vars(self).update(given)

    def __getattr__(self, name: str) -> object:
        """Called for what was not given: a later version may want more."""
        if name.startswith("__"):  # the import itself asks for these
            raise AttributeError(name)
        with _out_of_the_way(self):
            return getattr(importlib.import_module(self.__name__), name)


@contextlib.contextmanager
def _out_of_the_way(stand_in: ModuleType) -> Iterator[None]:
    """Have the real module be found as long as the block lasts."""
    name = stand_in.__name__
    stands = sys.modules.get(name) is stand_in
    if stands:
        del sys.modules[name]
    try:
        yield
    finally:
        if stands:
            sys.modules[name] = stand_in


def later(module: str, name: str) -> Callable[..., object]:
    """A function of a module that is loaded when the function is called."""

    def call(*args: object, **kwargs: object) -> object:
        return getattr(importlib.import_module(module), name)(*args, **kwargs)

    return call


@contextlib.contextmanager
def standing_in(modules: Mapping[str, Mapping[str, object]]) -> Iterator[None]:
    """Have nothing be loaded of some modules, as long as the block lasts.

    Args:
        modules: By its name, what each is to hold. One that is loaded already stays as it is.
    """
    put = {
        name: _StandIn(name, given) for name, given in modules.items() if name not in sys.modules
    }
    sys.modules.update(put)
    try:
        yield
    finally:
        for name, stand_in in put.items():
            # Another thread may have loaded the real one, or asked the stand-in for it, meanwhile.
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
