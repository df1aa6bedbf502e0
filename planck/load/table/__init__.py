"""CSV text to figures."""
