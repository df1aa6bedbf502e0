"""How soon the page of many regions can be used: its size, and what a browser takes until its script has run.

    python -m tests.bench.page [REGIONS TARGETS TIMES]

Needs chromium and the group `browser`.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

import planck
from planck.model import Language
from planck.render import FORMATS, Kind, View
from tests.bench.panel import Size, write_inputs

CHROMIUM = "/usr/bin/chromium"
TOOK = "performance.timing.loadEventEnd - performance.timing.navigationStart"


def measure(size: Size, times: int) -> tuple[int, list[float]]:
    """The bytes of the page, and the milliseconds that each opening took."""
    with tempfile.TemporaryDirectory() as folder:
        page = FORMATS["html"].render(
            Kind.CHECK, planck.check(*write_inputs(Path(folder), size)), View(language=Language.EN)
        )
        assert isinstance(page, str)
        path = Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            took = []
            for _ in range(times):
                opened = browser.new_page()
                opened.goto(path.as_uri())
                took.append(float(opened.evaluate(TOOK)))
                opened.close()
            browser.close()
        return path.stat().st_size, took


if __name__ == "__main__":
    regions, targets, times = (int(text) for text in (*sys.argv[1:4], *("2844", "4", "9")[len(sys.argv) - 1 :]))
    size, took = measure(Size(regions=regions, targets=targets), times)
    print(
        f"{regions} regions x {targets} targets: {size:,} bytes; usable after {median(took):.0f} ms ({min(took):.0f} to {max(took):.0f})"
    )
