"""Exports: reports -> the files that offices and statisticians work with.

`written` says a number as the report does; `targets` and `tasks` are the rows of the two tables that `workbook`
lays out; `panel` sets targets beside outturns; `tabular` writes rows as JSON lines, CSV and Parquet.
"""
