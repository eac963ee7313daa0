"""Seconds of computing → an error once they are used up, so that one file cannot stop a whole folder."""

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

MOST_SECONDS = 600
"""How long one file may be read: an article takes a second or two, 20 MB of plain words some minutes."""

_SHORTEST_WAIT = 0.01  # seconds


class TooLongError(Exception):
    """The seconds are used up."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise ``TooLongError`` in what is done here once it has used ``seconds`` of the processor.

    A cap is a clock, and so the one thing in `measure` that another machine may answer in another way. It
    counts the time on the processor, so a busy machine changes nothing. In the main thread a signal raises
    the error; in another one, as on a Dask worker, a thread beside it does. Only Unix has both clocks;
    elsewhere there is no cap.
    """
    if not hasattr(signal, "setitimer") or not hasattr(time, "pthread_getcpuclockid"):
        yield
    elif threading.current_thread() is threading.main_thread():
        with _by_signal(seconds):
            yield
    else:
        watch = _Watch(seconds)
        try:
            yield
        finally:
            try:
                watch.end()
            finally:  # the error may come while the watch ends
                watch.end()


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    """Raise the error in the main thread."""

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


class _Watch:
    """A thread that raises the error in the thread that made it, once that has used its seconds."""

    def __init__(self, seconds: float) -> None:
        self.thread = threading.get_ident()
        self.clock = time.pthread_getcpuclockid(self.thread)
        self.last = time.clock_gettime(self.clock) + seconds
        self.ended = threading.Event()
        self.lock = threading.Lock()  # no error is raised behind the end
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        """Wait until the seconds are used up; then raise, and again after each further second."""
        left = self.last - time.clock_gettime(self.clock)
        while not self.ended.wait(max(left, _SHORTEST_WAIT)):
            with self.lock:
                if self.ended.is_set():
                    return
                left = self.last - time.clock_gettime(self.clock)
                if left <= 0:
                    self._raise(TooLongError)
                    self.last, left = self.last + 1, 1

    def end(self) -> None:
        """End the watch; an error that has not come yet does not come any more."""
        with self.lock:
            if not self.ended.is_set():
                self.ended.set()
                self._raise(None)

    def _raise(self, error: type[Exception] | None) -> None:
        """Have the thread raise ``error`` at its next step, or forget the one it was to raise."""
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(self.thread), ctypes.py_object(error) if error else None
        )
