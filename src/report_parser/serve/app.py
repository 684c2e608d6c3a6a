"""The feed as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version

from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer
from fastapi_offline import FastAPIOffline
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from report_parser.batch.program import program_digest
from report_parser.limits import Limits
from report_parser.rules import Rules, load_rules
from report_parser.serve.auth import BearerAuth
from report_parser.serve.headers import NoSniffing
from report_parser.serve.office import Given, office_routes
from report_parser.serve.openapi import describe_problems, operation_id
from report_parser.serve.pages import page_routes
from report_parser.serve.parsing import parse_routes
from report_parser.serve.problems import described, install
from report_parser.serve.routes import store_routes
from report_parser.serve.workers import Workers
from report_parser.store import Store

_ABOUT = """Chinese government work reports (政府工作报告) as data.

Lists are paged: give `next` of one page as `after` for the following one; all pages show the store as it was at
the first.
With `Accept: application/x-ndjson` a list comes whole, one item a line. Answers carry an `ETag`; ask again with
`If-None-Match` and get 304 while nothing has changed. To mirror the store, follow `/changes`.
"""


_EACH = Limits(seconds=60)


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """How many `POST /parse` run at once, what one may cost, and how many MiB it may send."""

    workers: int = 2
    each: Limits = _EACH
    upload_mebibytes: int = 16


def create_app(
    store: Store | None,
    *,
    token: str | None = None,
    limits: ParseLimits | None = None,
    rules: Rules | None = None,
    opened: Given | None = None,
    origins: Sequence[str] = (),
    hosts: Sequence[str] = (),
) -> FastAPI:
    """The application over an open store, or without one. With a `token`, every request must bear it.

    `rules` parse what is sent and name the indicators; the shipped ones unless given. `opened` is a report that the
    page at `/` has at hand. Pages of the `origins` may read the answers in a browser; * is any. Where `hosts` are
    given, a request that names another is refused: else a page of any site could reach a server on this machine by a
    name of its own that points here.
    """
    limits = limits or ParseLimits()
    rules = load_rules() if rules is None else rules
    program = program_digest(map(str, rules.folders))
    workers = Workers(limits.workers, limits.each, rules)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        workers.close()

    # Its documentation needs no network: the scripts of Swagger UI come with the package.
    app = FastAPIOffline(
        title="report_parser",
        version=version("report_parser"),
        description=_ABOUT,
        lifespan=lifespan,
        redoc_url=None,
        generate_unique_id_function=operation_id,
        # The middleware below does the asking; this tells the readers of the OpenAPI document.
        dependencies=[] if token is None else [Depends(HTTPBearer(auto_error=False))],
        responses={} if token is None else described(HTTPStatus.UNAUTHORIZED),
    )
    install(app)
    describe_problems(app)
    if store is not None:
        for router in store_routes(store, rules, program):
            app.include_router(router)
        app.include_router(page_routes(store, rules, program))
    most = limits.upload_mebibytes * 2**20
    app.include_router(parse_routes(workers, most))
    app.include_router(office_routes(workers, most, rules, shelf=store is not None, opened=opened))
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    if token is not None:
        app.add_middleware(BearerAuth, token=token)
    if origins:  # the outermost: a browser asks leave before it sends a token
        app.add_middleware(
            CORSMiddleware, allow_origins=list(origins), allow_headers=["*"], expose_headers=["ETag", "Link"]
        )
    if hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.add_middleware(NoSniffing)
    return app
