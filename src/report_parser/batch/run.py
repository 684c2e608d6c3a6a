"""A batch run from inputs to output folder."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from typing import Protocol

from report_parser.batch.folder import STATE, Folder, LocalFolder, open_folder
from report_parser.batch.inputs import find_tasks
from report_parser.batch.merge import Merger
from report_parser.batch.parts import ERRORS, json_path, part_path
from report_parser.batch.tables import Tables
from report_parser.batch.task import Failure, Outcome, Settings, Task
from report_parser.corpus.columns import Columns
from report_parser.rules import load_rules


class Engine(Protocol):
    """What runs tasks: the local pool or a cluster; entered when the run begins, left when all tasks are done."""

    def __enter__(self) -> Engine:
        """Be ready for tasks."""

    def __exit__(self, *_: object) -> None:
        """Let go of every process."""

    def as_completed(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes of all tasks, in any order."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: reports parsed, reports done already, what failed and what was left out, in input order."""

    parsed: int
    skipped: int
    failures: tuple[Failure, ...]
    ignored: tuple[Failure, ...]
    cut: tuple[str, ...] = ()
    """The rows of tables that hold only the beginning of their reports, by uri."""


def run_batch(
    inputs: Iterable[str],
    settings: Settings,
    engine: Engine,
    *,
    tables: Tables | None = None,
    progress: Callable[[Outcome, int], None] = lambda outcome, total: None,
) -> Summary:
    """Parse what the inputs name into `settings.output`; `progress` hears of every outcome, with the number of tasks.

    `tables` says how tables among the inputs are read, by the names of their columns unless given.
    Raises OutputError where the output cannot be written, ReportParserError where no worker can start.
    """
    assert settings.output is not None
    folder = open_folder(settings.output)
    with folder.locked() if isinstance(folder, LocalFolder) else nullcontext():
        folder.clean()
        found = list(find_tasks(inputs, tables or Tables(Columns(), load_rules())))
        tasks = [task for task in found if isinstance(task, Task)]
        failures = {failure.uri: failure for failure in found if isinstance(failure, Failure)}
        _drop_short_names(folder, tasks)
        skipped = 0
        with Merger(folder) as merger, engine:
            come: set[str] = set()
            waiting = deque(tasks)
            for outcome in engine.as_completed(tasks):
                come.add(outcome.task.uri)
                skipped += outcome.status == "skipped"
                if outcome.failure is not None:
                    failures[outcome.task.uri] = outcome.failure
                    folder.remove(part_path(outcome.task.name))  # of an earlier version of the file
                    folder.remove(json_path(outcome.task.name))
                while waiting and waiting[0].uri in come:  # the tables follow the order of the inputs
                    task = waiting.popleft()
                    come.remove(task.uri)
                    if task.uri not in failures:
                        merger.add(task.name)
                progress(outcome, len(tasks))
            merger.publish()
        listed = [failures[item.uri] for item in found if item.uri in failures]
        lines = (json.dumps(asdict(failure), ensure_ascii=False) + "\n" for failure in listed)
        folder.write(ERRORS, "".join(lines).encode())
        folder.clean()
    return Summary(
        parsed=len(found) - len(listed) - skipped,
        skipped=skipped,
        failures=tuple(failure for failure in listed if failure.kind != "ignored"),
        ignored=tuple(failure for failure in listed if failure.kind == "ignored"),
        cut=tuple(task.uri for task in tasks if task.cut),
    )


_NAMES = f"{STATE}/names"
"""Says how the files of an output folder are named, so that those of earlier versions are looked for once."""


def _drop_short_names(folder: Folder, tasks: Iterable[Task]) -> None:
    """Remove what an earlier version wrote of these reports, under names of fewer digits: they are written anew."""
    if folder.read(_NAMES) is not None:
        return
    for task in tasks:
        folder.remove(part_path(task.short_name))
        folder.remove(json_path(task.short_name))
    folder.write(_NAMES, b"128 bits\n")
