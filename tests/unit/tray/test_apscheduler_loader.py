from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tray.apscheduler_loader import standing_in

if TYPE_CHECKING:
    from pathlib import Path


def test_the_schedule_is_loaded_without_what_it_makes_no_use_of() -> None:
    code = (
        "import sys, tray.schedule;"
        "print([name for name in ('email', 'multiprocessing', 'zipfile') if name in sys.modules]);"
        "import importlib.metadata, apscheduler.executors.pool as pool;"
        "print(importlib.metadata.version('lull'), pool.ThreadPoolExecutor.__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[0] == "[]"
    # Whoever wants them afterwards has the real ones.
    assert done.stdout.splitlines()[1].endswith(" ThreadPoolExecutor")


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = "lull_stood_in_for"
    (tmp_path / f"{name}.py").write_text("given = wanted = 'real'\n")
    monkeypatch.syspath_prepend(tmp_path)
    return name


def test_what_was_given_stands_in_and_nothing_is_loaded(module: str) -> None:
    with standing_in({module: {"given": "in its place"}}):
        given = __import__(module, fromlist=["given"]).given
        assert given == "in its place"
        assert not hasattr(sys.modules[module], "__file__")
    assert module not in sys.modules


def test_what_was_not_given_is_that_of_the_real_module(module: str) -> None:
    with standing_in({module: {"given": "in its place"}}):
        stand_in = sys.modules[module]
        assert (stand_in.given, stand_in.wanted) == ("in its place", "real")
        assert sys.modules[module] is stand_in
        with pytest.raises(AttributeError):
            stand_in.missing  # noqa: B018 - that it is not there


def test_a_module_that_is_loaded_already_stays(module: str) -> None:
    real = __import__(module)
    try:
        with standing_in({module: {"given": "in its place"}}):
            assert sys.modules[module] is real
        assert sys.modules[module] is real
    finally:
        del sys.modules[module]
