#!/bin/sh
# Install what the browser checks and the PDF need, where it is missing: a headless Chromium and what drives it.
# Debian's packages go into the system, everything else into .venv-browser.
# A step with a stamp is not done again; the stamp is written last.
set -eu
cd "$(dirname "$0")/.."

step=setup-browser
venv=.venv-browser
node=$venv/node
log=$venv/setup.log
. tools/stamps.sh

logged() {
    "$@" >"$log" 2>&1 || { cat "$log" >&2; fail "the step above failed: $*"; }
}

missing=
command -v chromium >/dev/null || missing="$missing chromium"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
# Playwright brings a node of its own, which needs libatomic; where no ldconfig lists libraries, that is not checked.
ldconfig=$(command -v ldconfig || echo /sbin/ldconfig)
if [ -x "$ldconfig" ] && ! "$ldconfig" -p | grep -q 'libatomic\.so\.1'; then
    missing="$missing libatomic1"
fi
mkdir -p "$venv"
if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
        fail "install these first, as Debian names them:$missing"
    fi
    echo "setup-browser: installing with apt:$missing"
    logged apt-get update -qq
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    logged apt-get install -y -qq --no-install-recommends $missing
fi

packages=$(key tests/browser/requirements.lock)
if ! stamped packages "$packages"; then
    echo "setup-browser: installing what drives the browser into $venv (tests/browser/requirements.lock)"
    rm -rf "$venv/bin" "$venv/lib" "$venv/lib64" "$venv/include"
    logged python3 -m venv "$venv"
    logged "$venv/bin/pip" --disable-pip-version-check --no-input install \
        --require-hashes -r tests/browser/requirements.lock
    echo "$packages" >"$venv/packages.stamp"
fi

tools=$(key tests/browser/package.json tests/browser/package-lock.json)
if ! stamped tools "$tools"; then
    echo "setup-browser: installing html-validate into $node (tests/browser/package-lock.json)"
    rm -rf "$node"
    mkdir -p "$node"
    cp tests/browser/package.json tests/browser/package-lock.json "$node"
    logged npm ci --prefix "$node" --ignore-scripts --no-audit --no-fund
    echo "$tools" >"$venv/tools.stamp"
fi
