"""Worker processes that parse what strangers send: each can be ended when it takes too long or too much memory.

They are the workers of a batch, started when first needed. An upload reaches them as a temporary file, which is gone
when the answer is there; its name is ours, never the client's.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path
from queue import LifoQueue
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

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
        self._places = BoundedSemaphore(count * (1 + _WAITING_FOR_EACH))

    def parse(
        self, data: bytes, name: str, *, with_text: bool, place: str | None = None, year: int | None = None
    ) -> bytes:
        """The JSON of the model; `place` and `year` are for a text that does not say.

        Raises ProblemError where it is no report, meets a limit, or too many wait.
        """
        if not self._places.acquire(blocking=False):
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "all workers are busy", {"Retry-After": "5"})
        try:
            with TemporaryDirectory(prefix="report-parser-") as folder:
                file = Path(folder, "upload")
                file.write_bytes(data)
                return self._do(Task(name, str(file), place=place, year=year), with_text=with_text)
        finally:
            self._places.release()

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
