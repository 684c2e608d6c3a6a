"""Uploads: a place first, then the body, on disk; what is slow or breaks off takes nothing from others."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

import uvicorn
from fastapi import Request
from starlette.types import Message, Receive, Scope, Send

from report_parser.limits import Limits
from report_parser.rules import load_rules
from report_parser.serve import patience, uploads
from report_parser.serve.app import ParseLimits, create_app
from report_parser.serve.problems import ProblemError
from report_parser.serve.workers import Workers

HEAD = "POST /parse HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n"
TEXT = "2023年，新建公园13个。".encode()


def request_of(*messages: Message) -> Request:
    """A request whose body comes in these pieces, and then no more."""
    left = iter(messages)

    async def receive() -> Message:
        message = next(left, None)
        if message is None:
            await asyncio.sleep(3600)
        assert message is not None
        return message

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


def piece(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


# What comes -> the answer, or what is saved.
BODIES = {
    "whole": ([piece(b"ab", more=True), piece(b"c", more=False)], 200),
    "too large": ([piece(b"abcd", more=True), piece(b"e", more=False)], 413),
    "no more comes": ([piece(b"ab", more=True)], 408),
    "broken off": ([piece(b"ab", more=True), {"type": "http.disconnect"}], 400),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_saved_or_let_go(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages, status = BODIES[name]
    monkeypatch.setattr(uploads, "PIECE_SECONDS", 0.1)
    try:
        asyncio.run(uploads.save_body(request_of(*messages), tmp_path / "upload", 4))
    except ProblemError as error:
        assert error.status == status
    else:
        assert (tmp_path / "upload").read_bytes() == b"abc" and status == 200


def test_a_body_that_comes_drop_by_drop_takes_no_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "UPLOAD_SECONDS", 0.0)
    with pytest.raises(ProblemError, match="took too long"):
        asyncio.run(uploads.save_body(request_of(), tmp_path / "upload", 4))


def test_a_place_is_given_back() -> None:
    workers = Workers(1, Limits(), load_rules())

    async def taken() -> None:
        for _ in range(3):
            places = [workers.place() for _ in range(5)]
            folders = [await place.__aenter__() for place in places]
            with pytest.raises(ProblemError, match="busy"):
                await workers.place().__aenter__()
            for place in places:
                await place.__aexit__(None, None, None)
            assert not any(folder.exists() for folder in folders)

    asyncio.run(taken())


@contextmanager
def served(app: object) -> Iterator[tuple[str, int]]:
    """The address of a server in this process, with the protocol of the command line."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(app, log_level="critical", http=patience.PatientProtocol)  # type: ignore[arg-type]
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()
        finally:
            server.should_exit = True
            thread.join()


def asked(address: tuple[str, int], sent: bytes) -> bytes:
    """What comes back until the connection is closed, or an answer is there."""
    with socket.create_connection(address, timeout=60) as connection:
        connection.sendall(sent)
        return connection.recv(2**16)


def test_a_head_that_does_not_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async def app(scope: Scope, _: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})

    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.5)
    with served(app) as address:
        assert asked(address, b"GET / HT") == asked(address, b"") == b""
        with socket.create_connection(address, timeout=60) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert connection.recv(2**16).startswith(b"HTTP/1.1 204")
            connection.sendall(b"GET / HT")  # neither is the next one
            assert connection.recv(2**16) == b""


def test_uploads_that_do_not_end_hold_their_places_and_nothing_else() -> None:
    with served(create_app(None, limits=ParseLimits(workers=1))) as address:
        waiting = []
        for _ in range(5):
            connection = socket.create_connection(address, timeout=60)
            connection.sendall(HEAD.format(length=10**7).encode() + TEXT)
            waiting.append(connection)
        whole = HEAD.format(length=len(TEXT)).encode() + TEXT
        refused = b""
        while b"503" not in refused:  # the five have their places when the server has read their heads
            refused = asked(address, whole)
        assert b"Retry-After" in refused or b"retry-after" in refused
        assert asked(address, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").startswith(b"HTTP/1.1 200")
        for connection in waiting:
            connection.close()
        answer = b"503"
        while b"503" in answer[:12]:
            answer = asked(address, whole)
        assert answer.startswith(b"HTTP/1.1 200")
