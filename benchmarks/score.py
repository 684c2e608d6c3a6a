"""Score the parser on reports read by hand, and say which rows a change gained and lost.

    REPORT_PARSER_GOLD=../shared/gold python benchmarks/score.py [--accept] [--show N] [--json] [SET ...]

Sets are dev, heldout and fresh (the first two where none is named); what they are is told in `references.py`. The
figures are those of the scorer beside the annotations. Gained and lost is a row in comparison with `tests/accepted/`;
`--accept` adds what is gained. What is lost stays listed, and the tests fail on it, until it is read right again or
its line says why it was given up. Exit code 1 where a row is lost.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from accepted import ACCEPTED, change, read_accepted, write_accepted
from measure import Measured, measure
from references import SETS
from report_parser.pipeline import Parser


def main() -> int:
    """Print figures, gains and losses of each set."""
    arguments = _arguments()
    if "REPORT_PARSER_GOLD" not in os.environ:
        print("REPORT_PARSER_GOLD is not set: the annotated reports cannot be read", file=sys.stderr)
        return 2
    gold, parser, lost = Path(os.environ["REPORT_PARSER_GOLD"]), Parser(), 0
    for which in arguments.sets or SETS[:2]:
        measured = measure(which, gold, parser)
        for name, lines in measured.wrong.items():
            if arguments.show:
                print(f"--- {name}: {len(lines)} wrong", *lines[: arguments.show], sep="\n")
        print(json.dumps({which: measured.figures}, indent=1) if arguments.json else _table(which, measured))
        lost += _compare(which, measured, accept=arguments.accept)
    return 1 if lost else 0


def _arguments() -> argparse.Namespace:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}")
    cli.add_argument("--accept", action="store_true", help="list the rows gained in tests/accepted/")
    cli.add_argument("--show", type=int, default=0, metavar="N", help="show up to N wrong rows of each report")
    cli.add_argument("--json", action="store_true", help="print the figures of every report as JSON")
    found = cli.parse_args()
    if unknown := set(found.sets) - set(SETS):
        cli.error(f"no such set: {', '.join(sorted(unknown))}")
    return found


def _table(which: str, measured: Measured) -> str:
    """The figures of all reports of a set together."""
    width = max(map(len, measured.figures["all"]))
    lines = [f"{name:{width}} {value:.3f}" for name, value in measured.figures["all"].items()]
    return "\n".join((f"{which}: {len(measured.wrong)} reports", *lines))


def _compare(which: str, measured: Measured, *, accept: bool) -> int:
    """Print what is gained and lost against the accepted rows; how many are lost."""
    path = ACCEPTED / f"{which}.txt"
    accepted = read_accepted(path)
    found = change(accepted, measured.right)
    for title, rows in (("gained", found.gained), ("lost", found.lost)):
        print(f"{which}: {len(rows)} rows {title}")
        print("".join(f"  {row}\n" for row in rows), end="")
    if accept:
        write_accepted(path, accepted, found.gained)
        print(f"{path}: {len(found.gained)} rows added")
    return len(found.lost)


if __name__ == "__main__":
    sys.exit(main())
