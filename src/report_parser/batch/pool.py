"""The pool: worker processes kept busy and kept alive, outcomes in the order of the tasks or as they come.

A small supervisor of our own, because the ready ones fail where a shelf of unknown files needs them.
`concurrent.futures` gives the whole pool up when one worker dies, and has no limit for a task;
`multiprocessing.Pool` waits for ever for the task of a dead worker; in `pebble` workers share one pipe under
a lock, and a worker killed while it holds the lock stops the pool. Here a worker is a program with a
pipe of its own and one thread that talks to it: whatever happens to it, nobody else notices.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from queue import LifoQueue
from threading import Lock, Timer

from report_parser.batch.task import Failure, Outcome, Settings, Task
from report_parser.batch.worker import OUT_OF_MEMORY
from report_parser.errors import ReportParserError
from report_parser.limits import over_memory, over_time

ATTEMPTS = 3
"""How often a file is tried whose worker dies: a death may have come from outside, three hardly do."""

START_LIMIT = 120.0
"""Seconds a worker may take to load its rules."""


def core_count() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Worker:
    """One worker process and the pipes to it; made when its first task comes, made anew after a death."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._starting = Lock()

    def do(self, task: Task) -> Outcome:
        """The outcome of a task, whatever becomes of the process. Raises ReportParserError where no other could do it.

        A task whose worker dies is tried again in a fresh one, since the death may have come from outside.
        """
        code = 0
        for attempt in range(ATTEMPTS):
            process = self._process or self._start()
            with _Deadline(process, self._settings.limits.seconds) as deadline:
                reply = _ask(process, asdict(task))
            if reply is not None:
                return _outcome(task, *reply)
            code = self._bury()
            if deadline.passed:
                cause = over_time(task.uri, self._settings.limits.seconds).cause
                return Outcome(task, "failed", Failure(task.uri, "limit", cause))
            if code == OUT_OF_MEMORY and attempt:  # not what earlier reports left: it had a fresh process
                break
        if code == OUT_OF_MEMORY:
            cause = over_memory(task.uri, self._settings.limits.mebibytes).cause
            return Outcome(task, "failed", Failure(task.uri, "limit", cause))
        cause = f"the worker parsing it {_death(code)}, {ATTEMPTS} times"
        return Outcome(task, "failed", Failure(task.uri, "crash", cause))

    def kill(self) -> None:
        """End the process at once and start no other; safe while another thread is in `do`."""
        with self._starting:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process and let go of its pipes, when no thread is in `do` any more."""
        self.kill()
        if self._process is not None:
            self._bury()

    def _start(self) -> subprocess.Popen[bytes]:
        """A process that is ready for tasks; one that dies before it is ready is replaced like any other."""
        code = 0
        for _ in range(ATTEMPTS):
            process = self._spawn()
            with _Deadline(process, START_LIMIT):
                reply = _ask(process, asdict(self._settings))
            if reply is None:
                code = self._bury()
            elif reply[0]["status"] == "refused":
                self._bury()
                raise ReportParserError(str(reply[0]["cause"]))
            else:
                return process
        raise ReportParserError(f"a worker process {_death(code)} while it loaded its rules, {ATTEMPTS} times")

    def _spawn(self) -> subprocess.Popen[bytes]:
        with self._starting:
            if self._closed:
                raise ReportParserError("the pool of workers is closed")
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _program()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "OMP_NUM_THREADS": "1"},  # there is a worker for every core
            )
            return self._process

    def _bury(self) -> int:
        """Close the pipes of a dead or dying process and take its exit code."""
        process, self._process = self._process, None
        assert process is not None and process.stdin is not None and process.stdout is not None
        with suppress(BrokenPipeError):  # half a task was in the pipe when it died
            process.stdin.close()
        process.stdout.close()
        return process.wait()


def _program() -> str:
    """What a worker runs: it imports from where this process does, so it is the same package that it finds.

    What lies in the current folder is not importable for it, whatever its name.
    """
    package = str(Path(__file__).parents[2])
    paths = [path for path in dict.fromkeys([*sys.path, package]) if path]
    return f"import sys; sys.path[:] = {paths!r}; from report_parser.batch.worker import main; main()"


class _Deadline:
    """Kills a process that is not done in time; `passed` says whether it did."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.passed = False
        self._process = process
        self._timer = Timer(seconds, self._kill)
        self._timer.daemon = True

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _kill(self) -> None:
        self.passed = True
        self._process.kill()


def _ask(process: subprocess.Popen[bytes], question: dict[str, object]) -> tuple[dict[str, object], bytes] | None:
    """The reply of a worker, header and payload; None where it died before the last byte."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(json.dumps(question).encode() + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return None
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        return None
    head: dict[str, object] = json.loads(line)
    size = head["size"]
    assert isinstance(size, int)
    payload = process.stdout.read(size)
    return (head, payload) if len(payload) == size else None


def _outcome(task: Task, head: dict[str, object], payload: bytes) -> Outcome:
    status, failure = head["status"], head.get("failure")
    if status == "refused":
        raise ReportParserError(str(head["cause"]))
    if isinstance(failure, dict):
        return Outcome(task, "failed", Failure(**failure))
    return Outcome(task, "skipped" if status == "skipped" else "parsed", json=payload or None)


def _death(code: int) -> str:
    """How a process ended, in words: was killed (SIGKILL), or stopped with exit code 1."""
    if code < 0:
        try:
            return f"was ended by {signal.Signals(-code).name}"
        except ValueError:
            return f"was ended by signal {-code}"
    return f"stopped with exit code {code}"


class Pool:
    """As many workers as asked for, started when there is work for them; a context manager that ends them."""

    def __init__(self, workers: int, settings: Settings) -> None:
        self._size = workers
        self._settings = settings
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="report-parser")
        self._idle: LifoQueue[Worker] = LifoQueue()
        self._all = [Worker(settings) for _ in range(workers)]
        for worker in self._all:
            self._idle.put(worker)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.kill()
        self._threads.shutdown(wait=True)
        for worker in self._all:
            worker.close()

    def in_order(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes in the order of the tasks; a few more tasks than workers are under way, never all."""
        tasks = iter(tasks)
        under_way: deque[Future[Outcome]] = deque()
        for task in islice(tasks, self._window):
            under_way.append(self._threads.submit(self._do, task))
        while under_way:
            outcome = under_way.popleft().result()
            for task in islice(tasks, 1):
                under_way.append(self._threads.submit(self._do, task))
            yield outcome

    def as_completed(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes as they come."""
        tasks = iter(tasks)
        under_way = {self._threads.submit(self._do, task) for task in islice(tasks, self._window)}
        while under_way:
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                under_way.update(self._threads.submit(self._do, task) for task in islice(tasks, 1))
                yield future.result()

    @property
    def _window(self) -> int:
        return 4 * self._size

    def _do(self, task: Task) -> Outcome:
        worker = self._idle.get()
        try:
            return worker.do(task)
        finally:
            self._idle.put(worker)
