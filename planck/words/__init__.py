"""What planck says, as data."""
