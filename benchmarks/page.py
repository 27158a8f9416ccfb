"""The chat page as a browser gets it: bytes by kind, requests, first paint, time to usable; medians of several visits.

Run with the servers up, or let them be started: scripts/serve .venv/bin/python benchmarks/page.py
"""

import argparse
import os
import shutil
import statistics
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FIRST_WORDS = "坪山有哪些贷款贴息？"
LOOPBACK: dict[str, float] = {}
CHEAP_PHONE = {"cpu": 4, "rtt_ms": 150, "kbit_per_s": 1600}
"""Lighthouse's slow 4G and its four times slower processor."""
WATCH = """
  window.seen = { lcp: 0, shift: 0, blocked: 0, usable: null };
  const watch = (type, act) => new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => { seen.lcp = entry.startTime; });
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
  watch("longtask", (entry) => { seen.blocked += Math.max(0, entry.duration - 50); });
  // The page asks for consent as the last thing of its start: then everything works.
  new MutationObserver(() => {
    if (seen.usable === null && document.querySelector("dialog[open]")) seen.usable = performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true });
"""
READ = """() => {
  const files = performance.getEntries().filter((entry) => ["navigation", "resource"].includes(entry.entryType));
  const kind = (entry) => entry.entryType === "navigation" ? "html" : new URL(entry.name).pathname.split(".").pop();
  return {
    ...seen,
    fcp: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    files: files.map((entry) => ({ kind: kind(entry), sent: entry.transferSize, body: entry.decodedBodySize })),
  };
}"""
TIMES = {
    "first contentful paint, ms": "fcp",
    "largest contentful paint, ms": "lcp",
    "usable (all listeners on), ms": "usable",
    "total blocking time, ms": "blocked",
    "cumulative layout shift": "shift",
    "first answer after sending, ms": "answer",
}


def main() -> None:
    """Visit the page, print a Markdown table and write it to results/page.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    port = os.environ.get("WEB_PORT", "5005")
    parser.add_argument("--url", default=f"http://127.0.0.1:{port}/webhooks/web/", help="the page, with its last slash")
    parser.add_argument("--visits", type=int, default=7)
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        visit(browser, arguments.url, LOOPBACK)  # warms the server
        loopback = [visit(browser, arguments.url, LOOPBACK) for _ in range(arguments.visits)]
        cheap = [visit(browser, arguments.url, CHEAP_PHONE) for _ in range(arguments.visits)]
        again = second_visit(browser, arguments.url)
        version = browser.version
        browser.close()
    table = as_table(loopback, cheap, again, version)
    report = ROOT / "results" / "page.md"
    report.parent.mkdir(exist_ok=True)
    report.write_text(table, encoding="utf-8")
    print(table)


def visit(browser: Browser, url: str, conditions: dict[str, float]) -> dict[str, Any]:
    """One first visit with an empty cache, on a phone's screen, up to the first answer."""
    context = a_phone(browser)
    page = context.new_page()
    if conditions:
        hinder(page, conditions)
    figures = opened(page, url)
    page.locator("[data-consent=yes]").click()
    page.get_by_role("textbox").fill(FIRST_WORDS)
    begun = page.evaluate("performance.now()")
    page.keyboard.press("Enter")
    page.locator(".turn.bot:not(.typing)").wait_for()
    figures["answer"] = page.evaluate("performance.now()") - begun
    context.close()
    return figures


def second_visit(browser: Browser, url: str) -> dict[str, Any]:
    """The page opened again with the cache of the first visit."""
    context = a_phone(browser)
    opened(context.new_page(), url)
    figures = opened(context.new_page(), url)
    context.close()
    return figures


def a_phone(browser: Browser) -> BrowserContext:
    """A fresh profile with a phone's screen."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, locale="zh-CN")
    context.add_init_script(WATCH)
    return context


def hinder(page: Page, conditions: dict[str, float]) -> None:
    """Slow the processor down and narrow the network."""
    bytes_per_s = conditions["kbit_per_s"] * 1000 / 8
    network = {"offline": False, "latency": conditions["rtt_ms"], "downloadThroughput": bytes_per_s}
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.emulateNetworkConditions", {**network, "uploadThroughput": bytes_per_s})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": conditions["cpu"]})


def opened(page: Page, url: str) -> dict[str, Any]:
    """What the browser measured while the page came up."""
    page.goto(url, wait_until="load")
    page.locator("dialog[open]").wait_for()
    page.wait_for_timeout(300)  # paints and shifts are reported late
    figures: dict[str, Any] = page.evaluate(READ)
    return figures


def as_table(loopback: list[dict[str, Any]], cheap: list[dict[str, Any]], again: dict[str, Any], version: str) -> str:
    """Markdown: sizes of the first visit, then times on loopback and as on a cheap phone."""
    files = loopback[0]["files"]
    number, sent, body = (Counter[str]() for _ in range(3))
    for file in files:
        number[file["kind"]] += 1
        sent[file["kind"]] += file["sent"]
        body[file["kind"]] += file["body"]
    lines = [
        f"The page, {datetime.now():%Y-%m-%d %H:%M}, Chromium {version}, {os.cpu_count()} cores, "
        f"medians of {len(loopback)} first visits",
        "",
        "| first visit | requests | transferred, bytes | unpacked, bytes |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {kind} | {number[kind]} | {sent[kind]:,} | {body[kind]:,} |" for kind in sorted(number)),
        f"| all | {number.total()} | {sent.total():,} | {body.total():,} |",
        f"| all, second visit | {len(again['files'])} | {sum(file['sent'] for file in again['files']):,} | |",
        "",
        f"| time | loopback | {CHEAP_PHONE['cpu']}x slower processor, {CHEAP_PHONE['kbit_per_s']} kbit/s, "
        f"{CHEAP_PHONE['rtt_ms']} ms |",
        "| --- | ---: | ---: |",
    ]
    for title, key in TIMES.items():
        lines.append(f"| {title} | {median(loopback, key)} | {median(cheap, key)} |")
    return "\n".join(lines) + "\n"


def median(visits: list[dict[str, Any]], key: str) -> str:
    """The middle figure."""
    figure = statistics.median(visit[key] for visit in visits)
    return f"{figure:.0f}" if figure >= 10 else f"{figure:.2g}"


if __name__ == "__main__":
    main()
