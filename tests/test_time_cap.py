"""A cap counts what the processor does, and ends what swallows its error too."""

import contextlib
import threading
import time

import pytest

from dossier.reading.time_cap import TooLongError, at_most

pytestmark = pytest.mark.whole


def compute(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_what_is_quick_is_left_alone():
    with at_most(5):
        compute(0.01)
    compute(0.01)


def test_what_computes_too_long_is_ended():
    with pytest.raises(TooLongError), at_most(0.1):
        compute(20)


def test_who_waits_does_not_compute():
    with at_most(0.2):
        time.sleep(0.4)


def test_an_error_that_is_swallowed_comes_again():
    def stubborn():
        with contextlib.suppress(TooLongError):
            compute(20)
        compute(20)

    with pytest.raises(TooLongError), at_most(0.1):
        stubborn()


def in_thread(work):
    """Do a piece of work in a thread of its own, as a Dask worker does; return what it gave or raised."""
    results = []

    def do():
        try:
            results.append(work())
        except TooLongError:
            results.append("too long")

    thread = threading.Thread(target=do)
    thread.start()
    thread.join()
    return results


def test_in_another_thread_the_cap_holds_too():
    def work():
        with at_most(0.1):
            compute(20)

    assert in_thread(work) == ["too long"]


def test_in_another_thread_an_error_that_is_swallowed_comes_again():
    def stubborn():
        with at_most(0.1):
            with contextlib.suppress(TooLongError):
                compute(20)
            compute(20)

    assert in_thread(stubborn) == ["too long"]


def test_in_another_thread_who_waits_does_not_compute():
    def work():
        with at_most(0.2):
            time.sleep(0.4)
        return "done"

    assert in_thread(work) == ["done"]


def test_in_another_thread_nothing_comes_behind_the_end():
    def work():
        for _ in range(200):
            with contextlib.suppress(TooLongError), at_most(0.001):
                compute(0.001)
        before = threading.active_count()
        compute(0.3)
        return threading.active_count() <= before

    assert in_thread(work) == [True]


def test_only_the_thread_that_computes_is_ended():
    def busy():
        compute(0.5)
        return "done"

    others = []
    other = threading.Thread(target=lambda: others.append(busy()))
    other.start()

    def work():
        with at_most(0.1):
            compute(20)

    assert in_thread(work) == ["too long"]
    other.join()
    assert others == ["done"]
