"""The feed, called with what its own OpenAPI document allows, and with what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from shelves import report

schemathesis = pytest.importorskip("schemathesis")
pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from report_parser import Store  # noqa: E402
from report_parser.serve.app import Limits, create_app  # noqa: E402


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    path: Path = tmp_path_factory.mktemp("openapi") / "shelf.db"
    with Store(str(path)) as store:
        store.load([report("温岭市", 2024), report("义乌市", 2024)])
        yield schemathesis.openapi.from_asgi("/openapi.json", create_app(store, limits=Limits(workers=1)))


api = schemathesis.pytest.from_fixture("document")


@api.parametrize()
@settings(
    max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)  # fmt: skip
def test_every_route_keeps_to_its_description(case: schemathesis.Case) -> None:
    case.call_and_validate()
