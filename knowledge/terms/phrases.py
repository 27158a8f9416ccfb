"""Clauses as money is told in them: never broken inside an amount, and what in them says nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from knowledge.terms.clauses import Clause
from knowledge.terms.quantities import Quantity

_FILLER_WORDS = (
    "不对 错了 说错了 说错 打错了 打错 看错了 更正 纠正 口误 不是 而是 应该 其实 实际 改成 改为 大概 大约 估计 可能 差不多 左右 上下 出头 一共 总共 合计 "
    "将近 接近 样子 人民币 rmb cny 港纸 港币 这样 最好 最少 至少 的话 可以 是不到 不到 不止 超过 不超过 达到 突破 已经 规模 金额 数额 总额 总量 余额 绝对值 额度 期望 "
    "希望 目前 现在 每年 稳定 基本 大致 全部 加起来 拢共 统共 满打满算 只有 也就 就是 就剩 还剩 还有 还是 才 约 有个 有 个 在 为 达 过 超 破 哦 噢 嗯 呃 额 啊 哎 诶 嘛 呀 啦 哈 哇 度 "
    "那个 这个 那 这 不 是 系 约 吧 呢 了 的 之 也 就 只 倒 都 又 快 到 元 整 钱 够 行 其中 里面 单位 万元 万 亿元 唔系 唔 先啱 啱 得 嘅 咯 喽 哟 块 以内 之内 之间 以上 余 来 多 近 好 可 能 小 大 再 走 负 财务 会计 还 哒 足够 都行 也行 应为 应当 应 下来 和 与 及 以及 跟 算了 干脆 按 那就 换成 原值 从 成 减值 之后 后 折旧 完 剩 净 有 由 原来 原先 本来 后来 一算 算下来 算了算 想了想 之前 前面 "
    "sorry about around roughly approximately is was of the are 我们 我司 公司 本公司 咱们 咱 我 他 它 然后 另外 目前 当前 年度 今年 全年 税前 账面 账上 净值 净额 里 上 去 数字 数 具体 准确 精确 说 讲 来说 这块 方面 报表 报告 审计 审计报告 审出来 审计出来 算出来 统计出来 准 为准 核定 起码 晒 "
    "不含税 含税 港 nnn 好像 貌似 印象中 应该是 实打实 实际上 老实说 说实话 大体 上下浮动 期末 年末 年底 末 底 累计 共计 共 计 挂着 挂了 压了 压着 卡着 欠着 高达 高 近乎 差点 逼近 刚 刚好 刚过 正好"
)
_FILLER = re.compile(
    "|".join(sorted(map(re.escape, set(_FILLER_WORDS.split())), key=len, reverse=True))
    + r"|[\s:：=()（）【】\[\]\"“”'\-–—~+·•*|/、,.…≈>＝﹣−¥￥①-⑳]"
)


@dataclass(frozen=True)
class Phrase:
    """A stretch of the message; ``supposed`` when only imagined."""

    text: str
    start: int
    supposed: bool

    @property
    def end(self) -> int:
        """Offset just behind the phrase."""
        return self.start + len(self.text)


def phrases(parts: list[Clause], numbers: list[Quantity]) -> list[Phrase]:
    """The clauses, joined again where a break (1,250; 500 万元; 三、四百万) falls inside a number."""
    joined: list[Phrase] = []
    starts = [number.start for number in numbers]
    for part in parts:
        cut = bisect_left(starts, part.start) - 1
        if joined and cut >= 0 and numbers[cut].end > joined[-1].end:
            last = joined.pop()
            joined.append(Phrase(part.whole[last.start : part.end], last.start, last.supposed or part.supposed))
        else:
            joined.append(Phrase(part.text, part.start, part.supposed))
    return joined


def is_filler(text: str) -> bool:
    """True when ``text`` names nothing: 大概有个, 不对应该是."""
    place = 0
    while place < len(text):
        word = _FILLER.match(text, place)
        if word is None:
            return False
        place = word.end()
    return True
