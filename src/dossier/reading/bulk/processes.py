"""Batches of work become results in the order of the batches, over as many processes as are asked for."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from dossier.errors import DataError

Batch = TypeVar("Batch")
Result = TypeVar("Result")

_AHEAD = 2  # batches for each process that may be done before an earlier one is: they wait in memory


def cores() -> int:
    """Return how many processors this process may use.

    >>> cores() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(work: Callable[[Batch], Result], batches: Iterable[Batch], jobs: int) -> Iterator[Result]:
    """Yield ``work`` of each batch, in order; with one job, or for a single batch, in this process.

    >>> list(in_processes(len, ["a", "bc"], 1))
    [1, 2]
    """
    remaining = iter(batches)
    first = list(islice(remaining, 2))
    if jobs < 2 or len(first) < 2:
        yield from map(work, first)
        yield from map(work, remaining)
        return
    with ProcessPoolExecutor(jobs, mp_context=_context()) as pool:
        try:
            waiting: deque[Future[Result]] = deque(pool.submit(work, batch) for batch in first)
            for batch in islice(remaining, _AHEAD * jobs):
                waiting.append(pool.submit(work, batch))
            while waiting:
                yield waiting.popleft().result()
                for batch in islice(remaining, 1):
                    waiting.append(pool.submit(work, batch))
        except BrokenProcessPool as error:
            problem = "a process that measured was ended from outside, often because memory ran out"
            raise DataError("measure", problem, remedy="run it again with fewer --jobs") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _context() -> multiprocessing.context.BaseContext:
    """Return a way to start processes that copies no thread and reads the modules once."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dossier.reading.bulk.work"])
    return context
