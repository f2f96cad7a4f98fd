"""Keeps the catalogues of the languages: ``.venv/bin/python scripts/catalogues.py COMMAND``.

``extract`` prints how many texts are shown, by room, or writes them all into a template; ``add``
makes the catalogue of another language, ``update`` brings every catalogue up to date with the
program, ``compile`` makes of them what the program reads, and ``check`` tells what is wrong with
them.
"""

from __future__ import annotations

import argparse
import ast
import datetime as dt
import re
import sys
import tomllib
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path("config") / "languages"
ROOMS = ("config", "tips", "journal", "tray", "windows")

FORMS = {"tr": 1, "N_": 1, "trn": 2}
IN_CONTEXT = ("trp", "NP_")
"""The functions whose first arguments are shown texts; of those in a context the second is."""

COMMENT = "Translators:"
"""What a comment begins with that stands above a text for those who translate it."""

_RULE = frozenset({"id", "level", "note", "sources", "steps", "when"})
NOT_SHOWN: dict[str, frozenset[str] | None] = {
    "advice/definitions.toml": None,
    "advice/emergency.toml": _RULE,
    "advice/habits.toml": frozenset({"sources", "trigger", "when"}),
    "advice/options.toml": frozenset({"value"}),
    "advice/questions.toml": frozenset({"key", "when"}),
    "advice/report_words.toml": frozenset(),
    "advice/routine.toml": _RULE,
    "advice/soon.toml": _RULE,
    "advice/texts.toml": frozenset({"level", "sources", "to", "when"}),
    "advice/urgent.toml": _RULE,
    "advice/words.toml": None,
    "caffeine.toml": frozenset({"over", "sources", "who"}),
    "catalog/*.toml": frozenset({"evidence", "id", "sources"}),
    "drinks.toml": frozenset({"id", "sources"}),
    "emergency.toml": frozenset({"countries", "sources"}),
    "pages/*.toml": frozenset({"sources"}),
    "sources.toml": None,
    "trials.toml": frozenset({"at", "evidence", "habit", "id", "kinds", "sources"}),
}
"""The files of ``tips`` with the keys whose values are no shown texts; None for a whole file."""

_PLACE = re.compile(r"\{[^{}]*\}")
_TAG = re.compile(r"</?\w[^<>]*>")
_MNEMONIC = re.compile(r"&(?=[^\s&])(?!\w+;)")
_UNSTEADY = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Project-Id-Version|Report-Msgid-Bugs-To'
    rb"|Last-Translator|Language-Team):.*\n",
    re.MULTILINE,
)
"""Lines that change though no text did, and those that say nothing."""
_ABOVE = "# Translations of Lull; docs/languages.md says how they are made."


_NO_DAY = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def template(root: Path = ROOT) -> Catalog:
    """Every shown text of the program at ``root``, with the files in which it stands."""
    catalog = Catalog(project="Lull", charset="utf-8", fuzzy=False)
    for place, text, comments, context in (*_in_code(root), *_in_data(root)):
        known = catalog.get(text[0] if isinstance(text, tuple) else text, context)
        # Once for each file, with no line of its own: a text that moves within it is no change.
        where = [] if known and (place, 1) in known.locations else [(place, 1)]
        catalog.add(text, locations=where, auto_comments=comments, context=context)
    return catalog


_Text = str | tuple[str, ...]
_Found = tuple[str, _Text, list[str], str | None]


def _in_code(root: Path) -> Iterator[_Found]:
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            place = path.relative_to(root).as_posix()
            source = path.read_text("utf-8")
            lines = source.splitlines()
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    for text, context in _marked(node.func.id, node.args):
                        yield place, text, _comments(lines, node.lineno), context


def _marked(name: str, arguments: list[ast.expr]) -> Iterator[tuple[_Text, str | None]]:
    """The text of one call, if it stands there and is not a constant that was marked elsewhere."""
    said = tuple(
        argument.value
        for argument in arguments
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )
    if name in IN_CONTEXT and len(said) == len(arguments):
        yield said[1], said[0]
    elif name in FORMS and len(said) == FORMS[name]:
        yield said if len(said) > 1 else said[0], None


def _comments(lines: list[str], number: int) -> list[str]:
    """What stands in the comment right above a line for those who translate it."""
    above: list[str] = []
    while number > 1 and lines[number - 2].strip().startswith("#"):
        number -= 1
        above.insert(0, lines[number - 1].strip().lstrip("# "))
    words = " ".join(above)
    return [words.partition(COMMENT)[2].strip()] if COMMENT in words else []


def _in_data(root: Path) -> Iterator[_Found]:
    for path in sorted((root / "tips").rglob("*.toml")):
        place = path.relative_to(root / "tips").as_posix()
        (kept,) = (keys for name, keys in NOT_SHOWN.items() if fnmatch(place, name))
        if kept is not None:
            for text in _shown(tomllib.loads(path.read_text("utf-8")), kept):
                yield f"tips/{place}", text, [], None


def _shown(value: Any, kept: frozenset[str]) -> Iterator[str]:  # noqa: ANN401 - what TOML holds
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            # A table may be called like a key: [[level]] holds texts, and level = "urgent" none.
            rows = isinstance(inner, list) and any(isinstance(one, dict) for one in inner)
            if key not in kept or rows:
                yield from _shown(inner, kept)
    elif isinstance(value, list):
        for inner in value:
            # An answer with its name between programs: ["yes", "Yes, with trouble"].
            yield from _shown(inner[1] if isinstance(inner, list) else inner, kept)


def catalogues(root: Path = ROOT) -> dict[str, Path]:
    """The catalogues at ``root`` by the names of their languages."""
    return {path.stem: path for path in sorted((root / FOLDER).glob("*.po"))}


def read(path: Path) -> Catalog:
    """The catalogue at ``path``.

    Raises:
        babel.messages.pofile.PoFileError: It is damaged.
    """
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def write(path: Path, catalog: Catalog) -> None:
    """Write ``catalog`` so that nothing in the file changes but what was changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.fuzzy, catalog.header_comment = False, _ABOVE
    with path.open("wb") as file:
        write_po(file, catalog, width=100, ignore_obsolete=True, include_lineno=False)
    path.write_bytes(_UNSTEADY.sub(b"", path.read_bytes()))


def add(name: str, root: Path = ROOT) -> None:
    """Make the catalogue of a language that has none, without any translation.

    Raises:
        FileExistsError: It has one.
        babel.core.UnknownLocaleError: There is no such language.
    """
    path = root / FOLDER / f"{name}.po"
    if path.exists():
        raise FileExistsError(path)
    write(path, Catalog(locale=name))
    update(root)


def update(root: Path = ROOT) -> None:
    """Bring every catalogue up to date: new texts come without a translation, old ones leave."""
    texts = template(root)
    for path in catalogues(root).values():
        catalog = read(path)
        catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
        for message in catalog:
            # A number to call is the same in every language.
            if isinstance(message.id, str) and message.id.replace(" ", "").isdecimal():
                message.string = message.id
        write(path, catalog)


def compile_all(root: Path = ROOT, into: Path | None = None) -> None:
    """Make a ``.mo`` of each catalogue, in the folder ``into`` or beside it.

    Raises:
        babel.messages.pofile.PoFileError: A catalogue is damaged.
    """
    for name, path in catalogues(root).items():
        target = (into or path.parent) / f"{name}.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        # As a whole, since a program may be reading it.
        half = target.with_suffix(".half")
        catalog = read(path)
        # A file without a day is told the present one, and every build would be another.
        catalog.creation_date = catalog.revision_date = _NO_DAY
        with half.open("wb") as file:
            write_mo(file, catalog)
        half.replace(target)


def problems(catalog: Catalog, texts: Catalog) -> list[str]:
    """What is wrong with ``catalog``, a line each.

    Args:
        catalog: The translations.
        texts: The template.
    """
    found = [
        f"not up to date: {_id(message)!r}"
        for here, there in ((texts, catalog), (catalog, texts))
        for message in here
        if message.id and there.get(_id(message), message.context) is None
    ]
    for message in catalog:
        if message.id:
            found += [f"{problem}: {_id(message)!r}" for problem in _problems(message, catalog)]
    return found


def _id(message: Message) -> str:
    return _forms(message.id)[0]


def _forms(texts: str | Sequence[str] | None) -> list[str]:
    """A text, or all its plural forms."""
    return [texts] if isinstance(texts, str) else list(texts or [""])


def _problems(message: Message, catalog: Catalog) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    sources, forms = _forms(message.id), _forms(message.string)
    if not all(forms) or len(forms) != (catalog.num_plurals if len(sources) > 1 else 1):
        yield "no translation"
        return
    source = sources[-1]
    for form in forms:
        wanted, given = Counter(_PLACE.findall(source)), Counter(_PLACE.findall(form))
        if len(sources) > 1:
            # "one day" says its number in words.
            wanted.pop("{n}", None)
            given.pop("{n}", None)
        if wanted != given:
            yield f"other places in {form!r}"
        for what, pattern in (("marks", _TAG), ("mnemonics", _MNEMONIC)):
            if len(pattern.findall(source)) != len(pattern.findall(form)):
                yield f"other {what} in {form!r}"
        # A space that does not break is meant: French has one between thousands.
        if (form.strip(" \t\n") == form) != (source.strip(" \t\n") == source):
            yield f"stray spaces in {form!r}"


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def _extract(out: Path | None) -> int:
    texts = template()
    if out is not None:
        write(out, texts)
    rooms = Counter(message.locations[0][0].split("/")[0] for message in texts if message.id)
    for room in ROOMS:
        say(f"{room}: {rooms[room]}")
    say(f"all: {rooms.total()}")
    return 0


def _check() -> int:
    texts = template()
    wrong = 0
    for name, path in catalogues().items():
        found = problems(read(path), texts)
        wrong += len(found)
        for line in found:
            say(f"{name}: {line}")
        say(f"{name}: {len(found)} problems in {len(texts)} texts")
    return 1 if wrong else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    extract = commands.add_parser("extract", help="how many texts are shown, by room")
    extract.add_argument("--out", type=Path, help="a template (.pot) to write")
    new = commands.add_parser("add", help="make the catalogue of another language")
    new.add_argument("language", help="its name, such as sv or pt_BR")
    commands.add_parser("update", help="bring every catalogue up to date")
    commands.add_parser("compile", help="make what the program reads")
    commands.add_parser("check", help="tell what is wrong with the catalogues")
    chosen = parser.parse_args(arguments)
    if chosen.command == "extract":
        return _extract(chosen.out)
    if chosen.command == "check":
        return _check()
    if chosen.command == "add":
        add(chosen.language)
    elif chosen.command == "update":
        update()
    else:
        compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
