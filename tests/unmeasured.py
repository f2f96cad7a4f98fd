"""An environment for a started child in which nothing measures what it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def unmeasured(environ: Mapping[str, str]) -> dict[str, str]:
    """``environ`` without what has coverage measured in a child.

    What measures it loads modules for itself before anything else runs, and would look for the
    source of what a test has copied elsewhere.
    """
    return {name: value for name, value in environ.items() if not name.startswith("COVERAGE_")}
