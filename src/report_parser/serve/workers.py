"""Worker processes that parse what strangers send: each can be ended when it takes too long or too much memory.

They are the workers of a batch, started when first needed. An upload reaches them as a temporary file, which is gone
when the answer is there; its name is ours, never the client's.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from queue import LifoQueue
from tempfile import TemporaryDirectory

from anyio import CapacityLimiter, to_thread

from report_parser.batch.pool import Worker
from report_parser.batch.program import make_settings
from report_parser.batch.task import Task
from report_parser.limits import Limits
from report_parser.rules import Rules
from report_parser.serve.problems import ProblemError

_WAITING_FOR_EACH = 4


class Workers:
    """At most `count` processes, each with these limits for one source."""

    def __init__(self, count: int, limits: Limits, rules: Rules) -> None:
        # Both forms of a model come from one worker: the text can be taken out of the JSON, but not put in.
        settings = make_settings(rules, with_text=True, limits=limits)
        self._all = [Worker(settings) for _ in range(count)]
        self._free: LifoQueue[Worker] = LifoQueue()
        for worker in self._all:
            self._free.put(worker)
        self._limiter = CapacityLimiter(count)
        self._taken, self._most = 0, count * (1 + _WAITING_FOR_EACH)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Path]:
        """A place among those who are served or wait, and a folder for what is sent. Raises ProblemError: none is free.

        It is taken before an upload is read, so that no more of them are on their way than can be parsed soon.
        """
        if self._taken == self._most:
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "all workers are busy", {"Retry-After": "5"})
        self._taken += 1
        try:
            with TemporaryDirectory(prefix="report-parser-") as folder:
                yield Path(folder)
        finally:
            self._taken -= 1

    async def parse(
        self, file: Path, name: str, *, with_text: bool, place: str | None = None, year: int | None = None
    ) -> bytes:
        """The JSON of the model of a file; `place` and `year` are for a text that does not say.

        Raises ProblemError where it is no report or meets a limit. It waits in threads of its own, one a process: what
        else the server does finds its threads free.
        """
        task = Task(name, str(file), place=place, year=year)
        return await to_thread.run_sync(partial(self._do, task, with_text=with_text), limiter=self._limiter)

    def close(self) -> None:
        """End the processes."""
        for worker in self._all:
            worker.close()

    def _do(self, task: Task, *, with_text: bool) -> bytes:
        worker = self._free.get()
        try:
            outcome = worker.do(task)
        finally:
            self._free.put(worker)
        if outcome.failure is not None:
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, outcome.failure.cause)
        assert outcome.json is not None, "a worker without an output folder returns the JSON"
        if with_text:
            return outcome.json
        model = json.loads(outcome.json)
        model["source"]["text"] = None
        return json.dumps(model, ensure_ascii=False).encode()
