"""The command line called in the test's own process, as quickly as hypothesis wants it."""

from __future__ import annotations

import dataclasses
import io
import sqlite3
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

from config.paths import Paths, resolve
from tray.commands import entry

if TYPE_CHECKING:
    from pathlib import Path


@dataclasses.dataclass(frozen=True)
class Done:
    """What came of a command."""

    status: int
    output: str
    errors: str


class Commands:
    """The command line in a home of the test's own, where nothing runs."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.paths: Paths = resolve(str(home), {})

    def __call__(self, *words: str) -> Done:
        # Like the real ones: text over bytes, so that letters that are none are met here too.
        raw = io.BytesIO(), io.BytesIO()
        output, errors = (io.TextIOWrapper(buffer, "utf-8") for buffer in raw)
        with redirect_stdout(output), redirect_stderr(errors):
            status = entry.main(words)
        output.flush()
        errors.flush()
        return Done(status, *(data.getvalue().decode("utf-8", "surrogateescape") for data in raw))

    def text(self, *words: str) -> str:
        """What a command prints that works and has nothing else to say."""
        done = self(*words)
        assert (done.status, done.errors) == (0, ""), done
        return done.output

    def refused(self, *words: str, status: int = 2) -> str:
        """The error of a command that is refused as it should be."""
        done = self(*words)
        assert done.status == status, done
        assert done.output == ""
        assert done.errors.startswith("lull: ")
        assert done.errors.endswith("\n")
        assert len(done.errors.splitlines()) == 1
        assert done.errors.removesuffix("\n").isprintable()
        title, _, detail = done.errors.removeprefix("lull: ").partition(": ")
        assert title
        assert detail.strip()
        assert len(done.errors) < 2100
        return done.errors

    def files(self) -> dict[str, bytes]:
        """Every file of the home and what stands in it."""
        if not self.home.exists():
            return {}
        files = [path for path in self.home.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.home)): path.read_bytes() for path in files}

    def kept(self) -> list[object]:
        """Everything that the journal holds of this person."""
        if not self.paths.journal.exists():
            return []
        connection = sqlite3.connect(self.paths.journal)
        try:
            tables = ("entries", "nudges", "holds", "state")
            return [
                row
                for table in tables
                for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - of the above
            ]
        finally:
            connection.close()


def at(home: Commands, *words: str) -> tuple[str, ...]:
    """The words of a command that works in another home than the test's own."""
    return (*words, "--home", str(home.home))
