"""Keeps what holds shown texts, in each language of its own."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from config.language import code

if TYPE_CHECKING:
    from collections.abc import Callable

_P = ParamSpec("_P")
_T = TypeVar("_T")


def per_language(make: Callable[_P, _T]) -> Callable[_P, _T]:
    """Like `functools.cache`, for what holds shown texts: made once in each language."""
    kept: dict[object, _T] = {}

    @functools.wraps(make)
    def made(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        key = (code(), args, tuple(kwargs.items()))
        if key not in kept:
            kept[key] = make(*args, **kwargs)
        return kept[key]

    return made
