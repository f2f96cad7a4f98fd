"""Completions, loaded by the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tray.commands.line import build_parser
from tray.share import command_tree, completions
from tray.share.files import known_words

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = {
    "the start of a command": ("lull lo", ["log", "look-back"]),
    "after an option for all commands": ("lull --home notes.json lo", ["log", "look-back"]),
    "what can be logged": ("lull log co", ["coffee", "cola"]),
    "what an option takes": ("lull export --format ", ["csv", "json"]),
    "an option of the command": ("lull why --da", ["--days"]),
    "a file where one is wanted": ("lull import no", ["notes.json"]),
    "one of a few words": ("lull trial ", ["mark", "plan", "stop"]),
    "not the same word again": ("lull trial plan ", []),
}
"""What is typed, in a folder that holds ``notes.json`` alone, and what is offered for it."""

BASH = """
compopt() { :; } # works within a completion alone
source "$1"
for line in "${@:2}"; do
    read -ra COMP_WORDS <<< "$line"
    [[ $line == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _lull
    printf '%s\\n' "$line:" "${COMPREPLY[@]}"
done
"""

FISH = """
source $argv[1]
for line in $argv[2..]
    echo "$line:"
    complete -C $line | string replace -r '\\t.*' ''
end
exit 0
"""

# zsh completes within its line editor alone. What compadd is given there is written to a file, and
# a key after the one that completes tells that it is done.
ZSH = """
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "fpath=(${1:h} \\$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w shell 'compadd() {
    local -a found
    builtin compadd -O found "$@"
    print -rl -- $found >> told
}
completed() { print COMPL""ETED; zle kill-whole-line }
zle -N completed; bindkey "^G" completed; print READ""Y'
zpty -r shell said '*READY*'
for line in "${@:2}"; do
    print -r -- "$line:" >> told
    zpty -n -w shell "$line"$'\\t\\a'
    zpty -r shell said '*COMPLETED*'
done
zpty -d shell
cat told
"""

COMMANDS = {
    "bash": ("bash", "--norc", "-c", BASH, "bash"),
    "zsh": ("zsh", "-f", "-c", ZSH, "zsh"),
    "fish": ("fish", "--no-config", "-c", FISH),
}


@pytest.fixture(scope="module", params=COMMANDS)
def offered(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """What a shell offers for each line."""
    shell = request.param
    if shutil.which(shell) is None:
        reason = f"{shell} is missing: apt install {shell}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    folder = tmp_path_factory.mktemp(shell)
    program = command_tree.read(build_parser(), known_words())
    # zsh finds a completion by its name.
    script: Path = folder / "_lull"
    script.write_text(getattr(completions, shell)(program))
    here = folder / "here"
    here.mkdir()
    (here / "notes.json").write_text("")
    lines = [line for line, _ in EXPECTED.values()]
    argv = (*COMMANDS[shell], script, *lines)
    done = subprocess.run(argv, cwd=here, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, list[str]] = {}
    for word in done.stdout.splitlines():
        if word.removesuffix(":") in lines:
            found[word.removesuffix(":")] = words = []
        elif word:
            words.append(word)
    return found


@pytest.mark.parametrize("place", EXPECTED)
def test_a_shell_offers_what_fits_in_each_place(offered: dict[str, list[str]], place: str) -> None:
    line, expected = EXPECTED[place]
    assert sorted(set(offered[line])) == expected
