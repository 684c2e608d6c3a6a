"""Tables of reports: a CSV, workbook, Stata, Parquet or JSON-lines file -> its rows, each a text with place and year.

read (file -> frame) -> columns (which column is what) -> cells (text without remains) -> rows
"""
