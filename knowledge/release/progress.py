"""The steps towards a release, in order."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """What the job is at."""

    COLLECT = "collect"
    CHECK = "check"
    BUILD = "build"
    COMPARE = "compare"
    TEST = "test"


STEP_LABELS = {
    Step.COLLECT: "收集已通过审核的内容",
    Step.CHECK: "检查内容",
    Step.BUILD: "生成新快照",
    Step.COMPARE: "和现用的快照比较",
    Step.TEST: "逐条跑测试问题",
}
Progress = Callable[[Step, float], None]
"""Called with the step and how much of it is done, 0..1."""


def silent(_: Step, __: float) -> None:
    """Tells nobody."""
