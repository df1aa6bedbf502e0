"""Large tables: text, gzip, zstd, Parquet, Arrow and queries, read by columns with pyarrow; imported when needed.

One library for all of them: whatever DuckDB, PostgreSQL or Spark hand over is Arrow already, it reads CSV as fast as the
others do, and it leaves the numbers as they were typed. What it has no word for (a bad cell, its place, how to mend
it) is told by the row reader, which gets those rows alone.
"""
