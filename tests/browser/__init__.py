"""Pages in Debian's chromium, driven by Playwright; skipped where one of them is not there."""
