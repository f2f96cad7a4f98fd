from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tray.stand_ins import standing_in

if TYPE_CHECKING:
    from pathlib import Path


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


def test_a_module_that_another_thread_put_there_meanwhile_stays(module: str) -> None:
    try:
        with standing_in({module: {"given": "in its place"}}):
            del sys.modules[module]
            real = __import__(module)
        assert sys.modules[module] is real
    finally:
        del sys.modules[module]


def test_who_keeps_a_stand_in_finds_the_real_module_behind_it(module: str) -> None:
    with standing_in({module: {"given": "in its place"}}):
        kept = sys.modules[module]
    try:
        assert kept.wanted == "real"
        assert sys.modules[module] is not kept
        assert sys.modules[module].given == "real"
    finally:
        del sys.modules[module]
