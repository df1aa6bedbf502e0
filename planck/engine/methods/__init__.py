"""One file per status method; each registers in `METHODS`."""
