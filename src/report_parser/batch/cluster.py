"""The Dask engine: the same bench for each report, on the machines of a cluster.

A Dask worker hands each report to a `Worker` process of its own, so that time and memory limits hold there as
they do here, and what a bad file kills is that process and not a node of the cluster. What a lost node had under
way Dask runs again elsewhere; doing a report twice writes the same files twice.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING
from uuid import uuid4

from report_parser.batch.pool import Worker, core_count
from report_parser.batch.task import Failure, Outcome, Settings, Task
from report_parser.errors import MissingExtraError, ReportParserError

if TYPE_CHECKING:
    from distributed import Client

WINDOW = 1000
"""Tasks handed to the scheduler at a time: enough for a cluster to see that it should grow, few enough to hold."""

_workers: dict[tuple[Settings, int], Worker] = {}


class DaskEngine:
    """The engine on the Dask cluster at `scheduler`, or on a local one of `workers` processes; a context manager.

    Raises MissingExtraError where Dask is not installed, ReportParserError where no scheduler answers.
    """

    def __init__(self, scheduler: str | None, workers: int | None, settings: Settings) -> None:
        self._scheduler = scheduler
        self._size = workers or core_count()
        self._settings = settings

    def __enter__(self) -> DaskEngine:
        try:
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise MissingExtraError("distributed", "dask") from error
        with ExitStack() as stack:
            address = self._scheduler
            if address is None:
                local = LocalCluster(n_workers=self._size, threads_per_worker=1, dashboard_address=":0")
                address = stack.enter_context(local)
            try:
                self._client: Client = stack.enter_context(Client(address))
            except OSError as error:
                raise ReportParserError(f"no Dask scheduler answers at {address} ({error})") from error
            stack.callback(self._client.run, close_workers)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def as_completed(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes as they come."""
        from distributed import KilledWorker, as_completed

        tasks, run, by_key = iter(tasks), uuid4().hex[:8], {}
        futures = as_completed()

        def submit(count: int) -> None:
            for task in islice(tasks, count):
                key = f"report-{run}-{task.name}"
                by_key[key] = task
                futures.add(self._client.submit(do, self._settings, task, key=key, pure=False))

        submit(WINDOW)
        for future in futures:
            task = by_key.pop(future.key)
            try:
                outcome: Outcome = future.result()
            except KilledWorker:
                cause = "every cluster node that it was given to was lost"
                outcome = Outcome(task, "failed", Failure(task.uri, "crash", cause))
            future.release()
            submit(1)
            yield outcome


def do(settings: Settings, task: Task) -> Outcome:
    """One report, in a Dask worker: each of its threads has a worker process, kept for the run."""
    key = (settings, threading.get_ident())
    worker = _workers.get(key)
    if worker is None:
        worker = _workers[key] = Worker(settings)
    return worker.do(task)


def close_workers() -> None:
    """End the worker processes of this Dask worker."""
    while _workers:
        _workers.popitem()[1].close()
