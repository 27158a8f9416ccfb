"""Kind, board, level, region and the other choices from vocabularies: guessed by the words that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.drafting.candidates import Candidate, Confidence
from knowledge.drafting.document import Passage
from knowledge.drafting.structure import Sentence

_KIND_WORDS: tuple[tuple[str, str], ...] = (
    ("certification", r"认定(?:申请|管理|工作|条件)|评价(?:入库|办法)|申请认定"),
    ("bridge-loan", r"转贷|过桥|续贷|应急资金"),
    ("leasing", r"融资租赁(?!补贴|费)"),
    ("insurance", r"保险(?:产品|条款)|投保(?:人|须知)"),
    ("guarantee", r"担保贷|融资担保(?:产品|业务)|担保额度"),
    ("supply-chain", r"供应链金融|应收账款融资"),
    ("ip-finance", r"知识产权(?:质押|证券化)(?:贷款|融资)?(?:产品|业务|平台)"),
    ("venture-debt", r"投贷联动|认股权"),
    ("bond", r"发行(?:科技创新)?债券(?:指引|办法)"),
    ("equity-fund", r"(?:种子|天使|引导|创投|母|产业|投资)基金"),
    ("bank-loan", r"信用贷款|授信额度|贷款额度|流动资金贷款产品|随借随还|贷(?:款)?产品|(?<=[易通快科新创])贷"),
    ("tax", r"税收优惠|企业所得税|加计扣除|减按"),
    ("platform", r"服务平台(?:建设|介绍|使用)"),
    ("subsidy", r"贴息|补贴|补助|资助|奖励|奖补|扶持"),
    ("policy", r"若干(?:政策)?措施|实施意见|行动方案|工作方案"),
)
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _KIND_WORDS)
_MONEY_BACK = re.compile(
    r"给予[^。]{0,40}(?:贴息|补贴|补助|资助|奖励|奖补|扶持)|(?:贴息|补贴|补助|资助|奖励|奖补|扶持)(?:标准|方式|总额|金额)|一次性奖励|按[^。，]{2,30}(?:给予|补贴|资助)"
)
_BOARD_OF_KIND = {
    "bank-loan": "科技信贷",
    "venture-debt": "科技信贷",
    "guarantee": "新兴金融",
    "bridge-loan": "科技信贷",
    "leasing": "新兴金融",
    "supply-chain": "新兴金融",
    "ip-finance": "新兴金融",
    "insurance": "新兴金融",
    "bond": "专项债券",
    "equity-fund": "股权投资",
    "equity-market": "资本市场",
    "subsidy": "专项资金",
    "tax": "专项资金",
    "certification": "专项资金",
    "policy": "专项资金",
    "platform": "新兴金融",
}
_NEEDS_OF_KIND = {
    "bank-loan": ["贷款"],
    "venture-debt": ["贷款", "股权"],
    "guarantee": ["担保", "贷款"],
    "bridge-loan": ["贷款"],
    "leasing": ["贷款"],
    "supply-chain": ["贷款"],
    "ip-finance": ["贷款"],
    "insurance": ["保险"],
    "bond": ["债券"],
    "equity-fund": ["股权"],
    "equity-market": ["上市"],
    "subsidy": ["补贴"],
    "tax": ["补贴"],
}
_SUBSIDISED = (
    ("担保", re.compile(r"担保费|担保机构")),
    ("上市", re.compile(r"上市|挂牌|股份制改造|股改|辅导备案")),
    ("保险", re.compile(r"保险(?!费)|(?<!担)保费")),
    ("债券", re.compile(r"债券|中期票据")),
    ("贷款", re.compile(r"贷款|贷息|贴息")),
)
_PURPOSES = (
    ("研发", re.compile(r"研发|临床试验")),
    ("流动资金", re.compile(r"流动资金|经营周转|日常经营|生产经营(?:周转)|原材料采购")),
    ("设备", re.compile(r"设备(?:更新|购置|采购|贷款)|购置[^，。]{0,8}设备|技术改造|固定资产(?:投资|贷款)")),
    ("扩产", re.compile(r"扩产|扩大生产|新建产线|厂房建设")),
    ("并购", re.compile(r"并购|收购股权")),
    ("上市", re.compile(r"上市|挂牌|股份制改造|股改")),
    ("转贷", re.compile(r"转贷|续贷|过桥")),
)
_STAGES = (
    ("种子期", re.compile(r"种子期|种子轮")),
    ("初创期", re.compile(r"初创(?:期|科技|企业|型)|创业初期")),
    ("成长期", re.compile(r"成长期|成长型")),
    ("成熟期", re.compile(r"成熟期")),
)
_INDUSTRIES = (
    ("生物医药", re.compile(r"生物医药|医疗器械|生物制药|新药|临床试验")),
    ("新能源（汽车）", re.compile(r"新能源汽车|新能源(?!局)|动力电池")),
    ("新一代信息技术", re.compile(r"新一代(?:电子)?信息(?:技术)?|集成电路|半导体|软件和信息技术")),
    ("智能制造", re.compile(r"智能制造|高端装备|智能装备|机器人")),
)
_ISSUER_LEVELS = (
    ("区", "坪山区", re.compile(r"坪山区?")),
    ("市", "深圳市", re.compile(r"深圳市?|(?<![\u4e00-\u9fff])市(?:工业|财政|科技|发展|市场|地方)")),
    ("省", "广东省", re.compile(r"广东省?|粤")),
    ("国家", "全国", re.compile(r"国家|中国|工业和信息化部|财政部|科技部|国务院")),
)
_OTHER_DISTRICT = re.compile(r"深圳市(?:福田|罗湖|南山|盐田|宝安|龙岗|龙华|光明|大鹏)(?:区|新区)")
_COSTS = (
    ("贷款利息", re.compile(r"贴息|贷款利息|支付利息|利息(?:补贴|资助)")),
    ("担保费", re.compile(r"担保费(?:用)?(?:的|补贴|资助|给予)|担保费补")),
)


def _where(said: Iterable[Sentence], pattern: re.Pattern[str], most: int = 2) -> tuple[Passage, ...]:
    found = [
        sentence.passage(match.start(), match.end()) for sentence in said for match in pattern.finditer(sentence.text)
    ]
    return tuple(found[:most])


def kinds(title: str, said: list[Sentence]) -> list[Candidate]:
    """The kind of record: by what the heading says, then by the text; a promise of money back is a subsidy."""
    found: list[Candidate] = []
    money_back = _where(said, _MONEY_BACK)
    for kind, pattern in _KINDS:
        in_title = bool(pattern.search(title))
        passages = _where(said, pattern)
        if kind == "subsidy" and (money_back or in_title):
            found.append(Candidate(kind, money_back or passages, "high" if money_back else "medium"))
        elif in_title:
            weak = money_back and kind not in ("certification", "equity-fund", "bridge-loan")
            found.append(Candidate(kind, passages[:1], "medium" if weak else "high"))
        elif passages:
            found.append(Candidate(kind, passages, "low"))
    strong = {"certification", "equity-fund", "bridge-loan", "guarantee", "bank-loan", "leasing"}
    return sorted(
        found, key=lambda candidate: (candidate.confidence != "high", _weight(candidate, title, money_back, strong))
    )


def _weight(candidate: Candidate, title: str, money_back: tuple[Passage, ...], strong: set[str]) -> int:
    if money_back and candidate.value == "subsidy" and not re.search(r"贷$|贷产品|产品", title):
        return 0
    return 1 if candidate.value in strong else 2


def boards(kind: str, said: list[Sentence], title: str) -> list[Candidate]:
    """The board that records of this kind mostly stand on."""
    found = [Candidate(_BOARD_OF_KIND[kind], (), "medium", "按类型推荐")]
    if kind == "subsidy":
        for board, pattern in (
            ("资本市场", re.compile(r"上市|挂牌")),
            ("新兴金融", re.compile(r"担保|保险|知识产权")),
            ("专项债券", re.compile(r"债券")),
        ):
            if pattern.search(title):
                found.append(Candidate(board, _where(said, pattern, 1), "low"))
    return found


def needs(kind: str, said: list[Sentence]) -> list[Candidate]:
    """Which wants of a firm it answers."""
    values = list(_NEEDS_OF_KIND.get(kind, []))
    passages: list[Passage] = []
    if kind == "subsidy":
        for need, pattern in _SUBSIDISED:
            if need == "贷款" and "担保" in values:
                continue
            if where := _where(said, pattern, 1):
                values.append(need)
                passages += where
    return [Candidate(values, tuple(passages), "medium", "按类型和正文用词推荐")] if values else []


def listed(field: str, said: list[Sentence]) -> list[Candidate]:
    """The purposes, stages or industries that the words name, as one list."""
    table = {"purposes": _PURPOSES, "stages": _STAGES, "industries": _INDUSTRIES}[field]
    found = [(value, where) for value, pattern in table if (where := _where(said, pattern, 1))]
    if not found:
        return []
    return [
        Candidate([value for value, _ in found], tuple(passage for _, where in found for passage in where), "medium")
    ]


def levels(issuer: str, title: str, said: list[Sentence]) -> tuple[list[Candidate], list[Candidate]]:
    """(level, region) by who issued it, else by the place named most."""
    if _OTHER_DISTRICT.search(issuer):
        return [Candidate("区", (), "medium", "发文的不是坪山区：请确认是否只作外地参考")], []
    for confidence, words in (("high", issuer), ("medium", title)):
        for level, region, pattern in _ISSUER_LEVELS:
            if pattern.search(words):
                sure: Confidence = "high" if confidence == "high" else "medium"
                note = "按发布机构判断" if sure == "high" else "按标题判断"
                return [Candidate(level, (), sure, note)], [Candidate([region], (), sure, note)]
    for _, region, pattern in _ISSUER_LEVELS[:-1]:
        if where := _where(said, pattern, 1):
            return [], [Candidate([region], where, "low")]
    return [], []


def costs(said: list[Sentence]) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """The costs of a loan that a subsidy pays back."""
    for cost, pattern in _COSTS:
        if where := _where(said, pattern, 1):
            yield cost, where
