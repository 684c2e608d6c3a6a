"""The feed, called with what its own OpenAPI document allows, and with what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from shelves import report

schemathesis = pytest.importorskip("schemathesis")
pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from schemathesis import Case, GenerationMode  # noqa: E402
from schemathesis.checks import CheckFunction, load_all_checks  # noqa: E402
from schemathesis.schemas import BaseSchema  # noqa: E402
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402

from feed_servers import running_feed  # noqa: E402
from report_parser import Store  # noqa: E402

PLAIN = ["/health", "/indicators", "/schema"]
ASKING = ["/reports", "/reports/{report}", "/reports/{report}/versions", "/reports/{report}/view", "/statements",
          "/facts", "/export", "/panel", "/terms", "/track", "/changes", "/feed.json", "/view", "/parse"]  # fmt: skip
MODES = [
    *((path, GenerationMode.POSITIVE) for path in (*PLAIN, *ASKING)),
    *((path, GenerationMode.NEGATIVE) for path in ASKING),  # nothing can be asked wrongly of the others
]
# A cursor or a text of the right form may still be of another store, or no report: 410 and 422 are described.
NOT_ASKED: list[CheckFunction] = [positive_data_acceptance]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    path = str(tmp_path_factory.mktemp("openapi") / "shelf.db")
    with Store(path) as store:
        store.load([report("温岭市", 2024), report("义乌市", 2024)])
    load_all_checks()
    with running_feed(path, "--parse-workers", "1") as client:
        yield schemathesis.openapi.from_url(str(client.base_url.join("/openapi.json")))


@pytest.mark.parametrize(("path", "mode"), MODES)
def test_every_route_keeps_to_its_description(document: BaseSchema, path: str, mode: GenerationMode) -> None:
    """Whatever is sent, the answer is one that the document describes, and never a server error."""
    (method,) = document[path]

    @settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=document[path][method].as_strategy(generation_mode=mode))
    def call(case: Case[Any]) -> None:
        case.call_and_validate(excluded_checks=NOT_ASKED, timeout=120)

    call()


def test_every_route_is_called(document: BaseSchema) -> None:
    assert sorted(document) == sorted([*PLAIN, *ASKING])
