"""Tickets from both sides through the real servers: the founder talks, staff work on the same database."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from founder import Founder

from knowledge.tickets.model import Outcome, State
from knowledge.tickets.store import TicketStore

pytestmark = pytest.mark.server
NOW = dt.datetime.now(dt.UTC)


@pytest.fixture(scope="module")
def staff(servers: object) -> Iterator[TicketStore]:
    """The store that the running advisor uses."""
    store = TicketStore.open(f"sqlite:///{servers.run_dir / 'advisor.db'}")  # type: ignore[attr-defined]
    yield store
    store.close()


def words(messages: list[dict]) -> str:
    return "\n".join(message["text"] for message in messages)


def book(founder: Founder, contact: str = "王女士13800138000") -> str:
    """The number of a new ticket."""
    founder.say("帮我预约科创局")
    return re.search(r"PS-\d{8}-\d{4}", words(founder.say(contact))).group()  # type: ignore[union-attr]


def test_staff_see_the_contact_and_the_request(advisor_url: str, staff: TicketStore) -> None:
    founder = Founder(advisor_url)
    founder.say("我们是坪山做储能的，成立两年，想贷317万")
    number = book(founder, "李总 13911112222")
    founder.tap("/affirm")
    ticket = staff.get(number)
    assert ticket.contact is not None and (ticket.contact.name, ticket.contact.phone) == ("李总", "13911112222")
    assert ticket.desk_id == "ps-sti-bureau" and "317万元" in (ticket.request or "")


def test_two_senders_cannot_see_each_other_s_tickets(advisor_url: str, staff: TicketStore) -> None:
    one, other = Founder(advisor_url), Founder(advisor_url)
    number = book(one)
    for question in (f"工单{number}到哪了", f"取消工单{number}", f"{number}的号码写错了，是13900139000"):
        answer = words(other.say(question))
        assert "没有查到" in answer and "138" not in answer
    nobody = number[:-4] + "0000" if not number.endswith("0000") else number[:-4] + "1111"
    unknown = words(other.say(f"工单{nobody}到哪了")).replace(nobody, "N")
    assert unknown == words(other.say(f"工单{number}到哪了")).replace(number, "N")
    other.tap(f'/ask_expert{{"withdraw": "{number}"}}')
    assert staff.get(number).state is State.WAITING
    assert "待受理" in words(one.say(f"工单{number}到哪了"))


def test_the_founder_reads_acceptance_and_the_reason_of_a_refusal(advisor_url: str, staff: TicketStore) -> None:
    founder = Founder(advisor_url)
    staff.accept(book(founder), now=NOW)
    assert "已受理" in words(founder.say("我的预约到哪了"))
    other = Founder(advisor_url)
    staff.refuse(book(other), "这项业务请找工信局", now=NOW)
    answer = words(other.say("我的预约办得怎么样了"))
    assert "已拒绝" in answer and "这项业务请找工信局" in answer


def test_the_outcome_is_asked_once_when_the_founder_comes_back(advisor_url: str, staff: TicketStore) -> None:
    founder = Founder(advisor_url)
    number = book(founder)
    staff.accept(number, now=NOW)
    staff.finish(number, now=NOW)
    messages = founder.say("你好")
    assert "后来办成了吗" in messages[-1]["text"]
    assert [button["title"] for button in messages[-1]["buttons"]][:3] == [str(outcome) for outcome in Outcome]
    failed = next(button["payload"] for button in messages[-1]["buttons"] if button["title"] == "没成")
    assert "卡在哪" in words(founder.tap(failed))
    founder.say("银行嫌流水太少了")
    ticket = staff.get(number)
    assert ticket.outcome is Outcome.FAILED and ticket.outcome_reason == "银行嫌流水太少了"
    assert "办成了吗" not in words(founder.say("你好"))


def test_the_outcome_in_own_words_and_a_question_instead(advisor_url: str, staff: TicketStore) -> None:
    founder, busy = Founder(advisor_url), Founder(advisor_url)
    numbers = [book(founder), book(busy)]
    for number in numbers:
        staff.accept(number, now=NOW)
        staff.finish(number, now=NOW)
    founder.say("你好")
    founder.say("成了，已经批下来了")
    assert staff.get(numbers[0]).outcome is Outcome.ENJOYED
    busy.say("你好")
    answer = words(busy.say("园区贷怎么申请"))
    assert "园区贷" in answer and "办成了吗" not in answer
    assert staff.get(numbers[1]).outcome is None


def test_after_deletion_no_store_holds_the_contact(advisor_url: str, servers: object, staff: TicketStore) -> None:
    founder = Founder(advisor_url)
    founder.say("我们在坪山做储能，成立两年，想贷358万")
    number = book(founder, "覃女士 13655556666，微信qin_5566")
    founder.tap("/affirm")
    assert "358万元" in (staff.get(number).request or "")
    founder.tap("/delete_profile")
    ticket = staff.get(number)
    assert (ticket.state, ticket.contact, ticket.request) == (State.WITHDRAWN, None, None)
    files = [path for path in Path(servers.run_dir).rglob("*") if path.is_file()]  # type: ignore[attr-defined]
    stored = b"".join(path.read_bytes() for path in files)
    for secret in ("13655556666", "qin_5566", "覃女士"):
        assert secret.encode() not in stored
        assert secret.encode("unicode_escape") not in stored


def test_only_the_ticket_holds_a_contact(advisor_url: str, servers: object, staff: TicketStore) -> None:
    founder = Founder(advisor_url)
    number = book(founder, "赵工 13544443333 微信zhao_4433")
    folder = Path(servers.run_dir)  # type: ignore[attr-defined]
    conversations = b"".join(path.read_bytes() for path in folder.glob("conversations.db*"))
    assert staff.get(number).contact is not None
    assert b"13544443333" not in conversations and b"zhao_4433" not in conversations
    dropped = Founder(advisor_url)
    dropped.say("找人联系我，我电话13522221111")
    assert "没有留下" in words(dropped.say("算了不约了"))
    assert b"13522221111" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_logs_never_hold_a_contact(advisor_url: str, servers: object) -> None:
    book(Founder(advisor_url), "13577778888 赵工")
    logs = b"".join(path.read_bytes() for path in (servers.run_dir / "logs").iterdir())  # type: ignore[attr-defined]
    assert b"13577778888" not in logs


def test_without_consent_to_facts_a_ticket_still_has_its_own(advisor_url: str, staff: TicketStore) -> None:
    founder = Founder(advisor_url, consent=False)
    number = book(founder)
    assert staff.get(number).request is None
    assert founder.facts() == {}
