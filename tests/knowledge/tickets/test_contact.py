"""Telephone numbers and WeChat ids as founders type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.tickets.contact import looks_like_number, read_contact, without_contact
from knowledge.tickets.model import Contact


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("13800138000", Contact("", "13800138000")),
        ("王女士13800138000", Contact("王女士", "13800138000")),
        ("138 0013 8000 李总", Contact("李总", "13800138000")),
        ("我电话１３８００１３８０００，姓陈", Contact("姓陈", "13800138000")),
        ("+86 138-0013-8000", Contact("", "13800138000")),
        ("叫我小刘就行，一三八零零一三八零零零", Contact("小刘", "13800138000")),
        ("座机0755-28339213转802，张工", Contact("张工", "0755-28339213转802")),
        ("0755 2833 9213", Contact("", "0755-28339213")),
        ("香港的 +852 9123 4567 陈生", Contact("陈生", "+852 9123 4567")),
        ("+852 9123 4567 陳生", Contact("陳生", "+852 9123 4567")),
        ("400-830-8003", Contact("", "4008308003")),
        ("加我微信chen_2020吧", Contact("", "", "chen_2020")),
        ("vx: abc-1234 林小姐", Contact("林小姐", "", "abc-1234")),
        ("wei1234567", Contact("", "", "wei1234567")),
        ("微信同号 15012345678 张工", Contact("张工", "15012345678", "15012345678")),
        ("电话13800138000，微信是pingshan88", Contact("", "13800138000", "pingshan88")),
        ("找张三 13800138000", Contact("张三", "13800138000")),
        ("13800138000 李建国", Contact("李建国", "13800138000")),
    ],
)
def test_contacts(said: str, expected: Contact) -> None:
    assert read_contact(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "1380013800",
        "138001380001",
        "12345678901",
        "28339213",
        "我们去年营收1200万",
        "PS-20261124-0007",
        "AI芯片",
        "Pre-IPO轮",
        "想找VC",
        "微信联系我",
    ],
)
def test_no_contact(said: str) -> None:
    assert read_contact(said) is None


@pytest.mark.parametrize("said", ["1380013800", "138001380001", "28339213", "138 0013 800"])
def test_a_slip_is_noticed(said: str) -> None:
    assert looks_like_number(said)


@pytest.mark.parametrize("said", ["营收1200万", "PS-20261124-0007", "2024年3月成立", "2017-06-28成立", "好的"])
def test_other_figures_are_no_slip(said: str) -> None:
    assert not looks_like_number(said)


@given(st.integers(0, 99_999_999), st.sampled_from(["", "电话", "我姓王，", "打这个："]))
def test_every_mobile_number_is_read_and_masked(tail: int, lead: str) -> None:
    number = f"138{tail:08d}"
    found = read_contact(f"{lead}{number}")
    assert found is not None and found.phone == number
    assert number not in found.masked() and number not in repr(found)
    assert number not in without_contact(f"{lead}{number}")
