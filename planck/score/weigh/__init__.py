"""One file per weighting; each registers in `WEIGHTINGS`."""
