#!/bin/sh
# Articles, if they are here → data/measured; then data/coded, data/measured and data/record → data/dataset.
set -eu
cd "$(dirname "$0")/.."
texts=${DOSSIER_TEXTS:-data/texts}
if [ -d "$texts" ]; then
    .venv/bin/python -m dossier measure "$texts" --out data/measured --merge
fi
.venv/bin/python -m dossier build
