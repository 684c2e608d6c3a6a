"""`report-parser serve`: the feed of a store over HTTP."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from report_parser.cli.options import rules_option, store_option
from report_parser.limits import TEXT_LIMIT

if TYPE_CHECKING:
    from report_parser.rules import Rules


LOOPBACK = ("127.0.0.1", "localhost")
"""The names of this machine to itself."""
MOST_CONNECTIONS = 512
"""Connections at once; more are told to come back (503), so that slow ones cannot take all memory."""

SECONDS_TO_LEAVE = 5
"""How long a server that is told to stop waits for answers under way; followers of events never end by themselves."""


@click.command("serve")
@store_option(required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 for any.")
@click.option(
    "--token",
    envvar="REPORT_PARSER_TOKEN",
    show_envvar=True,
    help="Ask every request for this bearer token. The variable keeps it out of the list of processes.",
)
@click.option("--insecure-public", is_flag=True, help="Listen at an address that others reach, without a token.")
@click.option("--parse-workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes for /parse.")
@click.option("--parse-seconds", type=click.FloatRange(0.1), default=60, show_default=True, help="Time for one upload.")
@click.option(
    "--parse-memory",
    type=click.IntRange(512),
    default=2048,
    show_default=True,
    metavar="MIB",
    help="Memory of a process for /parse.",
)
@click.option(
    "--parse-characters", type=click.IntRange(1), default=TEXT_LIMIT, show_default=True, metavar="CHARACTERS",
    help="Length of the text of an upload.",
)  # fmt: skip
@click.option(
    "--max-upload", type=click.IntRange(1, 64), default=16, show_default=True, metavar="MIB", help="Size of an upload."
)
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN",
    help="Let pages of this origin (https://example.org, or * for any) read the feed in a browser; may be repeated.",
)  # fmt: skip
@click.option(
    "--allowed-host", "hosts", multiple=True, metavar="NAME",
    help="Answer only requests that name this host; may be repeated. On loopback its own names, elsewhere any.",
)  # fmt: skip
@rules_option
def serve_command(
    store: str | None, host: str, port: int, token: str | None, insecure_public: bool, parse_workers: int,
    parse_seconds: float, parse_memory: int, parse_characters: int, max_upload: int,
    origins: tuple[str, ...], hosts: tuple[str, ...], rules: Rules,
) -> None:  # fmt: skip
    """Serve a page to drop reports on, POST /parse, and a store: /reports /statements /facts /changes; see /docs.

    Without a store nothing is kept.
    """
    if token is not None and len(token) < 16:
        raise click.UsageError("--token: make it 16 characters at least, such as `openssl rand -hex 24` gives")
    if token is None and not insecure_public and not _is_loopback(host):
        raise click.UsageError(
            f"{host} can be reached by others: set --token, or say --insecure-public if all may read and parse"
        )
    try:
        import uvicorn

        from report_parser.limits import Limits
        from report_parser.serve.app import ParseLimits, create_app
        from report_parser.serve.patience import PatientProtocol
    except ImportError as error:
        from report_parser.errors import MissingExtraError

        raise MissingExtraError(error.name or "fastapi", "serve") from error
    from contextlib import nullcontext

    from report_parser.store import Store

    os.environ.pop("REPORT_PARSER_TOKEN", None)  # the processes that parse have no use for it
    if not hosts and host in LOOPBACK:
        hosts = LOOPBACK
    limits = ParseLimits(parse_workers, Limits(parse_seconds, parse_memory, parse_characters), max_upload)
    with nullcontext() if store is None else Store(store, rules=rules) as opened:
        uvicorn.run(
            create_app(opened, token=token, limits=limits, rules=rules, origins=origins, hosts=hosts),
            host=host,
            port=port,
            server_header=False,
            http=PatientProtocol,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=SECONDS_TO_LEAVE,
        )


def _is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
