"""Words of a command → its exit status and what it prints, without the second that a fresh Python needs.

`run` forks this process, which has read the packages already: the command has a process, a folder, an
environment and streams of its own, and leaves this one as it was. A test of the start itself, or of what
a Python takes from its environment when it starts, uses `subprocess`.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from dossier.cli import app


def run(*arguments, root, words="", environment=None):
    """Run ``python -m dossier`` with ``arguments`` in the folder ``root``; return a `CompletedProcess`."""
    arguments = [str(argument) for argument in arguments]
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("in", "out", "err")]
        for stream, text in zip(streams, (words, "", ""), strict=True):
            stream.write_text(text, encoding="utf-8")
        child = multiprocessing.get_context("fork").Process(
            target=_call, args=(arguments, root, dict(environment or os.environ), streams)
        )
        child.start()
        child.join()
        _, printed, said = (stream.read_text(encoding="utf-8") for stream in streams)
    return subprocess.CompletedProcess(arguments, child.exitcode, printed, said)


def _call(arguments, root, environment, streams):
    for number, stream in enumerate(streams):
        opened = os.open(stream, os.O_RDWR | os.O_APPEND)
        os.dup2(opened, number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, mode in enumerate("rww")
    )
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(root)
    try:
        app(arguments, prog_name="python -m dossier")
        status = 0
    except SystemExit as left:
        status = left.code
    except BaseException:  # as a Python does that ends with a traceback
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    sys.exit(status)
