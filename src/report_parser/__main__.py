"""`python -m report_parser`: the same as the console script."""

from report_parser.cli import main

main()
