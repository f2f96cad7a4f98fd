"""The catalogues of the languages hold all that is shown, and say the same."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import catalogues
import pytest
import time_machine
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from config.language import ENGLISH, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small project with a catalogue."""
    for room in catalogues.ROOMS:
        (tmp_path / room).mkdir()
    (tmp_path / "config" / "languages").mkdir()
    (tmp_path / "tips" / "pages").mkdir()
    (tmp_path / "tips" / "pages" / "about.toml").write_text(
        'title = "About"\nsources = ["nhs"]\nchecked = 2026-01-01\nempty = ""\n'
        '[[section]]\nheading = "First"\nbullets = ["One", "0800 111"]\n'
        'answers = [["yes", "Yes"]]\n',
        "utf-8",
    )
    (tmp_path / "tips" / "sources.toml").write_text('title = "Not shown"\n', "utf-8")
    (tmp_path / "tray" / "menu.py").write_text(
        '# Translators: in the menu\nA = N_("Undo")\ntr("Undo")\ntr("Logged {what}.", what=1)\n'
        'trn("{n} day", "{n} days", 2)\ntrp("a verb", "Log")\nNP_("a noun", "Log")\n',
        "utf-8",
    )
    (tmp_path / "windows" / "log.py").write_text('tr("Undo")\ntr("&Save")\ntr(A)\n', "utf-8")
    catalog = Catalog(locale="de")
    catalog.add("Undo", "Rückgängig")
    catalog.add("Gone", "Weg")
    catalogues.write(tmp_path / "config" / "languages" / "de.po", catalog)
    return tmp_path


def ids(catalog: Catalog) -> set[tuple[object, str | None]]:
    return {(message.id, message.context) for message in catalog if message.id}


def test_the_template_holds_every_shown_text_of_code_and_data_once(project: Path) -> None:
    texts = catalogues.template(project)
    assert ids(texts) == {
        ("Undo", None),
        ("&Save", None),
        ("Logged {what}.", None),
        (("{n} day", "{n} days"), None),
        ("Log", "a verb"),
        ("Log", "a noun"),
        ("About", None),
        ("First", None),
        ("One", None),
        ("0800 111", None),
        ("Yes", None),
    }
    undo = texts.get("Undo")
    assert undo is not None
    assert [place for place, _ in undo.locations] == ["tray/menu.py", "windows/log.py"]
    assert undo.auto_comments == ["in the menu"]


def test_a_data_file_that_nobody_named_is_found(project: Path) -> None:
    (project / "tips" / "new.toml").write_text('text = "New"\n', "utf-8")
    with pytest.raises(ValueError, match="not enough values"):
        catalogues.template(project)


def test_an_update_brings_what_is_new_drops_what_is_gone_and_then_changes_nothing(
    project: Path,
) -> None:
    path = project / "config" / "languages" / "de.po"
    catalogues.update(project)
    first = path.read_bytes()
    catalog = catalogues.read(path)
    assert ids(catalog) == ids(catalogues.template(project))
    undo = catalog.get("Undo")
    assert undo is not None
    assert undo.string == "Rückgängig"
    number = catalog.get("0800 111")
    assert number is not None
    assert number.string == "0800 111"
    assert not any(message.fuzzy for message in catalog if message.id)
    assert b"Date" not in first
    catalogues.update(project)
    assert path.read_bytes() == first


def test_a_new_catalogue_has_every_text_and_no_translation_yet(project: Path) -> None:
    catalogues.add("ar", project)
    place = project / "config" / "languages" / "ar.po"
    catalog = catalogues.read(place)
    assert ids(catalog) == ids(catalogues.template(project))
    assert catalog.num_plurals == 6
    found = catalogues.problems(catalog, catalogues.template(project))
    assert {problem.partition(":")[0] for problem in found} == {"no translation"}
    assert "ORGANIZATION" not in place.read_text("utf-8")
    with pytest.raises(FileExistsError):
        catalogues.add("ar", project)


def test_a_compiled_catalogue_is_read_by_gettext(project: Path) -> None:
    import gettext  # noqa: PLC0415 - for this test alone

    catalogues.compile_all(project)
    catalogues.compile_all(project, project / "elsewhere")
    for folder in (project / "config" / "languages", project / "elsewhere"):
        with (folder / "de.mo").open("rb") as file:
            assert gettext.GNUTranslations(file).gettext("Undo") == "Rückgängig"
        assert list(folder.glob("*.half")) == []


def test_a_catalogue_compiles_to_the_same_bytes_on_any_day(project: Path) -> None:
    place = project / "config" / "languages"
    made = []
    for day in ("2026-01-01", "2031-07-19"):
        with time_machine.travel(day, tick=False):
            catalogues.update(project)
            catalogues.compile_all(project)
        made.append([(place / name).read_bytes() for name in ("de.po", "de.mo")])
    assert made[0] == made[1]


def checked(source: str | tuple[str, str], translation: str | tuple[str, ...]) -> list[str]:
    texts, catalog = Catalog(), Catalog(locale="de")
    texts.add(source)
    catalog.add(source, translation)
    return [problem.partition(":")[0] for problem in catalogues.problems(catalog, texts)]


@pytest.mark.parametrize(
    ("source", "translation", "problems"),
    [
        ("Undo", "Rückgängig", []),
        ("Undo", "", ["no translation"]),
        ("{a} at {b}", "{b}: {a}", []),
        ("{a} at {b}", "{b}", ["other places in '{b}'"]),
        ("{a}", "{a} {a}", ["other places in '{a} {a}'"]),
        ("{a}", "{A}", ["other places in '{A}'"]),
        ("<b>a</b>", "<b>a", ["other marks in '<b>a'"]),
        ("&Save", "&Sichern", []),
        ("&Save", "Sichern", ["other mnemonics in 'Sichern'"]),
        ("Q & A", "F & A", []),
        ("Undo", " Rückgängig", ["stray spaces in ' Rückgängig'"]),
        (",", "\N{NARROW NO-BREAK SPACE}", []),
        (("{n} day", "{n} days"), ("ein Tag", "{n} Tage"), []),
        (("{n} day", "{n} days"), ("{n} Tag", ""), ["no translation"]),
        (("{n} day", "{n} days"), ("{n} Tag",), ["no translation"]),
        (("{n} {a}", "{n} {a}s"), ("{n}", "{n} {a}"), ["other places in '{n}'"]),
    ],
)
def test_a_translation_says_all_that_the_text_says(
    source: str | tuple[str, str], translation: str | tuple[str, ...], problems: list[str]
) -> None:
    assert checked(source, translation) == problems


def test_fuzzy_and_stale_texts_are_told() -> None:
    texts, catalog = Catalog(), Catalog(locale="de")
    texts.add("New")
    catalog.add("Old", "Alt", flags=["fuzzy"])
    assert catalogues.problems(catalog, texts) == [
        "not up to date: 'New'",
        "not up to date: 'Old'",
        "fuzzy: 'Old'",
    ]


@pytest.mark.parametrize(
    "path", sorted(catalogues.catalogues().values()), ids=lambda path: path.stem
)
def test_no_shipped_catalogue_says_anything_wrong(path: Path) -> None:
    # Which texts have no translation yet is told by `check`, before a release: whoever adds a tip
    # is not to be held up by eight languages.
    texts = catalogues.template()
    shipped = catalogues.read(path)
    late = ("not up to date: ", "no translation: ")
    assert [one for one in catalogues.problems(shipped, texts) if not one.startswith(late)] == []


def test_no_line_of_french_begins_with_a_sign_that_belongs_to_the_word_before() -> None:
    with (catalogues.ROOT / catalogues.FOLDER / "fr.po").open("rb") as file:
        told = [message.string for message in read_po(file) if message.id]
    texts = [text for forms in told for text in ([forms] if isinstance(forms, str) else forms)]
    assert [text for text in texts if re.search(" [:;?!»]|« ", text)] == []


def test_every_language_has_a_catalogue() -> None:
    assert set(catalogues.catalogues()) == set(LANGUAGES) - {ENGLISH}


TWITCH = {
    "ar": "رف(?:ّ|رف|يف)",
    "de": "zuck|faszik",
    "es": "contracci|fascicul|espasmo",
    "fr": "tressa|fascicul|secousse|spasme",
    "it": "contrazion|fascicol|spasm|guizz|scatti muscol",
    "nl": "trekking|fascicul|spasme",
    "pl": "drga|drgn|fascyk|skurcz",
    "pt_BR": "contraç|fascicul|espasmo",
}
"""How a twitch is called in each language, as patterns for small letters."""
NOTIFICATIONS = ("tips/catalog/", "tray/nudge", "tray/replies", "tray/trial_nudges", "tray/notify")
"""Where their texts stand; English ones are held elsewhere."""


@pytest.mark.parametrize("code", sorted(catalogues.catalogues()))
def test_no_notification_and_no_title_of_a_window_names_a_twitch_in_any_language(code: str) -> None:
    catalog, pattern = catalogues.read(catalogues.catalogues()[code]), TWITCH[code]
    known = catalog.get("About twitches")
    assert known is not None
    assert re.search(pattern, str(known.string).lower()), "the words of this language are others"
    seen = [
        text
        for message in catalog
        if str(message.id).endswith(" - Lull")
        or any(place.startswith(NOTIFICATIONS) for place, _ in message.locations)
        for text in catalogues._forms(message.string)
    ]
    assert len(seen) > 100
    assert [text for text in seen if re.search(pattern, text.lower())] == []


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / "catalogues.py", *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def test_the_command_counts_texts_and_writes_a_template(tmp_path: Path) -> None:
    out = tmp_path / "lull.pot"
    done = run("extract", "--out", str(out))
    assert done.returncode == 0, done.stderr
    counts = dict(line.split(": ") for line in done.stdout.splitlines())
    assert list(counts) == [*catalogues.ROOMS, "all"]
    texts = read_po(io.BytesIO(out.read_bytes()))
    assert len(texts) == int(counts["all"]) > 1000
    assert texts.get("This translation has not been reviewed by a clinician.")


def test_every_shown_text_has_its_places_by_name() -> None:
    for message in catalogues.template():
        if message.id:
            for text in catalogues._forms(message.id):
                assert "{}" not in text
                assert "%s" not in text
                assert text == text.strip()


def test_a_text_is_counted_everywhere_or_nowhere() -> None:
    # gettext keeps both under the same name.
    found = [text for _, text, _, _ in catalogues._in_code(ROOT)]
    counted = {text[0] for text in found if isinstance(text, tuple)}
    assert counted & {text for text in found if isinstance(text, str)} == set()


def test_every_catalogue_is_of_a_language_that_can_be_chosen() -> None:
    assert set(catalogues.catalogues()) <= set(LANGUAGES) - {ENGLISH}


def test_the_settings_name_the_languages() -> None:
    text = (ROOT / "config" / "defaults.toml").read_text("utf-8")
    assert tomllib.loads(text)["language"] == ""
    *others, last = sorted(LANGUAGES)
    assert f"speaks: {', '.join(others)} or {last};" in text


_SHOWN_ERRORS = {
    *("LullError", "InputError", "SettingsError", "WrongValueError", "JournalError"),
    *("JournalDamageError", "DesktopError", "RecordError", "NotKnownError"),
}
MARKS = {*catalogues.FORMS, *catalogues.IN_CONTEXT}
_WORDS = re.compile(r"[a-z]")
"""What is in capitals alone is a name of SQLite's."""


def _bare(call: ast.Call) -> list[str]:
    """The words of an error's arguments that went through no catalogue."""
    arguments = call.args
    if isinstance(call.func, ast.Attribute):  # of_field: the name of a field is no text
        arguments = [call.args[0], *call.args[2:]]
    marked = {
        id(inner)
        for argument in arguments
        for one in ast.walk(argument)
        if isinstance(one, ast.Call)
        if isinstance(one.func, ast.Name)
        and one.func.id in {*catalogues.FORMS, *catalogues.IN_CONTEXT}
        for inner in ast.walk(one)
    }
    return [
        one.value
        for argument in arguments
        for one in ast.walk(argument)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in marked
        if _WORDS.search(one.value)
    ]


def test_no_error_that_a_person_reads_has_words_beside_the_catalogues() -> None:
    found = []
    for room in catalogues.ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    name = node.func.value if isinstance(node.func, ast.Attribute) else node.func
                    if isinstance(name, ast.Name) and name.id in _SHOWN_ERRORS and node.args:
                        found += [f"{path.name}:{node.lineno}: {words}" for words in _bare(node)]
    assert found == []
