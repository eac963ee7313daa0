#!/bin/sh
# Make .venv from requirements.lock, and install the package into it.
# A step with a stamp is not done again; the stamp is written last, so an
# interrupted set-up starts anew.
set -eu
cd "$(dirname "$0")/.."

step=setup
venv=.venv
log=$venv/setup.log
. tools/stamps.sh

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if is_new_enough "$python"; then
            command -v "$python"
            return
        fi
    done
    fail "Python 3.11 or later is needed and was not found; install it, or name it: make setup PYTHON=/path/to/python3"
}

make_environment() {
    rm -rf "$venv"
    if command -v uv >/dev/null; then
        uv venv --quiet --python "$python" "$venv"
    elif "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -m venv "$venv"
    else
        fail "this Python has no venv module; install it (Debian, Ubuntu: apt install python3-venv) and run make again"
    fi
}

# uv makes environments without pip, and an environment made by pip stays when
# uv is installed later: so pip installs where there is a pip, and uv elsewhere.
install() {
    if [ -x "$venv/bin/pip" ]; then
        "$venv/bin/pip" --disable-pip-version-check --no-input --retries 2 install --no-compile "$@"
    else
        uv pip install --python "$venv/bin/python" "$@"
    fi >"$log" 2>&1 || explain
}

explain() {
    if grep -Eqi 'certificate' "$log"; then
        fail "a certificate is not trusted; where a proxy has one of its own, name its file and run make again: PIP_CERT=/path/to/proxy.pem (for uv: SSL_CERT_FILE=/path/to/proxy.pem) (details: $log)"
    fi
    if grep -Eqi 'connection|resol|network|dns|timed out|failed to fetch' "$log"; then
        fail "the packages could not be fetched; connect to the network and run make again (details: $log)"
    fi
    cat "$log" >&2
    fail "the packages could not be installed; the reason is above"
}

# A line every ten seconds: a long wait without a word looks like a fault.
say_progress() {
    sleep 10 &
    nap=$!
    trap 'kill "$nap" 2>/dev/null' TERM # else it would hold the output open after the set-up has ended
    while wait "$nap"; do
        echo "setup: $(grep -c '^Collecting' "$log" || true) of $(grep -c '==' requirements.lock) packages are fetched"
        sleep 10 &
        nap=$!
    done
}

packages=$(key requirements.lock)
package=$(key requirements.lock pyproject.toml)

if ! stamped packages "$packages"; then
    python=$(find_python)
    echo "setup: installing the locked packages into $venv (once; one to three minutes)"
    make_environment
    say_progress &
    progress=$!
    trap 'kill "$progress" 2>/dev/null || true' EXIT
    install --require-hashes -r requirements.lock
    kill "$progress"
    # Compiled once and here, because where Python may not write its caches each start compiles again (2.5 s).
    "$venv/bin/python" -m compileall -q -j 0 "$venv"/lib/python3.*/site-packages >/dev/null || true
    echo "$packages" >"$venv/packages.stamp"
fi

if ! stamped package "$package"; then
    install --no-deps --no-build-isolation -e .
    echo "$package" >"$venv/package.stamp"
fi

# A package of our name in a folder of PYTHONPATH would be run in place of ours.
if [ -n "${PYTHONPATH:-}" ]; then
    for own in src/*/__init__.py; do
        [ -f "$own" ] || continue
        name=$(basename "$(dirname "$own")")
        found=$("$venv/bin/python" -c 'import importlib.util, sys; print(importlib.util.find_spec(sys.argv[1]).origin)' "$name")
        [ "$found" -ef "$own" ] ||
            fail "PYTHONPATH leads to another package named $name ($found); run: unset PYTHONPATH, then make again"
    done
fi
