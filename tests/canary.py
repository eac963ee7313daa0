"""A browser in which a text that runs is noticed: shared by the tests that open hostile texts.

A payload that runs sets ``top.__canary``. A page is opened with its policy, and with a browser that heeds none.
"""

import re
from contextlib import contextmanager
from types import SimpleNamespace

CANARY = "__canary"
LIVE = """() => {
  const here = location.protocol;
  const addresses = ["href", "src", "action", "formaction", "data", "poster", "srcdoc", "xlink:href"];
  const astray = (each) => each.name.startsWith("on") || (addresses.includes(each.name)
    && !/^#/.test(each.value) && !(each.value === "data:," && each.ownerElement.rel === "icon")
    && URL.canParse(each.value, location.href) // what is no address leads nowhere
    && !["http:", "https:", here].includes(new URL(each.value, location.href).protocol));
  const attributes = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]).filter(astray);
  const frames = [...document.querySelectorAll("iframe, frame, object, embed, base, portal")];
  return [...attributes.map((each) => each.ownerElement), ...frames].map((element) => element.outerHTML.slice(0, 200));
}"""
WATCH = f"""
window.{CANARY} = 0;
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${{event.effectiveDirective}} ${{event.blockedURI}}`));
"""


@contextmanager
def watched(browser, *, heeded):
    """Yield a page in which the policy is heeded or not; what it did wrong is in ``faults``."""
    with browser.new_context(bypass_csp=not heeded, reduced_motion="reduce") as context:
        page, faults = context.new_page(), []
        page.add_init_script(WATCH)
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: is_elsewhere(request.url) and faults.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield SimpleNamespace(page=page, faults=faults, heeded=heeded)


def is_elsewhere(url):
    return not re.match(r"(http://127\.0\.0\.1:\d+/|file:///|data:)", url)


def wrong(reader):
    """Return what ran on the open page, what may run or lead astray, and what was refused or asked for."""
    ran = reader.page.evaluate(f"[window.{CANARY}].filter(Boolean)")
    return [*reader.faults, *ran, *reader.page.evaluate(LIVE), *reader.page.evaluate("window.violations")]
