"""Bearer authentication before anything else is looked at: with a token set, nothing answers without it."""

from __future__ import annotations

from hashlib import sha256
from hmac import compare_digest
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from report_parser.serve.problems import problem


class BearerAuth:
    """ASGI middleware that lets through requests with `Authorization: Bearer TOKEN`."""

    def __init__(self, app: ASGIApp, *, token: str) -> None:
        self._app = app
        self._digest = _digest(token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 401."""
        if scope["type"] != "http" or self._admits(Headers(scope=scope).get("authorization", "")):
            await self._app(scope, receive, send)
            return
        challenge = {"WWW-Authenticate": 'Bearer realm="report-parser"'}
        await problem(HTTPStatus.UNAUTHORIZED, "a bearer token is needed", challenge)(scope, receive, send)

    def _admits(self, authorization: str) -> bool:
        scheme, _, token = authorization.partition(" ")
        # Digests of one length are compared, in a time that says nothing of where they differ.
        return compare_digest(_digest(token.strip()), self._digest) and scheme.lower() == "bearer"


def _digest(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogateescape")).digest()
