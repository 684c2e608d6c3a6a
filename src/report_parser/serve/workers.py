"""Worker processes that parse what strangers send: each can be killed when it takes too long or too much memory.

A worker is a process of its own, started when first needed, with the rules loaded once. It gets the bytes through a
pipe and sends JSON back. One that does not answer in time is killed and another takes its place.
"""

from __future__ import annotations

import contextlib
import resource
import signal
from http import HTTPStatus
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import BoundedSemaphore
from typing import Literal, NamedTuple

from report_parser.errors import SourceError
from report_parser.serve.problems import ProblemError

_CONTEXT = get_context("spawn")  # a fork of a process with threads may inherit a held lock
_QUEUE_FOR_EACH = 4


class _Order(NamedTuple):
    data: bytes
    name: str
    with_text: bool


class _Reply(NamedTuple):
    kind: Literal["model", "source", "memory"]
    text: str


class Workers:
    """At most `count` processes, each given `seconds` and `megabytes` for one source."""

    def __init__(self, count: int, seconds: float, megabytes: int) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._places = BoundedSemaphore(count * _QUEUE_FOR_EACH)
        self._free: SimpleQueue[_Worker | None] = SimpleQueue()
        for _ in range(count):
            self._free.put(None)

    def parse(self, data: bytes, name: str, *, with_text: bool) -> str:
        """The JSON of the model. Raises SourceError where it is no report, ProblemError where a limit is met."""
        if not self._places.acquire(blocking=False):
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "all workers are busy", {"Retry-After": "5"})
        try:
            worker = self._free.get()
            try:
                if worker is None or not worker.alive():
                    worker = _Worker(self._megabytes)
                return worker.parse(_Order(data, name, with_text), self._seconds)
            finally:
                self._free.put(worker)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the processes."""
        while not self._free.empty():
            worker = self._free.get()
            if worker is not None:
                worker.kill()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, megabytes: int) -> None:
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process: BaseProcess = _CONTEXT.Process(target=_serve, args=(theirs, megabytes), daemon=True)
        self._process.start()
        theirs.close()  # so that its end is seen here as the end of the pipe

    def alive(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def parse(self, order: _Order, seconds: float) -> str:
        try:
            self._pipe.send(order)
            if not self._pipe.poll(seconds):
                self.kill()
                raise ProblemError(
                    HTTPStatus.UNPROCESSABLE_ENTITY, f"parsing it took more than {seconds:g} seconds and was given up"
                )
            reply: _Reply = self._pipe.recv()
        except (EOFError, OSError) as error:
            self.kill()
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "parsing it ended the process that did it") from error
        if reply.kind == "memory":
            self.kill()
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "parsing it took more memory than is allowed")
        if reply.kind == "source":
            raise SourceError(order.name, reply.text)
        return reply.text


def _serve(pipe: Connection, megabytes: int) -> None:
    """What a worker does until the server goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers itself
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, resource.RLIM_INFINITY))
    from report_parser.export import to_json
    from report_parser.pipeline import Parser

    parser = Parser()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            order: _Order = pipe.recv()
            try:
                reply = _Reply("model", to_json(parser.parse(order.data, name=order.name, with_text=order.with_text)))
            except SourceError as error:
                reply = _Reply("source", error.cause)
            except MemoryError:
                reply = _Reply("memory", "")
            pipe.send(reply)
