#!/bin/sh
# Measure the articles that are at hand, then build the dataset from all that is committed.
set -eu
cd "$(dirname "$0")/.."
texts=${DOSSIER_TEXTS:-data/texts}
if [ -d "$texts" ]; then
    .venv/bin/python -m dossier measure "$texts" --out data/measured --merge
fi
.venv/bin/python -m dossier build
