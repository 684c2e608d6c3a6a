"""Shelves of reports: a pool of worker processes, one JSON a report, four Parquet tables, a list of what failed.

    inputs -> tasks -> pool of workers (or a Dask cluster) -> one JSON and one part a report -> merge -> tables

`bench` is what happens to one report, the same on every engine; `worker` is the process it happens in, `pool`
keeps the workers alive, `run` and `merge` make the whole, `folder` writes so that no half-written file is seen.
"""
