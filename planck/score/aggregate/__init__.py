"""One file per aggregation; each registers in `AGGREGATIONS`."""
