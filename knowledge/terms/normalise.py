"""One spelling for what people write in many: full-width, traditional and Cantonese forms. Lengths never change."""

from __future__ import annotations

import re
from functools import lru_cache

from opencc import OpenCC

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_KEPT = "，。！？；：（）"
_CANTONESE = str.maketrans("係冇哋嘅佢咗喺啲嚟唔嘢搵畀攞拎㗎谂諗", "是没们的他了在些来不物找给拿拿的想想")
_MISHEARD = {
    "代款": "贷款",
    "带款": "贷款",
    "融姿": "融资",
    "荣资": "融资",
    "砖利": "专利",
    "砖力": "专利",
    "高薪企业": "高新企业",
    "高薪技术": "高新技术",
    "抵压": "抵押",
    "低押": "抵押",
    "质压": "质押",
    "帐款": "账款",
    "营手": "营收",
    "软住": "软著",
    "软注": "软著",
    "研法": "研发",
    "平山": "坪山",
    "萍山": "坪山",
    "坑字": "坑梓",
    "新形": "新型",
    "呆款": "贷款",
    "待款": "贷款",
    "受信": "授信",
    "站比": "占比",
    "注作权": "著作权",
    "有预期过": "有逾期过",
    "能低压": "能抵押",
    "可以低压": "可以抵押",
    "住册": "注册",
    "主侧": "注册",
    "注侧": "注册",
    "注测": "注册",
    "驻册": "注册",
    "在保安": "在宝安",
    "保安区": "宝安区",
    "主册": "注册",
    "专力": "专利",
    "银收": "营收",
    "迎收": "营收",
    "底压": "抵押",
    "可以压": "可以押",
    "能压": "能押",
    "好压": "好押",
    "压给银行": "押给银行",
    "正信": "征信",
    "专精特心": "专精特新",
    "没有预期": "没有逾期",
    "没预期": "没逾期",
    "啱啱": "刚刚",
    "倾紧": "在谈",
    "依家": "现在",
    "而家": "现在",
    "搞掂": "搞定",
}
"""Same length: what voice input and quick thumbs write, and words of Cantonese."""
_BANKING = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_BANKING_RUN = re.compile("(?<![队大内收着登退入])[零壹贰叁肆伍陆柒捌玖拾佰仟一二三四五六七八九十百千万亿]{2,}")
_BANKING_UNIT = re.compile("[壹贰叁肆伍陆柒捌玖][拾佰仟十百千万亿]|[拾佰仟]")
"""Numerals as on a cheque; alone their characters are words (队伍, 大陆, 收拾)."""
_SCORES = re.compile("([廿卅])([一二三四五六七八九零几多来余])")
"""廿三 is 23; 廿几 gives its lower end."""
_SCORE = {"廿": "2", "卅": "3"}
_ONES = dict(zip("零几多来余一二三四五六七八九", "00000123456789", strict=True))
_SURROGATE = re.compile("[\ud800-\udfff]")
_GAP = re.compile(r"\s{3,}|\d{16,}")
"""Blank space ends a clause, and an identity number is no amount."""
_SPOKEN_BREAK = re.compile(
    r"(?<=[^，。；！？,.;!?\s])然后(?!续|再说)|没有没有(?=[一-龥])|(?<=[册立办做开产有供])的(?=现在|目前(?!为)|然后|我们(?:现在|想|要|去年|有)|想(?:贷|借|问|找|融|看|搬|申))|(?<=了)吧(?=在|我|现在|就|想)"
)
"""Where dictation leaves out a comma: 在龙岗注册的现在想搬到坪山."""
_MISHEARD_WORD = re.compile(f"(?:{'|'.join(_MISHEARD)})(?!缩|价|力|低|榨|收|目标|这么|那么|队|亭|室|岗|公司|人员)")
_SINGLE_FORMS = str.maketrans(
    {**{chr(code): chr(char) for code, char in _FULL_WIDTH.items() if chr(code) not in _KEPT}, "〇": "零"}
)


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """Simplified, half-width, lower-case text of the same length, so that offsets stay those of ``text``."""
    single = _SURROGATE.sub(" ", text).translate(_SINGLE_FORMS).translate(_CANTONESE)
    simplified = _simplifier().convert(single)
    kept = simplified if len(simplified) == len(text) else single
    kept = _BANKING_RUN.sub(_plain_numeral, kept)
    kept = _SCORES.sub(lambda score: _SCORE[score[1]] + _ONES[score[2]], kept)
    lowered = _MISHEARD_WORD.sub(lambda match: _MISHEARD[match.group()], kept.lower())
    parted = _SPOKEN_BREAK.sub(_breaks, lowered if len(lowered) == len(text) else kept)
    return _GAP.sub(_breaks, parted)


def _plain_numeral(run: re.Match[str]) -> str:
    return run.group().translate(_BANKING) if _BANKING_UNIT.search(run.group()) else run.group()


def _breaks(gap: re.Match[str]) -> str:
    return "，" * len(gap.group())
