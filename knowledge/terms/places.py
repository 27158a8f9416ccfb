"""Where a firm is registered: Shenzhen's districts, Pingshan's sub-districts, other cities."""

from __future__ import annotations

import re

from knowledge.terms.vocabulary import (
    ANYWHERE_IN_SHENZHEN,
    ELSEWHERE_IN_SHENZHEN,
    PINGSHAN_SUBDISTRICTS,
    SHENZHEN_DISTRICTS,
)

_OTHER_CITIES = [
    "东莞",
    "惠州",
    "广州",
    "佛山",
    "珠海",
    "中山",
    "汕头",
    "江门",
    "肇庆",
    "汕尾",
    "河源",
    "清远",
    "北京",
    "上海",
    "天津",
    "重庆",
    "杭州",
    "苏州",
    "南京",
    "无锡",
    "常州",
    "宁波",
    "合肥",
    "武汉",
    "长沙",
    "成都",
    "西安",
    "厦门",
    "福州",
    "青岛",
    "济南",
    "郑州",
    "南昌",
    "赣州",
    "南宁",
    "昆明",
    "贵阳",
    "香港",
    "澳门",
]
_SHORT = {name.removesuffix("新区").removesuffix("特别合作区").removesuffix("区"): name for name in SHENZHEN_DISTRICTS}
_AREAS = {
    "南山": "前海 蛇口 科技园 粤海 西丽 桃源",
    "宝安": "西乡 沙井 福永 松岗 石岩 新安",
    "龙岗": "布吉 坂田 横岗 平湖 坪地 龙城 宝龙",
    "龙华": "民治 观澜 大浪 观湖",
    "福田": "华强北 车公庙 梅林",
}
"""Parts of other districts that people name alone."""
_NAMES: dict[str, str] = {
    **{
        f"{city}{end}": f"{city}市" if city not in ("香港", "澳门") else city
        for city in _OTHER_CITIES
        for end in ("", "市")
    },
    **dict.fromkeys(("深圳", "深圳市"), ANYWHERE_IN_SHENZHEN),
    **_SHORT,
    **{area: f"{district}区" for district, areas in _AREAS.items() for area in areas.split()},
    **{name: name for name in SHENZHEN_DISTRICTS},
    **{f"{name}{end}": "坪山区" for name in PINGSHAN_SUBDISTRICTS for end in ("", "街道")},
    **dict.fromkeys(("国家生物产业基地", "生物产业基地", "坪山高新区", "坪山区"), "坪山区"),
}
_PLACE = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_PREFIX = r"(?:深圳市?|广东省?)?(?:的|市|，)?"
_REGISTERED = re.compile(
    rf"(?:注册地?址?|执照|地址|住所)[^，。；\n]{{0,6}}?(?:在|于|是|为|：|:)?\s*{_PREFIX}(?P<place>{_PLACE})"
)
_REGISTERED_THERE = re.compile(rf"(?P<place>{_PLACE})(?:区|这边)?(?:本地)?(?:注册|登记)")
_LOCATED = re.compile(
    rf"(?:公司|我们|我司|企业|厂子?|总部|落户|落地|办公|位于|坐落|就|人|都|也)?(?:是|现在|目前|都|就)?(?:在|于|落户|落地|位于|搬到|搬来)\s*{_PREFIX}(?P<place>{_PLACE})(?![^，。]{{0,4}}(?:融资|上市|政策))"
)
_OWNED = re.compile(
    rf"(?:我们?|咱们?|我司|是|本|一家|家)?(?:是)?\s*{_PREFIX}(?P<place>{_PLACE})(?:这边|本地|当地|区)?(?:的)?\s*(?:一家|一个)?"
    rf"(?:[^，。；？?\n]{{0,10}}(?:公司|企业|工厂|团队|厂(?!房))|做|搞|这边做)"
)
_ONLY = re.compile(
    rf"(?:^|[，。；\s])\s*(?:我公司|我们?|公司|我司|是|就是|在)*{_PREFIX}(?P<place>{_PLACE})(?:街道)?(?:的|这边|那边|本地)*(?=$|[，。；\s])"
)
_ELSEWHERE = re.compile(
    r"(?:客户|供应商|市场|分公司|子公司|老家|研发中心|实验室|仓库|门店|办事处|股东|母公司|展会|家)[^，。；]{0,5}$"
)
_POLICY = re.compile(
    r"^(?:这边|区|市)?(?:的|有|里)?(?:没有|(?:现在|目前|最近|都)*(?:搞|出|推)|支行|网点|什么|哪些|政策|补贴|扶持|资金|贷款|银行|能|可以|企业(?:能|可以|有))"
)
_PLAN = re.compile(r"(?:想|打算|计划|准备|考虑|如果|要是)[^，。；]{0,8}$")


def place_told(text: str) -> tuple[str, int, int] | None:
    """(district, start, end) of where the firm says it is; the place of registration wins over others."""
    for pattern in (_REGISTERED, _REGISTERED_THERE, _LOCATED, _OWNED, _ONLY):
        matches = [match for match in pattern.finditer(text) if _is_statement(text, match)]
        if matches:
            best = max(matches, key=lambda match: (_NAMES[match["place"]] != ANYWHERE_IN_SHENZHEN, match.end()))
            return _NAMES[best["place"]], best.start("place"), best.end("place")
    return None


def place_in(text: str) -> tuple[str, int, int] | None:
    """Any place that ``text`` names, for a bare reply."""
    matches = list(re.finditer(_PLACE, text))
    elsewhere = re.search(r"深圳市?(?:的)?其他区?|其他区|别的区|外地|外省", text)
    if elsewhere and not any(_NAMES[match.group()] != ANYWHERE_IN_SHENZHEN for match in matches):
        inside = elsewhere.group() not in ("外地", "外省")
        return (ELSEWHERE_IN_SHENZHEN if inside else "外地"), elsewhere.start(), elsewhere.end()
    if not matches:
        return None
    if re.search(r"不在(?:坪山|深圳)", text):
        return (ELSEWHERE_IN_SHENZHEN if "不在坪山" in text else "外地"), matches[0].start(), matches[0].end()
    best = max(matches, key=lambda match: (_NAMES[match.group()] != ANYWHERE_IN_SHENZHEN, match.end()))
    return _NAMES[best.group()], best.start(), best.end()


def _is_statement(text: str, match: re.Match[str]) -> bool:
    policy = _POLICY.match(text[match.end("place") :]) if match.re is not _OWNED else None
    asked = re.match(r"[^，。；]{0,8}(?:有哪些|有什么|有啥)", text[match.end() :])
    if match.re in (_OWNED, _REGISTERED_THERE) and asked and "我" not in match.group():
        return False
    if match.re is _OWNED and re.search(r"对企业|扶持|哪些|什么|啥|所有", match.group()):
        return False
    if match.re is _OWNED and re.match(r"(?:是否|能|可不?可以)", text[match.end() :]) and "我" not in match.group():
        return False
    before = text[: match.start("place")]
    denied = re.search(r"(?:不|没)(?:是|在)?$", before)
    return not (policy or denied or _PLAN.search(text[: match.start()]) or _ELSEWHERE.search(before))
