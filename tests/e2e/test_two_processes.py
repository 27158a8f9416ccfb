"""Two Rasa processes over one Redis and one conversation database serve the same person: one message after the other."""

import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from conftest import ROOT, Servers, free_ports, serving
from founder import Founder
from redis_server import redis_server

pytestmark = pytest.mark.server
START_SECONDS = 180
ROUNDS = (
    ("我们有7个发明专利", "去年营收820万", {"invention_patents": 7, "revenue_wan": 820}),
    ("公司一共46个人", "注册地在坪山", {"employees": 46, "district": "坪山区"}),
    ("纳税信用A级", "想贷260万", {"tax_rating": "A", "need_amount_wan": 260}),
    ("实用新型12个", "软著9个", {"utility_patents": 12, "software_copyrights": 9}),
)


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The web doors of both processes."""
    (port,) = free_ports(1)
    with redis_server(tmp_path_factory.mktemp("redis")) as redis_url:
        shared = {"REDIS_URL": redis_url, "SESSION_SECRET": "one secret of both processes, long enough"}
        with serving(tmp_path_factory.mktemp("two"), shared) as first, _another(first, port, shared) as second:
            yield first.url, second


def _another(first: Servers, port: int, shared: dict[str, str]) -> "_Rasa":
    return _Rasa(
        port,
        {
            **shared,
            "WEB_PORT": str(port),
            "ACTION_SERVER_URL": first.actions_url,
            "RUN_DIR": str(first.run_dir),
            "TRACKER_DB": str(first.run_dir / "conversations.db"),
        },
    )


class _Rasa:
    """One more Rasa server beside the running ones."""

    def __init__(self, port: int, settings: dict[str, str]) -> None:
        self._url = f"http://127.0.0.1:{port}/webhooks/web/"
        rasa = (
            ".venv-bot/bin/rasa run --model models/advisor.tar.gz --endpoints endpoints.yml "
            f"--credentials credentials.yml --interface 127.0.0.1 --port {port}"
        )
        self._running = subprocess.Popen(
            ["bash", "-c", f". scripts/settings.sh && exec {rasa}"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> str:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self._running.poll() is None, "the second Rasa server ended"
            try:
                if httpx.get(f"{self._url}health", timeout=5).status_code == 200:
                    return self._url
            except httpx.HTTPError:
                pass
            time.sleep(0.5)
        raise TimeoutError("the second Rasa server did not start")

    def __exit__(self, *_: object) -> None:
        self._running.terminate()
        self._running.wait(30)


def test_two_messages_at_once_are_answered_one_after_the_other_and_both_are_kept(doors: tuple[str, str]) -> None:
    one = Founder(doors[0])
    other = one.at(doors[1])
    expected: dict[str, object] = {}
    for first, second, facts in ROUNDS:
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda said: said[0].say(said[1]), ((one, first), (other, second))))
        assert all(answers) and not any(
            message["custom"].get("answer_status", "").startswith("error") for answer in answers for message in answer
        )
        expected |= facts
        assert one.facts().items() >= expected.items(), f"after {first} and {second}"
    assert other.facts() == one.facts()
