# Shared by setup.sh and setup_browser.sh, which set $step (their name in messages) and $venv (the folder).
# A stamp is a file in $venv with the key of the files that a finished step was made from.

fail() {
    echo "$step: $1" >&2
    exit 1
}

# The folder of the checkout is part of a key: scripts in an environment hold the old address after a move.
key() {
    { pwd; cat "$@"; } | cksum
}

stamped() {
    [ "$(cat "$venv/$1.stamp" 2>/dev/null)" = "$2" ]
}
