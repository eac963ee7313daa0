#!/bin/sh
# Write an edition to take home into FOLDER: one zip with book, notebooks, data, code and lock, and the book as a
# PDF, both from the edition's own commit. Usage: tools/take_home.sh v1.0.0 FOLDER, after make site.
set -eu
version=${1#v}
out=$2
edition=$PWD/.editions/$version
browser=$PWD/.venv-browser/bin/python

if [ ! -d "$edition/_build/html" ]; then
    echo "take_home: edition $version is not built here; run make site first" >&2
    exit 1
fi
python=$edition/.venv/bin/python
[ -x "$python" ] || python=${PYTHON:-$PWD/.venv/bin/python} # make site built the edition with this one, for the same lock
sh tools/setup_browser.sh
mkdir -p "$out"
export DOSSIER_ROOT="$edition" PYTHONPATH="$edition/src"
cp "$("$python" -m dossier pack)" "$out/militant-unity-$version.zip"
"$python" -m dossier one-page >"$edition/_build/one_page.html"
"$browser" "$edition/tools/pdf.py" "$out/militant-unity-$version.pdf" <"$edition/_build/one_page.html"
