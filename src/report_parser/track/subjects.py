"""What a clause leaves to the one before it: 启动环城路建设，|6月底通车; 水厂开工，|主体完工."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report_parser.track.deeds import further
from report_parser.track.items import Item

# The next clause of a sentence stands behind one mark.
_NEXT = 1
# A clause that says so little speaks of what went before.
_LITTLE = 3


def with_subjects(promises: Sequence[Item]) -> list[Item]:
    """The promises, each that names nothing of its own joined to what the clause before it in its task names."""
    found: list[Item] = []
    for promise in promises:
        before = found[-1] if found else None
        if before is not None and _goes_on(before, promise) and _leaves_out(promise):
            subject = before.subject or before.things[0].text
            promise = replace(
                promise,
                subject=subject,
                chunks=(*before.chunks, *promise.chunks),
                grams=before.grams | promise.grams,
                things=before.things,
                names=before.names,
                quotes=before.quotes,
                near={**before.near, **promise.near},
            )
        found.append(promise)
    return found


def with_aftermath(answers: Sequence[Item]) -> list[Item]:
    """The answers, each with the stage that the clauses behind it tell of the same thing: 水厂开工建设，|主体完工."""
    found: list[Item] = []
    for answer in reversed(answers):
        after = found[-1] if found else None
        if after is not None and _adjoins(answer, after) and _leaves_out(after):
            answer = replace(answer, progress=further(answer.progress, after.progress))
        found.append(answer)
    return found[::-1]


def _goes_on(before: Item, promise: Item) -> bool:
    task = promise.statement.task
    a_work = before.works or any(thing.named for thing in before.things)
    return bool(before.things) and a_work and task == before.statement.task and _adjoins(before, promise)


def _adjoins(before: Item, after: Item) -> bool:
    return 0 <= after.statement.start - before.statement.end <= _NEXT


def _leaves_out(clause: Item) -> bool:
    """Whether a clause tells a stage or a date, and nothing of what reaches it: 6月底达到通车条件, 主体完工."""
    statement = clause.statement
    own = [thing for thing in clause.things if thing.named] if statement.objects else []
    carried = bool(statement.objects) and all(thing.start < statement.start for thing in statement.objects)
    told = clause.progress.stage is not None or statement.deadline is not None
    little = sum(map(len, clause.chunks)) <= _LITTLE
    return told and not statement.facts and (carried or (little and not own and not clause.quotes))
