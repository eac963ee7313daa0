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


def test_in_another_thread_there_is_no_cap():
    results = []

    def work():
        with at_most(0.05):
            compute(0.2)
        results.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert results == ["done"]
