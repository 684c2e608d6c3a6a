"""`report-parser serve` as a process of its own, and a client to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

_PATIENCE = 120.0


@contextmanager
def running_feed(
    store: str, *options: str, token: str | None = None, log: Path | None = None
) -> Iterator[httpx.Client]:
    """A client of a server that runs for the length of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "report_parser", "serve", "--store", store, "--port", str(port), *options]
    environment = {**os.environ, **({"REPORT_PARSER_TOKEN": token} if token else {})}
    output = (log or Path(os.devnull)).open("wb")
    server = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=_PATIENCE) as client:
            _wait_for(client, server)
            yield client
    finally:
        server.terminate()
        server.wait(60)
        output.close()


def _wait_for(client: httpx.Client, server: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + _PATIENCE
    while True:
        try:
            client.get("/health").raise_for_status()
            return
        except httpx.TransportError:
            if server.poll() is not None or time.monotonic() > give_up:
                raise
            time.sleep(0.1)
