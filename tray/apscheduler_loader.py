"""The one door to APScheduler: imported without what Lull makes no use of.

APScheduler (3.11) can find triggers, job stores and executors by the entry points of whatever is
installed, and can run jobs in pools of threads and processes. Lull hands it objects, and its jobs
run on the loop. What is loaded for the rest (``importlib.metadata`` with all of ``email``, and
``multiprocessing``) costs 1.7 MB and a third of the import's time, so something that says that
there is nothing stands in its place, for the time of the import alone.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["AsyncIOExecutor", "AsyncIOScheduler", "BaseTrigger", "DateTrigger"]


class _StandIn(ModuleType):
    """Looks like a module; what it was not given is taken from the real one."""

    def __init__(self, name: str, given: Mapping[str, object]) -> None:
        super().__init__(name)
        vars(self).update(given)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        """Called for what was not given: a later APScheduler may want more."""
        if name.startswith("__"):  # the import itself asks for these
            raise AttributeError(name)
        with _set_aside(self.__name__, self):
            return getattr(importlib.import_module(self.__name__), name)


@contextlib.contextmanager
def _set_aside(name: str, module: ModuleType) -> Iterator[None]:
    """Have a module be loaded anew, and afterwards be in its place again."""
    del sys.modules[name]
    try:
        yield
    finally:
        sys.modules[name] = module


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
        for name in put:
            del sys.modules[name]


class _NotInstalled(Exception):  # noqa: N818 - in the place of PackageNotFoundError
    """What asking for a version ends with; APScheduler goes on without."""


def _no_version(_name: str) -> str:
    raise _NotInstalled


with standing_in(
    {
        "importlib.metadata": {
            "entry_points": lambda **_: (),
            "version": _no_version,
            "PackageNotFoundError": _NotInstalled,
        },
        "apscheduler.executors.pool": {"ThreadPoolExecutor": object},
    }
):
    from apscheduler.executors.asyncio import AsyncIOExecutor
    from apscheduler.schedulers.asyncio import AsyncIOScheduler
    from apscheduler.triggers.base import BaseTrigger
    from apscheduler.triggers.date import DateTrigger
