"""A message is answered once, in a row and at the same time; senders do not share answers or limits."""

import asyncio

import pytest

from bot.channels.once import AnsweredOnce, RateLimit


class Producer:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.calls = 0

    async def __call__(self) -> int:
        self.calls += 1
        await asyncio.sleep(0.01)
        return self.calls


def test_a_repeat_gets_the_first_answer() -> None:
    async def scenario() -> list:
        once, produce = AnsweredOnce(), Producer()
        return [await once.answer(("a", "1"), produce) for _ in range(3)]

    assert asyncio.run(scenario()) == [1, 1, 1]


def test_repeats_at_the_same_time_run_once() -> None:
    async def scenario() -> list:
        once, produce = AnsweredOnce(), Producer()
        return await asyncio.gather(*(once.answer(("a", "1"), produce) for _ in range(20)))

    assert asyncio.run(scenario()) == [1] * 20


def test_another_sender_or_message_is_another_answer() -> None:
    async def scenario() -> list:
        once, produce = AnsweredOnce(), Producer()
        return [await once.answer(key, produce) for key in [("a", "1"), ("a", "2"), ("b", "1")]]

    assert asyncio.run(scenario()) == [1, 2, 3]


def test_work_goes_on_when_the_caller_hangs_up() -> None:
    async def scenario() -> int:
        once, produce = AnsweredOnce(), Producer()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(once.answer(("a", "1"), produce), 0.001)
        return await once.answer(("a", "1"), produce)

    assert asyncio.run(scenario()) == 1


def test_a_forgotten_sender_leaves_no_answer_behind() -> None:
    async def scenario() -> list:
        once, produce = AnsweredOnce(), Producer()
        for key in [("a", "1"), ("b", "1")]:
            await once.answer(key, produce)
        once.forget("a")
        return [await once.answer(key, produce) for key in [("a", "1"), ("b", "1")]]

    assert asyncio.run(scenario()) == [3, 2]


def test_the_limit_is_each_sender_s_own() -> None:
    limit = RateLimit(2)
    assert [limit.exceeded("a") for _ in range(4)] == [False, False, True, True]
    assert not limit.exceeded("b")
