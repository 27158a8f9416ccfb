"""The public door to a plan: what the action server gives is passed on, with headers that keep it private."""

from collections.abc import Callable
from typing import Any

import pytest
import requests


def get(door: str, path: str) -> requests.Response:
    return requests.get(f"{door}plan/{path}", timeout=15)


def test_a_plan_is_passed_on_to_anyone_with_the_link(door: str) -> None:
    answer = get(door, "good.id.x")
    assert (answer.status_code, answer.text) == (200, "<h1>good.id.x</h1>")
    assert answer.headers["Content-Type"].startswith("text/html")


def test_the_word_file_keeps_its_name_and_nothing_internal_leaks(door: str) -> None:
    answer = get(door, "good.id.x.docx")
    assert answer.text == "<h1>good.id.x.docx</h1>"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan.docx"'
    assert "X-Internal" not in answer.headers


@pytest.mark.parametrize("path", ["good.id.x", "old.id.x", "nonsense"])
def test_no_cache_no_index_no_script_no_referrer(door: str, path: str) -> None:
    headers = get(door, path).headers
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Referrer-Policy"] == "no-referrer"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy and "unsafe" not in policy


def test_an_expired_plan_says_so(door: str) -> None:
    answer = get(door, "old.id.x")
    assert answer.status_code == 410 and "过期" in answer.text


@pytest.mark.parametrize(
    "path", ["nonsense", "a.b", "..%2f..%2fstatus", "good.id.x%3fa=1", "good.id.x.html", "%E5%9D%AA.id.x", "x" * 700]
)
def test_what_cannot_be_a_link_of_ours_never_reaches_the_action_server(door: str, path: str) -> None:
    answer = get(door, path)
    assert answer.status_code == 404 and "<h1>good" not in answer.text and "snapshot" not in answer.text


def test_a_failing_action_server_gets_a_friendly_page(door: str) -> None:
    answer = get(door, "broken.id.x")
    assert answer.status_code == 503 and "过几分钟" in answer.text


def test_an_action_server_that_is_away_gets_a_friendly_page(door_at: Callable[..., Any]) -> None:
    with door_at("http://127.0.0.1:9") as door:
        answer = get(door, "good.id.x")
    assert answer.status_code == 503 and "过几分钟" in answer.text
