# shellcheck shell=sh disable=SC2154
# Shared by ./run and ./test, which set $root: the quick look whether the environment is there.
# Everything slow is in environment.py, so that a second start costs a few milliseconds.

# A caller's own modules and its wish for no byte code must not reach the installed program:
# a stranger's "config" on PYTHONPATH would hide ours, and an uncompiled start is a slow one.
unset PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE

# is_current KIND: the same bytes as stamp_bytes() in environment.py writes.
is_current() {
    [ -x "$root/.venv/bin/python" ] && [ -x "$root/.venv/bin/lull" ] &&
        { printf '%s\n' "$root" && cat "$root/pyproject.toml" "$root/requirements/$1.txt"; } |
        cmp -s - "$root/.venv/lull-$1.stamp"
}

# judge PYTHON: 0 good, 3 good but unable to make an environment yet, anything else unusable.
# It is run, not just looked up: a version manager's stand-in may be on PATH and refuse to start.
judge() {
    "$1" -c '
import sys
if sys.version_info < (3, 11):
    sys.exit(1)
try:
    import ensurepip, sqlite3, ssl, venv
except ImportError:
    sys.exit(3)
' </dev/null >/dev/null 2>&1
}

# find_python: sets $python to the best interpreter, or ends with a sentence.
find_python() {
    if [ -n "${LULL_PYTHON:-}" ]; then
        verdict=0
        judge "$LULL_PYTHON" || verdict=$?
        if [ "$verdict" -ne 0 ] && [ "$verdict" -ne 3 ]; then
            echo "lull: LULL_PYTHON=$LULL_PYTHON is not a Python 3.11 or newer that starts." >&2
            exit 1
        fi
        python=$LULL_PYTHON
        return
    fi
    python=
    for candidate in python3.14 python3.13 python3.12 python3.11 python3; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        verdict=0
        judge "$candidate" || verdict=$?
        if [ "$verdict" -eq 0 ]; then
            python=$candidate
            return
        fi
        if [ "$verdict" -eq 3 ] && [ -z "$python" ]; then
            python=$candidate
        fi
    done
    if [ -z "$python" ]; then
        echo "lull: no Python 3.11 or newer was found (looked for python3.14 to python3.11" \
            "and python3). Install one, or name it: LULL_PYTHON=/path/to/python3 $0" >&2
        exit 1
    fi
}

# speaks: whether no catalogue was changed since it was compiled.
speaks() {
    for source in "$root"/config/languages/*.po; do
        # shellcheck disable=SC3013 # POSIX has it since 2024, and every shell before
        [ ! -e "$source" ] || [ "${source%.po}.mo" -nt "$source" ] || return
    done
}

# prepare run|test
prepare() {
    # The tests also look for system packages, and a named Python may differ from the one in use.
    if [ "$1" = test ] || [ -n "${LULL_PYTHON:-}" ] || ! is_current run; then
        find_python
        "$python" "$root/scripts/environment.py" "$1" || exit $?
    fi
    speaks || "$root/.venv/bin/python" -I "$root/scripts/catalogues.py" compile >&2 || exit $?
}
