"""Fixtures of the desktop tests, and what is kept of a test that failed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import panels
import pytest
from harness import Desktop
from noon import at_noon
from window_fixtures import desktop, home, open_, reader, reader_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

__all__ = ["desktop", "home", "open_", "reader", "reader_of"]

BUILD = Path(__file__).resolve().parents[2] / "build"
_REPORT = pytest.StashKey[pytest.TestReport]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[_REPORT] = report
    return report


def require(panel: str | None, notifier: str | None) -> None:
    """Skip a test whose system packages are missing; where CI is set, fail it."""
    missing = panels.missing_packages(panel, notifier)
    if not missing:
        return
    reason = f"missing system packages: {' '.join(missing)}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """No nudge comes by itself, and a test and its desktop have one clock."""
    with at_noon():
        yield


@pytest.fixture
def desktop_factory(
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Desktop]]:
    """A function ``(panel=None, notifier=None, timezone=, screen=)`` that starts a desktop.

    After a failure the screen is kept in build/screenshots and the logs in build/desktop.
    """
    desktops: list[Desktop] = []

    def make(panel: str | None = None, notifier: str | None = None, **options: str) -> Desktop:
        require(panel, notifier)
        desktop = Desktop(panel, notifier, **options)
        desktops.append(desktop)
        desktop.start()
        return desktop

    yield make
    report = request.node.stash.get(_REPORT, None)
    failed = report is None or report.failed
    name = re.sub(r"[^\w.-]+", "_", request.node.name)
    for number, made in enumerate(desktops):
        suffix = f"-{number}" if number else ""
        if failed and made.has_display:
            made.screenshot(BUILD / "screenshots" / f"{name}{suffix}.png")
        if failed:
            made.keep_logs(BUILD / "desktop" / f"{name}{suffix}")
        made.stop()
