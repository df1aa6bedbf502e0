"""Files to text: paths, bytes, places, and findings that are bounded."""
