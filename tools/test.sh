#!/bin/sh
# Run every test except the slow and the deep ones, in two processes that take about as long. One runs the tests
# marked "book", which start programs and build small books. The other runs the units, the stored outputs of the
# notebooks, and the files in $beside, which are marked "book" too. What is skipped, as without git, is named.
# COVERED=1 notes which lines and branches ran.
set -eu
cd "$(dirname "$0")/.."
log=$(mktemp)
beside='tests/test_build.py tests/test_codebook.py tests/test_reach.py tests/test_second_report.py tests/test_sixth_article.py'

pytest() {
    .venv/bin/python ${COVERED:+-m coverage run} -m pytest -q -rs "$@"
}

started() {
    # shellcheck disable=SC2046
    pytest -m 'book and not slow and not deep' -o cache_dir=.pytest_cache/book $(printf -- '--ignore=%s ' $beside) src tests
}

echo 'test: two processes at once, about three minutes on two cores; the dots are of one, the other follows' >&2
started >"$log" 2>&1 &
other=$!
trap 'kill "$other" 2>/dev/null || true; rm -f "$log"' EXIT
trap 'exit 130' INT TERM

status=0
pytest -m 'not book and not slow and not deep' --nbval --nbval-current-env --nbval-cell-timeout 120 \
    --nbval-sanitize-with tests/nbval_sanitize.cfg src tests notebooks || status=$?
# shellcheck disable=SC2086
pytest -m 'book and not slow and not deep' $beside || status=$?
kill -0 "$other" 2>/dev/null && echo 'test: the other process has not finished' >&2
wait "$other" || status=$?
cat "$log"
exit "$status"
