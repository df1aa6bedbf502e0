"""One file per normalisation; each registers in `NORMALISATIONS`."""
