"""What checkers that others wrote say about a page: axe-core in the browser, html-validate on what was sent."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.faults.installation import ROOT

FRONTEND = ROOT / "frontend"
AXE = "axe.min.js"
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
OPTIONS = {
    "runOnly": {"type": "tag", "values": STANDARD},
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},  # 24 px; new in WCAG 2.2, so off by itself
}
NARROWEST = 320  # CSS pixels: a small phone, and 1280 at 400 %
RUN_AXE = "options => axe.run(document, options).then(found => found.violations)"
STICKING_OUT = """width => {
    if (document.scrollingElement.scrollWidth <= width) return [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), out = [];
    for (let each; (each = words.nextNode());) {
        const range = document.createRange();
        range.selectNodeContents(each);
        if (range.getBoundingClientRect().right > width) out.push(each.parentElement.outerHTML);
    }
    return out.length ? out.map(html => html.slice(0, 160)) : ['something without words'];
}"""


OUTLINE = """() => {
    const told = each => [...each.attributes]
        .filter(a => /^(class|role|type|aria-|hidden|open|dir|lang|disabled)/.test(a.name))
        .map(a => /^aria-(labelledby|describedby|controls)/.test(a.name) ? a.name : a.name + a.value);
    const outline = each => {
        const inner = [...each.childNodes].map(node => node.nodeType === 3
            ? (node.data.trim() ? '.' : '') : node.nodeType === 1 ? outline(node) : '');
        const once = inner.filter((part, at) => part && part !== inner[at - 1]);
        return `<${each.localName} ${told(each).sort()}>${once.join('')}</>`;
    };
    return outline(document.documentElement);
}"""


def outline(page: Page) -> str:
    """How the page is built, without its words: two pages with the same outline have the same barriers.

    Siblings that are built alike count once, so a list of two and a list of nine are the same.
    """
    return str(page.evaluate(OUTLINE))


def put_axe(static: Path) -> None:
    """Among the files that the server gives away: a browser reads it once, and not for every page anew."""
    shutil.copy(FRONTEND / "node_modules" / "axe-core" / AXE, static / AXE)


def barriers(page: Page) -> list[str]:
    """What keeps somebody from using this page, one line each. The server has axe (`put_axe`)."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(url=f"/static/{AXE}")
    return [line for each in page.evaluate(RUN_AXE, OPTIONS) for line in _lines(each)]


def _lines(violation: dict[str, Any]) -> Iterator[str]:
    for node in violation["nodes"]:
        why = " ".join(node["failureSummary"].split())
        yield f"{violation['id']}: {node['html'][:200]} {why}"


def sideways(page: Page) -> list[str]:
    """What sticks out on the narrowest screen, so that one must scroll sideways. Leaves the page narrow."""
    size = page.viewport_size
    page.set_viewport_size({"width": NARROWEST, "height": size["height"] if size else 640})
    return [
        f"wider than {NARROWEST} px: {html}" for html in page.evaluate(STICKING_OUT, NARROWEST)
    ]


def invalid(pages: dict[str, str], folder: Path) -> list[str]:
    """What is wrong in the HTML of pages, by their names; one process for all."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html, encoding="utf-8")
        names[str(file)] = name
    return [
        f"{names[found['filePath']]} {line}"
        for found in _validate(folder)
        for line in _faults(found)
    ]


def _validate(folder: Path) -> Any:
    program = FRONTEND / "node_modules" / ".bin" / "html-validate"
    config = FRONTEND / ".htmlvalidate.mjs"
    command = [program, "--config", config, "--formatter", "json", folder / "*.html"]
    report = folder / "report.json"  # a pipe would lose the end of a long one
    with report.open("w") as output:
        done = subprocess.run(
            command, stdout=output, stderr=subprocess.PIPE, text=True, check=False, cwd=folder
        )
    assert report.stat().st_size, done.stderr
    return json.loads(report.read_text())


def _faults(found: dict[str, Any]) -> Iterator[str]:
    for each in found["messages"]:
        yield f"line {each['line']}: {each['ruleId']}: {each['message']}"
