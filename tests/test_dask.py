"""The Dask engine: the local engine's output, also when a node of the cluster is lost on the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from report_parser.batch.program import make_settings
from report_parser.batch.run import Summary, run_batch
from report_parser.batch.task import Outcome, Settings, Task
from report_parser.errors import ReportParserError
from shelf import Alone, contents, make_shelf

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

from report_parser.batch.cluster import DaskEngine, close_workers  # noqa: E402 - needs distributed


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """A real cluster: a scheduler and two worker processes, which a nanny each starts again when lost."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        yield cluster


def expected(tmp_path: Path) -> dict[str, bytes]:
    settings = make_settings(output=str(tmp_path / "alone"))
    run_batch(["shelf"], settings, Alone(settings))
    return contents(tmp_path / "alone")


def test_a_lost_node_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cluster: object) -> None:
    monkeypatch.chdir(tmp_path)
    shelf = make_shelf(tmp_path / "shelf", 24)
    (shelf / "broken.txt").write_bytes(b"")
    address: str = cluster.scheduler_address  # type: ignore[attr-defined]
    lost: list[int] = []

    class Unlucky(DaskEngine):
        def as_completed(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
            for count, outcome in enumerate(super().as_completed(tasks)):
                if count == 4:
                    with distributed.Client(address) as client:
                        lost.append(next(iter(client.run(os.getpid).values())))
                    os.kill(lost[0], signal.SIGKILL)
                yield outcome

    settings = make_settings(output=str(tmp_path / "out"))
    summary = run_batch(["shelf"], settings, Unlucky(address, None, settings))
    assert lost
    assert summary.parsed + summary.skipped == 24
    assert [failure.uri for failure in summary.failures] == ["shelf/broken.txt"]
    assert contents(tmp_path / "out") == expected(tmp_path)


def test_urls_in_and_out(tmp_path: Path, cluster: object) -> None:
    make_shelf(tmp_path / "shelf", 3)
    settings = make_settings(output=f"local://{tmp_path}/out")
    address: str = cluster.scheduler_address  # type: ignore[attr-defined]
    for parsed, skipped in ((3, 0), (0, 3)):
        summary = run_batch([f"local://{tmp_path}/shelf/*.txt", f"local://{tmp_path}/shelf/2001/"], settings,
                            DaskEngine(address, None, settings))  # fmt: skip
        assert summary == Summary(parsed, skipped, (), ())


def test_a_cluster_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make_shelf(tmp_path / "shelf", 3)
    settings = make_settings(output=str(tmp_path / "out"))
    assert run_batch(["shelf"], settings, DaskEngine(None, 1, settings)).parsed == 3
    assert contents(tmp_path / "out") == expected(tmp_path)
    close_workers()


def test_no_scheduler(tmp_path: Path) -> None:
    settings = make_settings(output=str(tmp_path))
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(ReportParserError, match="no Dask scheduler answers at tcp:"),
    ):
        DaskEngine("tcp://127.0.0.1:9", None, settings).__enter__()


def test_a_worker_with_other_rules_refuses(tmp_path: Path, cluster: object) -> None:
    make_shelf(tmp_path / "shelf", 1)
    settings = Settings(program="another", output=str(tmp_path / "out"))
    address: str = cluster.scheduler_address  # type: ignore[attr-defined]
    with pytest.raises(ReportParserError, match="another version of report_parser"):
        run_batch([str(tmp_path / "shelf")], settings, DaskEngine(address, None, settings))
