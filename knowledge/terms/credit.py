"""The tax authority's rating, and whether loans were ever paid late."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.terms.mention import FactMention
from knowledge.terms.standing import Stretch, about_the_record, asks, own_affair

_TAX = r"纳税|税务|税|\btax\s*(?:credit\s*)?rating|信用(?:等级|评级|级别)|评级"
_LETTER = r"(?<![a-z\d+])[abmcd](?![a-z\d+%股轮端型款座栋角]|\s?[a-z])"
_RATING = re.compile(rf"{_LETTER}\s*(?:级|类)?")
_NAMED = re.compile(_TAX)
_WHEN = (
    r"(?:说|定|查到|我们|公司|我司|是|一直|连续|都|[去今前]年|上一?年度?|\d{2,4}年度?|评(?:了|的|上)?|拿了?|的|也"
    r"|好像|应该|大概|可能|目前|现在|刚|新成立|所以|因为|还|[嗯哦啊呃\s])*"
)
_ALONE = re.compile(
    rf"{_WHEN}(?P<letter>[abmcd])\s*级(?:的?(?:纳税人?|企业))?(?:[的吧啊呢了哦]|[^，。\da-z]{{0,2}}年)*\s*"
)
_LETTER_ONLY = re.compile(r"\s*(?:就?是|应该是|好像是|得了个?|拿了个?)?\s*[abmcd]\s*(?:级|类|等)?[的吧啊呢了]*\s*")
"""税务刚评下来，B."""
_GRADED = re.compile(rf"{_LETTER}\s*级|[升降掉变](?:到|成|为)?\s*{_LETTER}")
_INSTEAD = re.compile(r"(?:而?是|应该是|改成|只有|就|才|还是|变成)\s*[abmcd]\s*级?[的了]?")
_RATED = re.compile(r"评(?:了|上|为|成|的是|定为|到)?(?:个|了个)?\s*(?P<letter>[abmcd])(?:级|$|了|[吧呢啊])")
_ANOTHER_SCALE = re.compile(r"aa|bb|主体|债项|银行(?:内部)?(?:信用)?评级|内部评级|出口退税|海关|景区|税率|税贷[a-z]")
_UNSURE = re.compile(
    r"(?<![会候年])还是|又好像|拿不准|[abmcd]级?(?:和|跟|与|、|或者?)[abmcd]|或者?[abmcd]|忘|不记得|不确定|不清楚"
)
_REQUIRED = re.compile(
    r"(?:要求|需要|必须|至少|不低于|满足|只要|想|要|争取|冲|希望|打算|怎么|如何|升不|够不|没到|达到"
    r"|达不|修复?(?:到|成|为)|准备|目标|申请|凡是|对于?|给(?!我|咱|公司|的|了|评)|支持|面向|是不是"
    r"|为什么)[^，。]{0,8}$"
)
_AIMED = re.compile(r"(?:想|希望|准备|打算|争取|计划)(?:把|让|从)[^，。]{0,16}$")
_NO_RATING_OF_OURS = re.compile(
    r"\s*(?:级|类)?(?:的?(?:企业|纳税人))?(?:及?以上|要?怎么|或者?[abmcd]|有什么|有啥|的?好处|怎么|如何|是什么"
    r"|才|奖励|补贴|是指|什么意思|代表|意味|优惠|要求|条件|标准|跟[abmcd]|和[abmcd]|是[^，。]{0,12}吗$"
    r"|(?:还|也|都)?(?:没|未)(?:有)?(?:拿|评|到|升|下)|[拿评够升]不|会(?:怎|咋|不会|影响|被))"
)
_DENIED = re.compile(r"(?:不是|没评上|没拿到|没有|非|没)(?:过)?\s*$")
_FORMER = re.compile(r"以前|之前|原来|原先|前年|曾经?|上次|过去|从$|由$|原本|早先|早几年")
_LATER = re.compile(r"以?后[，,]?|之后")


def credit_facts(stretch: Stretch) -> Iterator[FactMention]:
    """``tax_rating`` and ``overdue`` of one stretch."""
    yield from _rating(stretch)
    yield from _arrears(stretch)


def _rating(stretch: Stretch) -> Iterator[FactMention]:
    text = stretch.text
    if _ANOTHER_SCALE.search(text) or _UNSURE.search(text):
        return
    alone = _ALONE.fullmatch(text)
    graded = _GRADED.search(text) and _NAMED.search(stretch.lead[-20:] + stretch.tail[:14])
    instead = _INSTEAD.fullmatch(text) and (_GRADED.search(stretch.lead[-8:]) or _NAMED.search(stretch.lead[-16:]))
    alone = alone or (_LETTER_ONLY.fullmatch(text) and _NAMED.search(stretch.lead[-20:]))
    letters = list(_RATING.finditer(text)) if alone or graded or instead or _NAMED.search(text) else []
    if not letters and (rated := _RATED.search(text)):
        letters = list(_RATING.finditer(text, rated.start("letter")))
    letters = [letter for letter in letters if not _elsewhere(text, letter)]
    if not letters:
        return
    now = [letter for letter in letters if not _FORMER.search(text[: letter.start()][-8:])]
    letters = now or letters
    changed = len(letters) > 1 and _LATER.match(text, letters[-1].end())
    chosen = letters[0] if changed else letters[-1]
    if _FORMER.search(text[: chosen.start()]) and len(letters) == 1 and _has_rating(stretch.lead):
        return
    yield _mention("tax_rating", chosen.group()[0].upper(), stretch, chosen)


def _elsewhere(text: str, letter: re.Match[str]) -> bool:
    before = text[max(0, letter.start() - 20) : letter.start()]
    return bool(
        _REQUIRED.search(before)
        or (_AIMED.search(before) and not before.endswith(("从", "由")))
        or _DENIED.search(before)
        or _NO_RATING_OF_OURS.match(text, letter.start() + 1)
    )


def _has_rating(text: str) -> bool:
    return bool(_NAMED.search(text) and _RATING.search(text))


_NOT = r"(?:从来?没有?|从未|没有?|木有|未曾?|不曾|无|零|否|0|不存在)"
_ANY = (
    r"(?:有|过|上|进|被|列入|列为|拉进|出现|发生|存在|任何|什么|啥|一次|一笔|半点|贷款|银行|信用卡|还款|公司|企业|法人|个人"
    r"|记录|历史|产生|的|试|算|再|不良|负面|真的?|也|都|一条|一天|半天)*"
)
_BAD = (
    r"(?:逾期|失信|欠款|不良|断供(?!料|货|应)|欠息|代偿|老赖|黑名单|污点|瑕疵|违约|被执行|限高|拖欠|延误|逾(?:过"
    r"|了)期|断(?:过|了)?供|断过?贷|月供断)"
)
_LATE = (
    r"(?:(?:(?<![这那么])晚|迟)(?:还|交|付)(?=[了过款贷银几钱的]|[一二两三四五六七八九十\d]|$|信)"
    r"|[晚迟][了过]?(?:几|[一二两三四五六七八九十\d]+)[来多]?个?多?(?:天|日|月|期|周|星期|礼拜)|还(?:款|贷"
    r"|得)?(?:晚|迟)(?:了|过)?|迟(?:还|了几天还)|延迟还|推迟还|忘(?:了|记)?还"
    r"|没有?(?:能)?(?:按时|及时|按期|准时|如期)还|(?:利息|本金|月供|贷款"
    r"|按揭)[^，。]{0,4}没有?(?:能)?(?:按时|及时|按期|准时|如期)(?:还|付|交)|没还上|拖(?:了"
    r"|过)(?=[^，。]{0,10}(?:银行|还|月供|按揭|贷款|利息|[天月期]))|拖(?:欠)?(?:了|过)?银行|欠着?银行"
    r"|欠息|断(?:供(?!料|货|应)|过供|了供)|断过?贷|月供断[过了])"
)
_GOOD = re.compile(
    rf"{_NOT}{_ANY}(?<!不)(?:{_BAD})(?!.{{0,3}}(?:不良率|的贷|也能))|{_NOT}(?:有|过|任何|试|一次|一天"
    rf"|半天|一笔|贷款|银行|的|也)*(?:拖|晚|迟|欠)(?:还|交|过|欠|延|了|供)*(?!.{{0,6}}(?:工资|货款"
    r"|供应商|社保|房租|租金|税|上班|睡))"
    rf"|{_BAD}(?:记录|情况|历史|问题|这种事?|什么的|方面|倒是?|嘛|的话|呢|过|事儿?|我们|公司|从来|一直"
    rf"|绝对|根本|一次|一笔|一条|半次|目前|暂时|也|都|是|真|的|[:：?？\s])*(?:{_NOT}(?:有|过|发生|出现"
    r"|干|做|碰到?|遇到?)*|不存在)(?=$|[的了呢啊哦吧，。、]|次|条|笔)"
    r"|(?:利息|本金|月供)[^，。没未不]{0,5}(?:按时|准时|按期|如期|及时)(?:付|交)"
    r"|credit\s*(?:record|history|report)?\s*(?:is\s*)?(?:clean|good|fine)|no (?:overdue|late payments?|default)|never (?:been )?(?:late|overdue)|征信[^，。没不坏花差]{0,8}(?:干干净净|干净|良好|清白|完美)|(?:征信|信贷|信用报?告?|信誉)(?:记录|报告"
    r"|情况|状况|方面|这块|上|都|也|是|一直|一向|目前|我们|公司|法人|老板|个人|还|挺|很|非常|算|比较"
    r"|完全|绝对|超级|倒是?|的话|确实|肯定|应该|其实|干干|清清|全|[:：\s])*(?:良好|优良|优秀|没(?:有)?(?:任何|什么|啥)?(?:问题|毛病"
    r"|污点|瑕疵|不良|记录)|干净|清白|白(?!条|户|名)|好(?!像)|正常|ok|clean|漂亮|完美|[没不](?:黑)?花|可以$|过关|过硬"
    r"|无(?:不良|瑕疵|污点|问题|异常))"
    r"|(?:一直|每[个次期月笔]*|次次|都|从来|向来|历来|全部|总是|月月|按揭|贷款"
    r"|还款)[^，。没未不]{0,5}(?:按时|准时|按期|如期|及时|提前|正常)(?:在)?(?:还|归还)|(?:还款|还贷"
    r"|贷款|征信|月供)[^，。]{0,8}没(?:有)?(?:出过?|掉过?)(?:岔子|链子|问题|差错)|还款(?:记录|情况"
    r"|信用|历史)?(?:都|也|一直|很|一向|全部)*(?:良好|正常|准时|按时|及时|没问题)|(?:按时|准时"
    r"|按期)还款(?:的|$)"
    r"|(?:信用|信誉)(?:记录)?良好|从不(?:拖欠|逾期|欠款|晚还)|一(?:天|次|期|笔)(?:都|也)?没有?(?:拖|晚"
    r"|欠|逾|断|迟)(?:过|期|还|供)*|逾期[^，。]{0,2}[:：]\s*(?:否|无|没有?|零|0)"
)
_POOR = re.compile(
    rf"{_LATE}|(?:had|with|have)\s+(?:an?|one|two|some|a few|\d)\s+(?:late payments?|overdue|defaults?)|被代偿[了过]|还[完清]了?[一那这]?笔?逾期|(?:老板|法人|公司|我们?|个人)的?信用(?:有点|不太|不怎么)?(?:不好|差$|好不)|信用不太好|(?:有|出现|发生|出|存在|留|背|上)(?:过|了|着)?(?:[^，。没无吗]{{0,7}})(?:逾期|失信|断供"
    r"|不良(?!率|反应|品)|代偿|欠息|黑名单|老赖|污点|违约记录|限高)"
    r"|逾期(?:还)?(?:过|了(?!怎|会|咋|还能|能)|有(?:过|的|一|两|几)|是有|\d|[一二三两四五六七八九十几]"
    r"|记录(?:有|还在)|没(?:还|结|处理|清)|已|那|在|刚|才|也有|还在|结清|未(?:还|结|清))|(?:那|这"
    r"|有[一两几]?)[笔次条期](?:[^，。没]{0,6})逾期|曾(?:经)?[^，。没]{0,6}(?:逾期|断供|失信)|逾(?:过"
    r"|了)[^，。]{0,3}期"
    r"|(?:被|给)[^，。]{0,5}(?:列|纳|拉|划|上|执行|限高|限制高消费|强制执行)[^，。]{0,4}(?:失信|黑名单"
    r"|被执行|老赖|高消费|限高)?(?<=失信|名单|执行|限高|老赖|消费)|失信(?:已|被执行|名单|人|了|过)"
    r"|限高过?|成(?:了|为)?老赖"
    r"|征信(?:报告|记录|情况|状况|方面|这块|上|都|也|是|一直|目前|有点|有些|比较|很|挺|早|已经|我们"
    r"|可能|稍微|确实|太|被[^，。]{0,3})*(?:不好|不行|不太|有(?!没有|什么|影响)[^，。没]{0,5}(?:问题"
    r"|逾期|污点|瑕疵|不良|记录|记|黑点)|花|差(?!不)|黑|烂|难看|不良|坏|一塌|不干净|糟|逾期)"
    rf"|(?:[^，。没]{{0,2}})有过?(?:一|两|几|[三四五]|\d)[次笔期条]{_LATE}|还款(?:有)?(?:延误|延迟|滞后)"
)
_NEGATED = re.compile(r"(?:没有?|从未|未|无|不会|木有|不存在|不能|不可以?|不得|不许)(?:被|再|过)?$")
_SOMEONE_ELSE = re.compile(
    r"客户|下游|甲方|对方|他们|人家|货款|账款|回款|应收|供应商|工资|社保|房租|朋友|别人|隔壁|老公|老婆"
    r"|我[妈爸哥弟姐妹]|亲戚|买方|采购方|经销商"
)
_FORM = re.compile(r"(?:是否|有无|有没有)[^，。:：]{0,16}[:：]\s*(?:(?P<no>否|无|没)|(?P<yes>是|有))")
_NOT_A_FACT = re.compile(
    r"逾期(?:几|多少|多久)|逾期(?:利息|罚息|费|率|费用|天数怎|怎么|会|客户|了会|了怎|影响)|怕|担心"
    r"|避免|防止|会不会|万一|别逾|不会逾|快还不|可能会?逾|预防|算不算逾|以后[^，。]{0,4}逾"
)
_CONCRETE = re.compile(
    r"我|咱|去年|前年|上个?月|今年|有过|一次|一笔|两次|那笔|这笔|那次|[了过][^，。]{0,3}[一二两三四五六七八九\d]天"
    r"|记录有|被列|公司|老板|法人|曾|后来|当时|年"
)
_NO_TROUBLE = re.compile(r"(?:都|也|反正)?没(?:有)?(?:啥|什么|任何|大)*(?:问题|毛病|污点)[的了]?$")
_OTHER_ONES = re.compile(r"别的|其他|其它|另外|再没|之后没|后来没")
_ASKED_WHETHER = re.compile(
    r"有没有|有无|是否(?![^，。]{0,14}[:：])|没逾期(?:吗|么)|会不会|算不算|什么(?:叫|是)|怎么(?:算|办"
    r"|处理)|为(?:什么|啥)"
)
_DENIED_BEHIND = re.compile(
    rf"[？?，,:：\s]{{1,2}}(?:我们|公司|从来|一直|绝对|倒是|目前|暂时|那是|根本)*(?:{_NOT}(?:有|过)*"
    r"|不存在|绝无)(?:$|[，。；！!\s的啊呢哦])"
)
_TOPIC = re.compile(rf"(?:{_BAD})(?:记录|情况|过|呢|的话)?$")


def _arrears(stretch: Stretch) -> Iterator[FactMention]:
    text = stretch.text
    if stretch.questioned and (topic := _TOPIC.search(text)):
        if _DENIED_BEHIND.match(stretch.tail):
            yield _mention("overdue", False, stretch, topic)
        return
    if (form := _FORM.search(text)) and re.search(_BAD, form.group()):
        yield _mention("overdue", bool(form["yes"]), stretch, form)
        return
    if _SOMEONE_ELSE.search(text) and not re.search("征信|银行|贷款没|我们没", text):
        return
    if _ASKED_WHETHER.search(text) or about_the_record(text):
        return
    good = _GOOD.search(text) or (_NO_TROUBLE.match(text) if "征信" in stretch.lead[-12:] else None)
    poor = None if good and _covers(text, good) else _poor(text)
    asked = stretch.questioned or asks(text)
    if poor and not _NOT_A_FACT.search(text) and (not asked or _CONCRETE.search(text)):
        yield _mention("overdue", True, stretch, poor)
    elif good and not _OTHER_ONES.search(text) and (not asked or own_affair(text) or not stretch.questioned):
        yield _mention("overdue", False, stretch, good)


def _covers(text: str, good: re.Match[str]) -> bool:
    """True when nothing outside the clean record speaks of late payment (公司没逾期但老板征信花了)."""
    return not _poor(text[good.end() :]) and not _poor(text[: good.start()])


def _poor(text: str) -> re.Match[str] | None:
    return next(
        (
            found
            for found in _POOR.finditer(text)
            if not _NEGATED.search(text[max(0, found.start() - 6) : found.start()])
        ),
        None,
    )


def _mention(fact: str, value: object, stretch: Stretch, match: re.Match[str]) -> FactMention:
    return FactMention(fact, value, match.group(), stretch.start + match.start(), stretch.start + match.end())
