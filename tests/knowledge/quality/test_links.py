"""Only a site's own word makes an address dead; nothing inside is ever asked."""

from __future__ import annotations

import ipaddress
import itertools
import socket
import time
from collections.abc import Iterator

import pytest
from misbehaving import closed_port, misbehaving_site

from knowledge.quality.links import NO_NETWORK, LinkResult, Pace, check_links
from knowledge.quality.public_only import is_public

QUICK = Pace(connect=1, read=0.8, one=2, between=0.01, total=20)
Site = tuple[str, list[tuple[str, str, float]]]


def loopback(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_loopback


@pytest.fixture
def site() -> Iterator[Site]:
    with misbehaving_site() as found:
        yield found


def one(site: Site, path: str, pace: Pace = QUICK) -> LinkResult:
    [result] = check_links([site[0] + path], pace=pace, allowed=loopback).results
    return result


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/fine/page", "ok"),
        ("/no-head", "ok"),
        ("/head-lies", "ok"),
        ("/endless", "ok"),
        ("/moved", "ok"),
        ("/404", "dead"),
        ("/410", "dead"),
        ("/401", "unsure"),
        ("/403", "unsure"),
        ("/412", "unsure"),
        ("/429", "unsure"),
        ("/500", "unsure"),
        ("/503", "unsure"),
        ("/loop", "unsure"),
        ("/to-front", "unsure"),
        ("/to-metadata", "unsure"),
        ("/silent", "unsure"),
        ("/drip", "unsure"),
        ("/nonsense", "unsure"),
    ],
)
def test_what_a_site_answers_decides(site: Site, path: str, state: str) -> None:
    result = one(site, path)
    assert result.state == state, result


def test_a_moved_page_names_its_new_address(site: Site) -> None:
    assert one(site, "/moved").moved_to == f"{site[0]}/fine/page"


def test_a_header_that_drips_for_ever_is_given_up(site: Site) -> None:
    begin = time.monotonic()
    one(site, "/drip")
    assert time.monotonic() - begin < 5


def test_one_site_is_asked_one_address_at_a_time_with_pauses(site: Site) -> None:
    address, asked = site
    check_links([f"{address}/fine/{number}" for number in range(4)], pace=Pace(between=0.2), allowed=loopback)
    times = [at for _, _, at in asked]
    assert len(times) == 4
    assert all(later - earlier >= 0.19 for earlier, later in itertools.pairwise(times))


def test_the_limit_for_all_leaves_the_rest_unchecked(site: Site) -> None:
    pace = Pace(between=0.3, total=0.5)
    report = check_links([f"{site[0]}/fine/{number}" for number in range(9)], pace=pace, allowed=loopback)
    states = [result.state for result in report.results]
    assert states[0] == "ok" and states[-1] == "unchecked" and report.network


def test_a_site_that_refuses_is_not_dead_while_others_answer(site: Site) -> None:
    refused = f"http://127.0.0.1:{closed_port()}/"
    report = check_links([refused, f"{site[0]}/fine"], pace=QUICK, allowed=loopback)
    assert [result.state for result in report.results] == ["unsure", "ok"]


def test_a_host_that_does_not_exist_is_dead_while_others_answer(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def resolver(host: str, *args: object, **more: object) -> object:
        if host == "gone.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    report = check_links(["http://gone.example/", f"{site[0]}/fine"], pace=QUICK, allowed=loopback)
    assert [result.state for result in report.results] == ["dead", "ok"]


def test_after_another_site_has_answered_a_refusal_is_a_result() -> None:
    refused = f"http://127.0.0.1:{closed_port()}/"
    assert not check_links([refused], pace=QUICK, allowed=loopback).network
    report = check_links([refused], pace=QUICK, allowed=loopback, online=True)
    assert report.network and report.results[0].state == "unsure"


@pytest.mark.parametrize("error", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_without_a_network_nothing_is_dead(monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    asked: list[str] = []

    def resolver(host: str, *args: object, **more: object) -> object:
        asked.append(host)
        raise socket.gaierror(error, "no network")

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    report = check_links([f"http://site{number}.example/" for number in range(60)], pace=QUICK)
    assert not report.network
    assert {(result.state, result.what) for result in report.results} == {("unchecked", NO_NETWORK)}
    assert len(asked) < 30


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "[::1]", "[::ffff:10.0.0.1]"],
)
def test_nothing_inside_is_asked(site: Site, host: str) -> None:
    port = site[0].rpartition(":")[2]
    [result] = check_links([f"http://{host}:{port}/fine"], pace=QUICK).results
    assert result.state == "inside"
    assert site[1] == []


def test_a_name_that_points_inside_is_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site[0].rpartition(":")[2])
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *args, **more: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    )
    [result] = check_links([f"http://rebinding.example:{port}/fine"], pace=QUICK).results
    assert result.state == "inside" and site[1] == []


def test_the_site_is_told_the_name_and_asked_at_the_checked_address(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site[0].rpartition(":")[2])
    answers = iter(["127.0.0.1", "127.0.0.2"])

    def resolver(host: str, *args: object, **more: object) -> object:
        assert host == "named.example", "only the name is ever looked up"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: real(host, *a, **k) if host[0].isdigit() else resolver(host)
    )
    [result] = check_links([f"http://named.example:{port}/fine"], pace=QUICK, allowed=loopback).results
    assert result.state == "ok" and len(site[1]) == 1


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("::ffff:8.8.8.8", True),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fd00::1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public
