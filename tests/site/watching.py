"""What a site does in the browser that its readers never asked for: every page opened, everything noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Self
from urllib.parse import quote

from playwright.sync_api import Browser, ConsoleMessage, Page
from reading import Site

# In front of every script of a page: whatever a payload would call tells on it.
_WATCH = """
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => { window.ran = name };
window.open = () => { window.ran = "open" };
"""
# Handlers, schemes that run, tags that load or send, scripts that are not the theme's own.
_ACTIVE = """() => {
  const own = /^(about:|blob:|data:image|mailto:|https?:|#|$)/i, found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || name === "srcdoc") found.push(element.tagName + " " + name);
    }
    for (const name of ["href", "src", "action", "formaction", "data"]) {
      const target = element[name];
      if (typeof target === "string" && /^[a-z][a-z0-9+.-]*:/i.test(target) && !own.test(target))
        found.push(element.tagName + " " + name + "=" + target.slice(0, 60));
    }
    const inside = element.closest("article, .md-nav, .md-header");
    if (inside && /^(iframe|object|embed|base|meta|link|style|math|applet|frame)$/i.test(element.tagName))
      found.push(element.tagName);
    if (element.closest("article") && /^script$/i.test(element.tagName)) found.push("SCRIPT in the article");
  }
  return found;
}"""

# All of it in one go: what is folded in is unfolded, what ran told, what is active listed.
_LOOK = f"""() => {{
  document.querySelectorAll("article details").forEach(one => one.open = true);
  const active = ({_ACTIVE})();
  return [window.ran, active];
}}"""
Until = Literal["load", "domcontentloaded"]


@dataclass
class Watched:
    """The addresses opened, and what they did: each row names the page."""

    pages: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    active: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    said: str = ""


class Visit:
    """A page in the browser that notes what it does; without `policy` one that knows no Content-Security-Policy."""

    def __init__(self, site: Site, browser: Browser, found: Watched, *, policy: bool) -> None:
        self.found = found
        self.context = browser.new_context(bypass_csp=not policy)
        self.context.add_init_script(_WATCH)
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        _listen(self.page, site, found)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def look(self, address: str) -> None:
        """Notes what ran, and what on the page is active."""
        ran, active = self.page.evaluate(_LOOK)
        self.found.ran += [f"{address}: {ran}"] if ran else []
        self.found.active += [f"{address}: {what}" for what in active]


def watched(site: Site, browser: Browser, *, policy: bool, until: Until = "load") -> Watched:
    """Every page of `site`, each looked at when it is loaded `until` then."""
    found = Watched()
    with Visit(site, browser, found, policy=policy) as visit:
        for path in sorted(site.folder.rglob("*.html")):
            address = quote(path.relative_to(site.folder).as_posix())
            found.pages.append(address)
            visit.page.goto(site.base + address.removesuffix("index.html"), wait_until=until)
            visit.look(address)
    return found


def _listen(page: Page, site: Site, found: Watched) -> None:
    def note(rows: list[str], what: str) -> None:
        rows.append(f"{found.pages[-1] if found.pages else ''}: {what}")

    def route(request_url: str) -> bool:
        return not request_url.startswith((site.base, "data:", "blob:"))

    page.on("request", lambda request: note(found.outside, request.url) if route(request.url) else None)
    page.on("dialog", lambda dialog: (note(found.ran, dialog.type), dialog.dismiss()))
    page.on("pageerror", lambda error: note(found.errors, str(error)))
    page.on("console", lambda message: note(found.errors, message.text) if _tells(message) else None)


def _tells(message: ConsoleMessage) -> bool:
    """An error, a violation of the policy among them; that a picture of an editor is not there is none."""
    return message.type == "error" and "404 (File not found)" not in message.text
