"""One file per output format; each registers its function in `FORMATS`."""
