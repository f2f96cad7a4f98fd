"""What the layout promises and no linter knows; the rooms' imports are import-linter's part."""

from __future__ import annotations

import ast
import functools
import re
import sys
from pathlib import Path

import archives
import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("config", "journal", "tips", "tray", "windows")
LONGEST_MODULE_LINES = 400
SOURCES = archives.sources(ROOT)
MODULES = [path for path in SOURCES if path.suffix == ".py"]
PRODUCT = [path for path in MODULES if path.parts[0] in ROOMS]
TEXTS = [path for path in SOURCES if path.suffix not in {".png", ".gif", ".ico", ".pdf"}]

MAY_PRINT = re.compile(r"tray/(__main__|commands/\w+|demo|notify/console)\.py")
"""The command line, and what stands in for a desktop in a terminal."""

STANDS_ALONE = {
    "tray/bus": {"jeepney", "tray.bus"},
    "tray/icon/status_notifier": {"PIL", "pystray", "tray.bus", "tray.icon.status_notifier"},
}
"""The tray backend and its transport, usable without Lull: all that each may import."""

NETWORK_MODULES = {
    "aiohttp",
    "ftplib",
    "http.client",
    "http.server",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socketserver",
    "ssl",
    "urllib.request",
    "urllib3",
    "xmlrpc",
}
NETWORK_NAMES = {
    "AF_INET",
    "AF_INET6",
    "create_connection",
    "create_datagram_endpoint",
    "create_server",
    "getaddrinfo",
    "gethostbyname",
    "open_connection",
    "start_server",
}

# Put together here, so that this file does not hold what it looks for.
FOREIGN_PATHS = re.compile("|".join(f"/{top}/" for top in ("home", "root", "work", "Users")))
DOWNLOAD_HOSTS = re.compile("|".join(("py" + "pi[.]org", "python" + "hosted", "npm" + "js[.]")))
LEFT_OPEN = re.compile(rf"\b({'|'.join(('TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'))})\b")


@functools.cache
def text(path: Path) -> str:
    return (ROOT / path).read_text("utf-8")


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line)
    ]


def imported(path: Path) -> list[tuple[int, str]]:
    """Return line and full name of each import, ``from a import b`` as ``a.b``."""
    names = []
    package = ".".join(path.with_suffix("").parts[:-1])
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                origin = ".".join([*above, origin]).rstrip(".")
            names += [(node.lineno, f"{origin}.{alias.name}") for alias in node.names]
    return names


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


def test_the_rooms_are_there_to_be_looked_at() -> None:
    assert {path.parts[0] for path in PRODUCT} == set(ROOMS)


def test_no_module_is_longer_than_one_meaning() -> None:
    lines = {str(path): text(path).count("\n") for path in MODULES}
    assert {path: n for path, n in lines.items() if n > LONGEST_MODULE_LINES} == {}


def test_no_room_hides_a_module_of_the_standard_library() -> None:
    assert not set(ROOMS) & sys.stdlib_module_names


def test_a_module_is_named_for_what_it_holds() -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|manager|misc|common)$")
    assert [str(path) for path in MODULES if vague.search(path.stem)] == []


def test_a_broad_except_stands_only_at_a_barrier() -> None:
    unmarked = []
    for path in PRODUCT:
        lines = text(path).splitlines()
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ExceptHandler) or not is_broad(node):
                continue
            last = node.body[-1]
            goes_on_up = isinstance(last, ast.Raise) and last.exc is None
            if not goes_on_up and "barrier" not in lines[node.lineno - 1].partition("#")[2]:
                unmarked.append(f"{path}:{node.lineno}")
    assert unmarked == []


def test_the_local_time_is_asked_for_in_one_place() -> None:
    # Without a zone, Python refuses what some systems are set to: see config/local_time.py.
    asking = [
        f"{path}:{node.lineno}"
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if path.as_posix() != "config/local_time.py"
        and isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr == "astimezone" and not (node.args or node.keywords))
    ]
    assert asking == []


def is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    named = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(named & {"Exception", "BaseException"})


def test_only_the_command_line_prints() -> None:
    prints = [
        f"{path}:{node.lineno}"
        for path in PRODUCT
        if not MAY_PRINT.fullmatch(path.as_posix())
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert prints == []


def test_no_product_code_can_reach_a_network() -> None:
    reaching = [
        f"{path}:{line}: {name}"
        for path in PRODUCT
        for line, name in imported(path)
        if any(f"{name}.".startswith(f"{module}.") for module in NETWORK_MODULES)
        or name.rpartition(".")[2] in NETWORK_NAMES
    ]
    reaching += [
        f"{path}:{node.lineno}: {node.attr}"
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in NETWORK_NAMES
    ]
    assert reaching == []


def test_only_the_fallback_notifier_loads_plyer() -> None:
    # It loads plyer by name when it is needed, which import-linter does not see.
    loading = {
        path.as_posix()
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Call) and "import_module('plyer" in ast.unparse(node))
    }
    loading |= {
        path.as_posix() for path in PRODUCT for _, name in imported(path) if "plyer" in name
    }
    assert loading == {"tray/notify/portable.py"}


@pytest.mark.parametrize("folder", STANDS_ALONE)
def test_the_tray_backend_and_its_transport_stand_alone(folder: str) -> None:
    inside = [path for path in MODULES if path.parent == Path(folder)]
    assert len(inside) > 1
    strange = [
        f"{path}:{line}: {name}"
        for path in inside
        for line, name in imported(path)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not any(f"{name}.".startswith(f"{known}.") for known in STANDS_ALONE[folder])
    ]
    assert strange == []


@pytest.mark.parametrize("room", ["notify"])
def test_what_notifies_never_names_the_symptom(room: str) -> None:
    naming = [
        f"{path}:{node.lineno}"
        for path in PRODUCT
        if path.parts[:2] == ("tray", room)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "twitch" in node.value.lower()
    ]
    assert naming == []


def test_a_check_is_switched_off_only_with_a_reason() -> None:
    # The pattern itself is such a line.
    switch = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover)(?P<rest>.*)")
    # "likewise" points to the reason of the line before.
    reason = re.compile(r"[-#(]\s*(likewise\b|\w\S*(\s+\S+)+)")
    bare = []
    for path in MODULES:
        lines = text(path).splitlines()
        for number, line in enumerate(lines):
            match = switch.search(line)
            above = lines[number - 1].strip() if number else ""
            if match and not reason.search(match["rest"]) and not above.startswith("#"):
                bare.append(f"{path}:{number + 1}: {line.strip()}")
    assert bare == []


def test_nothing_is_left_open() -> None:
    assert found(LEFT_OPEN, TEXTS) == []
    raising = [
        f"{path}:{node.lineno}"
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node)
    ]
    assert raising == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert found(FOREIGN_PATHS, TEXTS) == []


def test_no_file_names_a_place_to_download_from() -> None:
    assert found(DOWNLOAD_HOSTS, TEXTS) == []


def test_no_two_test_modules_share_a_name() -> None:
    # pytest imports a module without a package by its name alone: of two, one is not collected.
    names = [path.name for path in MODULES if path.parts[0] == "tests" and "__" not in path.name]
    shared = {name for name in names if names.count(name) > 1}
    assert shared <= {"conftest.py"}
