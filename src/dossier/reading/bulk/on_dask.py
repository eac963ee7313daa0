"""Batches of work become results on a Dask cluster, in order, as `in_processes` gives them.

Paths travel, no texts: every worker must see the folder under the same path, and have this code. A batch
whose worker is lost is done again by another one. Workers compute in threads; the cap on the time of a file
holds there too.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from dossier.errors import DataError
from dossier.reading.bulk.keys import key_of_code

Batch = TypeVar("Batch")
Result = TypeVar("Result")
Run = Callable[[Callable[[Batch], Result], Iterable[Batch]], Iterator[Result]]

RETRIES = 3
"""How often a batch is tried again where a worker fails or is lost."""

_AHEAD = 2  # batches for each thread of the cluster that may be done before an earlier one is
_SECONDS = 30  # to reach the scheduler


class CannotMeasureError(Exception):
    """A worker has other code, or does not see the articles."""


@contextmanager
def dask(scheduler: str | None, folder: Path, jobs: int) -> Iterator[Run[Any, Any]]:
    """Give a function that works on the cluster of ``scheduler``; without one, on ``jobs`` new processes.

    Raises ``DataError`` where Dask is missing, the scheduler does not answer, or a worker cannot measure.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as reason:
        remedy = "install it with `pip install 'dossier[dask]'`, or leave --engine out"
        raise DataError("Dask", "is not installed", remedy=remedy) from reason
    options = {"threads_per_worker": 1, "dashboard_address": None}
    address: Any = scheduler or LocalCluster(n_workers=jobs, **options)
    try:
        client = Client(address, timeout=_SECONDS)
    except (OSError, ValueError) as reason:
        remedy = "start it with `dask scheduler`, and name its address as in tcp://10.0.0.1:8786"
        raise DataError(f"the scheduler {scheduler}", "does not answer", remedy=remedy) from reason
    try:
        yield partial(_results, client, str(folder))
    except CannotMeasureError as reason:
        raise DataError("a worker", str(reason), remedy="mend that worker, then run this again") from reason
    finally:
        client.close()
        if scheduler is None:
            address.close()


def _results(
    client: Any, folder: str, work: Callable[[Batch], Result], batches: Iterable[Batch]
) -> Iterator[Result]:
    """Yield ``work`` of each batch, in order."""
    ahead = max(_AHEAD, _AHEAD * sum(client.nthreads().values()))
    remaining = iter(batches)
    do = partial(checked, work, key_of_code(), folder)
    submit = partial(client.submit, do, pure=False, retries=RETRIES)
    waiting = deque(submit(batch) for batch in islice(remaining, ahead))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(submit(batch) for batch in islice(remaining, 1))


def checked(work: Callable[[Batch], Result], code: str, folder: str, batch: Batch) -> Result:
    """Return ``work`` of a batch; raise ``CannotMeasureError`` where this worker would give other rows.

    >>> checked(len, key_of_code(), "/", "ab")
    2
    """
    if key_of_code() != code:
        raise CannotMeasureError("has another edition of this code, or other libraries")
    if not Path(folder).is_dir():
        raise CannotMeasureError(f"does not see the folder {folder}")
    return work(batch)
