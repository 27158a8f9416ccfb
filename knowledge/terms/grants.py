"""Whether the firm has had Pingshan's science and technology funds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.terms.mention import FactMention
from knowledge.terms.standing import Stretch, about_the_record, asks, own_affair

_DISTRICT = (
    r"(?:坪山区?|(?<![岗安田南华湖园校社城街厂新发湾明州阳小片厍库地景疫市山])区(?=里|级|科|财政|一级"
    r"|工信|政府|那|的(?:科|研|创|资|补|钱|那)|给|创新|专项|资助|研发))"
)
_FUNDS = (
    r"(?:(?:资助|补贴|扶持|奖励)(?![过了]我)|资金|补助|专项|奖补|经费|配套|拨款|立项|项目|钱|款"
    r"|grants?\b|funding|支持(?!过|了|我))"
)
_OFFICE = r"(?:科创局|科技创新局|科技局|工信局|财政局?|政府|管委会)"
_OBJECT = re.compile(
    rf"{_DISTRICT}(?:里|级|{_OFFICE})?(?:(?!没|拿过|领过|区里|区级)[^，。？?、]){{0,16}}?(?:{_FUNDS})+"
    rf"|{_DISTRICT}(?:里|级|{_OFFICE}|的|那边|这边|那)(?:的|那个?|那边|这边|这|层面|一级)?(?=(?:我们|就"
    r"|倒|也|都|还|真的?|确实|是|暂时|一直|从来|[去前]年|\d+年|曾经?|已经?)*(?:没(?!错|问题)|还没|拿过|领过|给过|给了|批过|批了|[补奖拨发][了过]我们"
    rf"|(?:资助|支持|补贴|扶持|奖励)过我|从))|{_DISTRICT}(?:里|级)?{_OFFICE}"
)
_BARE = re.compile(r"坪山区?(?=(?:这边|那边|就|倒|也|都|还|真)*(?:没|从没))")
_THERE = re.compile(
    r"(?P<no>没有?|从未|未)?在坪山区?里?(?:拿|领|享受|获得?)过[^，。吗]{0,8}(?:补贴|资助|资金|扶持|奖励)(?!吗|没|么)"
)
_FUNDED = re.compile(_FUNDS)
_OTHER_PURPOSE = re.compile(
    r"房租|租金|人才|稳岗|社保|就业|装修|展会|招聘|消费券|住房|购房|个人|出口|贷款贴息.{0,3}想|房补"
    r"|电费|贷(?!款?贴)|天使(?:母)?基金|引导基金|厂房"
)
_GOT_VERB = (
    r"(?:拿|领|获得?|享受|吃|沾|得|收|承担|批|给|发|拨|补|到账|下来|争取|支持|资助|扶持|中|立|评|奖励?|取得|沾光)"
)
_GOT = re.compile(
    r"(?P<no>(?:从来?|一直|压根|根本)?(?:(?<!有)没有?|未曾?|无|否|木有|不曾)(?:有|去|怎么|能|真的?|敢"
    rf"|来得及|正式|机会)*(?:{_GOT_VERB}|申|报|碰|用|接触|见|轮|份|沾边|动|尝|$|[的了啊呢哦吧]|我们)"
    r"|(?:(?<!有)没有?|未)(?=\s*$|[的了啊呢]*$)|(?:一[分毛块]钱?|一次|一笔|一个子儿)(?:都|也)?(?:没|未"
    rf"|还没)|[:：]\s*(?:否|无|没|未)|{_GOT_VERB}不到|与我们无关|零$)"
    rf"|(?P<yes>{_GOT_VERB}(?:过|到(?!手?要)|了(?!会|能|要)|下来|着|得|的(?=$|[，。]))|[:：]\s*(?:是|有"
    r"|已)|(?<!没)有(?:拿|领|享受)|(?<!没)(?:有|是)(?=$|[的了啊呢]+$|过)|(?:申请|申)(?:到|下来)|到账|到手"
    rf"|已获|曾获|获批|(?:立项|承担)?单位(?=$|之一)|\b(?:got|received)\b|(?:每年|年年)都?(?:有)?[拿领]|获评|获$|(?:给|批|补|发|拨|奖|资助|支持)(?:了"
    r"|过)?我们|下来了)"
)
_WISH = re.compile(
    r"想|有没(?!有\s*$)|干嘛|干什么|干啥|能不能|能否|怎么|如何|准备|打算|可以(?!说)|争取(?!到)|要是"
    r"|哪些|多少|多久|多长|一般|啥时候|吗|么|什么|在申请|正在|申请中|计划|有没有|够不够|是否(?![^，。]{0,24}[:：])|[不没]$"
)
_BEHIND = re.compile(
    r"[？?，,:：\s]{1,2}(?:(?:申报|申请|报|申)过(?:几次|一次|两次)?[，,]?|我们|我司|公司|[零一二三四五六七八九]{4}年|这个|那个|倒|也|都|还|一直|从来|前年|去年|\d+年|早|确实|以前|之前|是"
    r"|就|压根|好像|但是?|可是?|不过|结果|最后|后来)*"
)
_NOT_OURS = re.compile(r"(?:朋友|同学|隔壁|同行|他们|别人|人家|听说|客户|那家)[^我咱]*$")
_GIVEN = re.compile("(?:批|给|发|拨|补|立|奖励?|支持|资助|扶持)的")
_HOW_MUCH = re.compile("多少|哪些|几家|什么")
_OR_NOT = re.compile("[过了]?没有?[？?]?")
_DOUBTED = re.compile(
    r".{0,2}(?:(?:吗|么|没有?|不)[？?]?$|的(?:企业|公司|单位)|要?(?:多久|多长|几天|几个月)|(?:过|了)?(?:多少|几家|哪些)|.{0,3}(?:通知|告诉|提醒))"
)


def grant_facts(stretch: Stretch) -> Iterator[FactMention]:
    """``district_grant`` of one stretch, the answer behind its question mark included (坪山科技资金？没拿过)."""
    if about_the_record(stretch.text):
        return
    text = stretch.text
    elsewhere = _FUNDED.search(stretch.lead)
    if there := _THERE.search(text):
        yield FactMention(
            "district_grant", not there["no"], there.group(), stretch.start + there.start(), stretch.start + there.end()
        )
        return
    for found in [*_OBJECT.finditer(text), *(_BARE.finditer(text) if elsewhere else [])]:
        if (
            _OTHER_PURPOSE.search(found.group())
            or _HOW_MUCH.search(found.group())
            or _NOT_OURS.search((stretch.lead + text[: found.start()])[-40:])
        ):
            continue
        verdict = _verdict(stretch, found)
        if verdict is not None:
            start = stretch.start + found.start()
            yield FactMention("district_grant", verdict, found.group(), start, stretch.start + found.end())


def _verdict(stretch: Stretch, found: re.Match[str]) -> bool | None:
    """What the words around a mention of the funds say; the predicate behind it counts before the one ahead."""
    text = stretch.text
    behind = _GOT.search(text, found.end(), found.end() + 20)
    ahead = _last(text[max(0, found.start() - 16) : found.start()])
    inside = _GOT.search(found.group())
    if form := re.search(r"是否[^，。]{0,24}[:：]\s*(?P<no>否|无|没|未)?(?P<yes>是|有|已)?", text):
        return bool(form["yes"]) if form["yes"] or form["no"] else None
    if _WISH.search(text[max(0, found.start() - 30) : found.start()]):
        return None
    if stretch.questioned:
        return _answered_behind(stretch)
    if ahead and ahead.lastgroup == "yes" and _OR_NOT.fullmatch(text, found.end()):
        return None
    if behind and (behind.lastgroup == "no" or not _WISH.search(text[found.end() : behind.start()])):
        return None if _DOUBTED.match(text, behind.end()) or _in_general(text, behind) else behind.lastgroup == "yes"
    if said := ahead or inside:
        return None if _DOUBTED.match(text, found.end()) else said.lastgroup == "yes"
    if not text[: found.start()].strip() and _answered_ahead(stretch.lead) is False:
        return False
    if not re.match(r"[？?，,]\s*(?:我们|报过|申)", stretch.tail) and (
        len(text) - found.end() > 6 or _WISH.search(text)
    ):
        return None
    answer = _answered_behind(stretch)
    if answer is None and not text[: found.start()].strip():
        return _answered_ahead(stretch.lead)
    return answer


def _in_general(text: str, said: re.Match[str]) -> bool:
    """坪山的奖励是分几个阶段给的: how they are given, not that the firm was."""
    return bool(_GIVEN.fullmatch(said.group())) and not own_affair(text)


def _answered_behind(stretch: Stretch) -> bool | None:
    """坪山的科技资金？没拿过: the answer in the next clause."""
    filler = _BEHIND.match(stretch.tail)
    start = filler.end() if filler else 0
    answer = _GOT.match(stretch.tail, start)
    if not answer or asks(re.split("[，。；！]", stretch.tail[start:])[0]):
        return None
    return answer.lastgroup == "yes"


def _last(text: str) -> re.Match[str] | None:
    *_, last = [None, *_GOT.finditer(text)]
    return last


def _answered_ahead(lead: str) -> bool | None:
    """拿过，坪山的科技资金: the answer first."""
    answer = re.search(
        r"(?:^|[，,。\s])(?P<no>没有?(?:拿|领|享受|申请)?过?)?(?P<yes>(?:有|拿|领|享受|获得)过?)?(?:政府|科技)?(?:补贴|资助|资金|补助|项目)?的?[，,\s]+$",
        lead,
    )
    if not answer or not (answer["yes"] or answer["no"]):
        return None
    return not answer["no"]
