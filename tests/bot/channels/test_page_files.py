"""The page's own files: small on the wire, the same for every browser, not sent twice."""

import re
from pathlib import Path

import pytest
import requests

STATIC = Path("bot/web/static")
SCRIPTS = sorted(path.name for path in STATIC.glob("*.js"))


def test_the_page_is_light(door: str) -> None:
    page = requests.get(door, timeout=5)
    names = {part.split('"')[0] for part in page.text.split('"static/')[1:]}
    answers = [page, *(requests.get(f"{door}static/{name}", timeout=5) for name in names)]
    assert all(answer.headers["Content-Encoding"] == "gzip" for answer in answers if len(answer.content) > 1000)
    assert sum(int(answer.headers["Content-Length"]) for answer in answers) < 30_000


def test_the_page_names_every_script_so_that_none_is_waited_for_in_turn(door: str) -> None:
    page = requests.get(door, timeout=5).text
    assert sorted(re.findall(r'"static/(\w+\.js)"', page)) == SCRIPTS


@pytest.mark.parametrize("name", [*SCRIPTS, "style.css", "plan.css", "icon.svg"])
def test_plain_and_compressed_are_the_same(door: str, name: str) -> None:
    plain = requests.get(f"{door}static/{name}", headers={"Accept-Encoding": "identity"}, timeout=5)
    zipped = requests.get(f"{door}static/{name}", timeout=5)
    assert "Content-Encoding" not in plain.headers
    assert plain.content == zipped.content == (STATIC / name).read_bytes()
    assert plain.headers["Vary"] == zipped.headers["Vary"] == "Accept-Encoding"
    kind = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}[name.split(".")[-1]]
    assert plain.headers["Content-Type"].split(";")[0] == kind


def test_what_the_browser_has_is_not_sent_again(door: str) -> None:
    tag = requests.get(f"{door}static/app.js", timeout=5).headers["ETag"]
    again = requests.get(f"{door}static/app.js", headers={"If-None-Match": tag}, timeout=5)
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Security-Policy" in again.headers
    other = requests.get(f"{door}static/app.js", headers={"If-None-Match": '"old"'}, timeout=5)
    assert other.status_code == 200


@pytest.mark.parametrize("name", ["..", "%2e%2e", "none.js", "..%2findex.html", "%00", "app.js%00"])
def test_nothing_else_is_served(door: str, name: str) -> None:
    request = requests.Request("GET", door).prepare()
    request.url = f"{door}static/{name}"
    assert requests.Session().send(request, timeout=5).status_code in (400, 404)
