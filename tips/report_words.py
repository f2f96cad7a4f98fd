"""What the report for a doctor calls the answers that a person chose, as plain data."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from config.errors import CatalogError
from config.language import tr
from config.per_language import per_language
from tips.data_file import UNUSABLE, data_root, read_data
from tips.questions import options, shipped_questions
from tips.report import SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

REPORT_WORDS_FILE = "advice/report_words.toml"

_LISTS: Final = (
    "sites",
    "spread",
    "kinds",
    "bout",
    "frequency",
    "trend",
    "checked_by_doctor",
    "triggers",
    "medicines",
    "medicine_change",
    "conditions",
    "ms_relapse",
    "pregnant",
    "age_bands",
)
_NAME: Final = "name"

_Row = dict[str, Annotated[str, msgspec.Meta(min_length=1)]]


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    answers: _Row
    core: dict[str, _Row]
    other: dict[str, _Row]


@per_language
def report_words() -> Mapping[str, Mapping[str, str]]:
    """Lull's own words, read once; see `load_report_words`."""
    return load_report_words()


def load_report_words(root: Traversable | None = None) -> Mapping[str, Mapping[str, str]]:
    """Read the words and check that every sign and every answer has one.

    Args:
        root: The folder that holds the words of the signs; Lull's own by default.

    Returns:
        For each list of `tips.questions.options` its labels by value; under ``core`` and ``other``
        the names of the signs, in the order they are asked; under ``answers`` the words of the
        answers, and under ``answers.SIGN`` those that a sign says in its own way.

    Raises:
        CatalogError: The file is damaged, or a sign or an answer is missing, unknown or misplaced.
    """
    rows = read_data(root or data_root(), REPORT_WORDS_FILE, _File)
    asked = shipped_questions()
    _check("core", list(rows.core), [question.key for question in asked.core])
    _check("other", list(rows.other), [question.key for question, _ in asked.other])
    _check("answers", sorted(rows.answers), sorted({a for known in SIGNS.values() for a in known}))
    words = {name: {one.value: one.label for one in options(name)} for name in _LISTS}
    words["answers"] = {answer: tr(text) for answer, text in rows.answers.items()}
    for part, signs in (("core", rows.core), ("other", rows.other)):
        words[part] = {}
        for key, row in signs.items():
            if _NAME not in row or not row.keys() - {_NAME} <= set(SIGNS[key]):
                raise _unusable(f"{part}.{key}: a name, and the words of answers that it takes")
            words[part][key] = tr(row[_NAME])
            words[f"answers.{key}"] = {a: tr(text) for a, text in row.items() if a != _NAME}
    return MappingProxyType(words)


def _check(part: str, found: list[str], wanted: list[str]) -> None:
    if found != wanted:
        wrong = ", ".join(sorted(set(found) ^ set(wanted))) or "the order differs"
        raise _unusable(f"{part}: not what is known: {wrong}")


def _unusable(what: str) -> CatalogError:
    return CatalogError(UNUSABLE, f"{REPORT_WORDS_FILE}, {what}")
