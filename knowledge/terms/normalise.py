"""One spelling for what people write in many: full-width, traditional and Cantonese forms. Lengths never change."""

from __future__ import annotations

import re
from functools import lru_cache

from opencc import OpenCC

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_KEPT = "，。！？；：（）"
_CANTONESE = str.maketrans("係冇哋嘅佢咗喺啲嚟唔嘢搵揾畀攞拎㗎谂諗", "是没们的他了在些来不物找找给拿拿的想想")
_MISHEARD = {
    "贷款": "代款 带款 呆款 待款 袋款 戴款",
    "融资": "融姿 荣资 容资 蓉资 荣姿 容姿",
    "授信": "受信(?!任|赖) 售信",
    "抵押": "抵压 低押 底压 底押 抵鸭",
    "能抵押": "能低压",
    "能押": "能压",
    "可抵押": "可低压(?=$|[，。！？,!?\\s的吗么呢])",
    "可以抵押": "可以低压",
    "可以押": "可以压",
    "好押": "好压",
    "东西抵押": "东西低压",
    "拿来抵押": "拿来低压",
    "拿去抵押": "拿去低压",
    "抵押物": "低压物",
    "押给银行": "压给银行",
    "质押": "质压 智押",
    "知识产权": "只是产权(?=质押|抵押|贷|融资|证券|保险) 知识产全 知识缠权",
    "股权": "古权 骨权 鼓权 谷权",
    "股份": "古份 骨份",
    "担保公司": "单保公司 但保公司 丹保公司",
    "债券": "债卷 债劵",
    "贴息": "贴吸 贴西 贴习 帖息 铁息",
    "补贴": "补帖 (?<=政府)补铁 (?<=申请)补铁 (?<=有)补铁 (?<=拿)补铁",
    "租赁": "租凭(?!证|据)",
    "周转": "周砖 舟转",
    "过桥": "过敲",
    "征信": "(?<!真)正信(?!任|得|赖|心)",
    "没有逾期": "没有预期",
    "没逾期": "没预期",
    "有逾期过": "有预期过",
    "逾期": "愈期 玉期",
    "专利": "砖利 砖力 专力 转利(?!率|润|息|好|于|用)",
    "新型": "新形(?!势|式|态|象|状|成)",
    "软著": "软住 软注 软柱",
    "著作权": "注作权",
    "高新企业": "高薪企业 高兴企业 高心企业",
    "高新技术": "高薪技术 高兴技术 高心技术",
    "高企": "(?<![拔提走新])高起(?=我们|证|认定|复审|有的|已经|还在|没有|到期|[，,、和跟])",
    "专精特新": "专精特心 专精特薪 专经特新 专京特新 转精特新 专金特新 砖精特新",
    "天使轮": "天使伦 天使论 天使仑",
    "科创板": "科创版",
    "创业板": "创业版(?!权|图|本)",
    "北交所": "北郊所 北角所",
    "营收": "营手 银收 迎收 赢收 盈收",
    "应收账款": "营收账款 营收帐款",
    "账款": "帐款",
    "净利润": "静利润 敬利润",
    "研发": "研法",
    "研发费": "言发费 严发费",
    "研发投": "言发投 严发投",
    "占比": "站比",
    "流片": "留片(?!段|刻|子|区) 刘片",
    "中试": "中式(?=放大|线|基地|批次|产线)",
    "扩产": "扩铲 阔产 括产",
    "并购": "并够(?!不|得) 病购",
    "注册": "住册 主侧 注侧 注测 驻册 主册",
    "坪山": "平山 萍山 评山(?!东|西) 苹山 瓶山",
    "坑梓": "坑字 坑紫 坑籽 坑仔 坑子(?=街道|那边|这边|社区|，对|$) (?<=在)坑子",
    "碧岭": "碧领 碧零 碧灵 碧铃 壁岭 璧岭 必岭 毕岭 (?<=在)碧玲 碧玲(?=街道|那边|这边|社区)",
    "石井": "时井 实井 食井",
    "马峦": "马栾 马鸾 马銮",
    "在宝安": "在保安(?!队|亭|室|岗|公司|人员)",
    "宝安区": "保安区",
    "刚刚": "啱啱",
    "在谈": "倾紧",
    "现在": "依家 而家",
    "搞定": "搞掂",
}
"""What voice input and quick thumbs write, and words of Cantonese, by what they mean; of the same length.

Only what makes no sense of its own, or none between the words that its look-around names.
"""
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
    r"(?<=[^，。；！？,.;!?\s])然后(?!续|再说)|没有没有(?=[一-龥])|(?<=[册立办做开产有供])的(?=现在|目前(?!为)|然后|我们(?:现在|想|要|去年|有)|想(?:贷|借|问|找|融|看|搬|申))|(?<=了)吧(?=在|我|现在|就|想)|(?<=[月天了过次期年])这个(?=会不会|影响)"
)
"""Where dictation leaves out a comma: 在龙岗注册的现在想搬到坪山."""
_MEANT = {re.sub(r"\(\?[^()]*\)", "", form): meant for meant, forms in _MISHEARD.items() for form in forms.split()}
_MISHEARD_WORD = re.compile(
    f"(?:{'|'.join(form for forms in _MISHEARD.values() for form in forms.split())})(?!缩|价|力|低|榨|收|目标|这么|那么)"
)
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
    lowered = _MISHEARD_WORD.sub(lambda match: _MEANT[match.group()], kept.lower())
    parted = _SPOKEN_BREAK.sub(_breaks, lowered if len(lowered) == len(text) else kept)
    return _GAP.sub(_breaks, parted)


def _plain_numeral(run: re.Match[str]) -> str:
    return run.group().translate(_BANKING) if _BANKING_UNIT.search(run.group()) else run.group()


def _breaks(gap: re.Match[str]) -> str:
    return "，" * len(gap.group())
