#!/bin/sh
# Every test but the slow and the deep ones, in two processes: what starts programs and builds small books, and
# beside it the rest with the stored outputs of the notebooks. COVERED=1 notes which lines and branches ran.
set -eu
cd "$(dirname "$0")/.."
log=$(mktemp)

.venv/bin/python ${COVERED:+-m coverage run} -m pytest -q -m book -o cache_dir=.pytest_cache/book src tests >"$log" 2>&1 &
other=$!
trap 'kill "$other" 2>/dev/null || true; rm -f "$log"' EXIT
trap 'exit 130' INT TERM

status=0
.venv/bin/python ${COVERED:+-m coverage run} -m pytest -q -m 'not book and not slow and not deep' --nbval --nbval-current-env \
    --nbval-cell-timeout 120 --nbval-sanitize-with tests/nbval_sanitize.cfg src tests notebooks || status=$?
wait "$other" || status=$?
cat "$log"
exit "$status"
