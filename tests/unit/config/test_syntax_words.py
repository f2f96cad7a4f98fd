"""Why a text is no JSON or no TOML, in the language of the person."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest
from hard_coded import hard_coded

from config.language import PSEUDO
from config.syntax_words import json_words, toml_words

if TYPE_CHECKING:
    from collections.abc import Callable

NO_JSON = [
    "",
    "{",
    "{'a': 1}",
    '{"a" 1}',
    '{"a": 1 "b": 2}',
    "[1 2]",
    "[1, 2,]",
    '{"a": 1,}',
    '"a\nb"',
    '"\\x"',
    '"\\u12"',
    '"a',
    "1 1",
    "\ufeff1",
]

NO_TOML = [
    "= 1",
    "a",
    "a = ",
    "a = 2026-13-01",
    'a = "\\xyz"',
    'a = "\\u12"',
    'a = "\\ud800"',
    'a = "',
    'a = "\n',
    'a = """',
    "a = 'x\x01'",
    "a = 1 b = 2",
    "[a",
    "[[a]",
    "[a]\n[a]",
    "[[a]]\n[a]",
    "a = 1\na = 2",
    "a = 1\n[a.b]",
    "a = {}\n[a.b]",
    "a = {b = 1, b = 2}",
    "a = {b = 1",
    "a = [1",
    "[a.b]\nx = 1\n[a]\nb.c = 2",
    "a.b = 1\n[a]",
    "!",
    "# \x01",
    "a = 1\x01",
    "a = [1 2]",
    "a = {b = 1 c = 2}",
]


@pytest.mark.parametrize("text", NO_JSON)
def test_why_it_is_no_json_is_said_in_the_language(text: str, speak: Callable[[str], None]) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(text)
    assert json_words(caught.value) in {caught.value.msg, caught.value.msg.rstrip(": ")}
    speak(PSEUDO)
    assert hard_coded(json_words(caught.value)) == []
    assert "⟦" in json_words(caught.value)


@pytest.mark.parametrize("what", ["object", "array"])
def test_what_python_says_from_3_13_on_is_known_too(
    what: str, speak: Callable[[str], None]
) -> None:
    error = json.JSONDecodeError(f"Illegal trailing comma before end of {what}", "[1,]", 2)
    speak(PSEUDO)
    assert hard_coded(json_words(error)) == []


@pytest.mark.parametrize("text", NO_TOML)
def test_why_it_is_no_toml_is_said_in_the_language(text: str, speak: Callable[[str], None]) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert toml_words(caught.value) == str(caught.value)
    speak(PSEUDO)
    assert hard_coded(toml_words(caught.value), "('a',)", "('a', 'b')", "'b'", "\\x01", "\\n") == []


def test_without_a_place_it_is_said_all_the_same(speak: Callable[[str], None]) -> None:
    error = tomllib.TOMLDecodeError("Invalid value")
    speak("de")
    assert toml_words(error) == "ungültiger Wert"
    assert toml_words(tomllib.TOMLDecodeError("New in 3.20")) == "„New in 3.20“"
