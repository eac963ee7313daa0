"""Seconds of computing → an error once they are used up, so that one file cannot stop a whole folder."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST_SECONDS = 600
"""How long one file may be read: an article takes a second or two, 20 MB of plain words some minutes."""


class TooLongError(Exception):
    """The seconds are used up."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise ``TooLongError`` in what is done here once it has used ``seconds`` of the processor.

    A cap is a clock, and so the one thing in `measure` that another machine may answer in another way. It
    counts the time of this process on the processor, so a busy machine changes nothing. Only the main thread
    of a process on Unix can be interrupted; elsewhere there is no cap.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    # Again after each further second, because a library may swallow the first error.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
