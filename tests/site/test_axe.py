"""Nothing that axe-core finds fault with, on any kind of page, in both schemes and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect
from reading import Site, search

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
# All that is sure is a fault, of whatever rank; what axe wants looked at by people is not counted.
RUN = """async () => {
  const told = await axe.run(document, { resultTypes: ["violations"] })
  const say = (rule, node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n")[1]}`
  return told.violations.flatMap(rule => rule.nodes.map(node => say(rule, node)))
}"""
PLACES = (
    "",
    "about/",
    "404.html",
    *(f"browse/{name}/" for name in ("people", "places", "organisations", "outlets", "tags", "timeline")),
    *(f"browse/{name}/" for name in ("together", "cuts", "articles")),
)
SETTINGS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 800}, "is_mobile": True, "has_touch": True},
}


@pytest.fixture(params=SETTINGS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(**SETTINGS[request.param], reduced_motion="reduce", bypass_csp=True)
    context.add_init_script(AXE)
    yield context.new_page()
    context.close()


def test_no_kind_of_page_has_a_fault(site: Site, page: Page) -> None:
    entry = next(path for path in (site.folder / "browse/people").iterdir() if path.is_dir())
    found: list[str] = []
    for address in (
        *(site.base + place for place in PLACES),
        f"{site.base}browse/people/{entry.name}/",
        site.urls["000"],
        site.urls["004"],
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        found += [f"{address}: {fault}" for fault in page.evaluate(RUN)]
    assert found == []


@pytest.mark.parametrize("number", ["000", "004"])
def test_the_open_search_has_no_fault(site: Site, page: Page, number: str) -> None:
    page.goto(site.urls[number])
    search(page, "Taliban")
    page.locator(".finder summary").click()
    expect(page.locator("#finder-lang option").nth(1)).to_be_attached()
    assert page.evaluate(RUN) == []
    page.locator(".finder-close").evaluate(
        "button => { button.removeAttribute('aria-label'); button.textContent = '' }"
    )
    assert "button-name" in page.evaluate(RUN)[0], "axe did not look"
