#!/bin/sh
# Articles, if they are here → data/measured; then data/coded, data/measured and data/record → data/dataset.
set -eu
cd "$(dirname "$0")/.."
texts=${DOSSIER_TEXTS:-data/texts}
if [ -d "$texts" ]; then
    .venv/bin/python -m dossier measure "$texts" --out data/measured --merge
else
    echo "the articles are not here (data/texts, DOSSIER_TEXTS): data/measured stays, so a new name or alias finds nothing yet" >&2
fi
.venv/bin/python -m dossier build
