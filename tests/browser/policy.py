"""What a browser refused because of the content security policy."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import BrowserContext, Page

_LISTEN: Final = """() => {
    window.refusedByPolicy = [];
    document.addEventListener("securitypolicyviolation", (refused) =>
        window.refusedByPolicy.push(`${refused.effectiveDirective}: ${refused.blockedURI}`));
}"""


def watch(context: BrowserContext) -> None:
    """Note from now on what the pages of this profile are refused."""
    context.add_init_script(f"({_LISTEN})()")


def refused(page: Page) -> list[str]:
    """Return what the page was refused since it was loaded, as "directive: what"."""
    return list(page.evaluate("() => window.refusedByPolicy"))
