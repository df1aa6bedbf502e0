"""A browser for the tests of this folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or ""
# Playwright's own event loop is closed by the collector, and late.
LATE = ("ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            for text in LATE:
                item.add_marker(pytest.mark.filterwarnings(text))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; the tests are skipped where it, or what drives it, is not installed."""
    driver = pytest.importorskip(
        "playwright.sync_api", reason="no browser is driven: the group `browser` is not installed"
    )
    if not CHROMIUM:
        pytest.skip("no browser is driven: chromium is not installed")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def blank(chromium: Any) -> Iterator[Any]:
    """A page with nothing on it."""
    page = chromium.new_page()
    yield page
    page.close()
