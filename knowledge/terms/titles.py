"""Titles held: 高企, 科小, 创新型中小企业, 专精特新, 小巨人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.terms.mention import FactMention
from knowledge.terms.standing import Grammar, Stretch, about_the_record, asks, own_affair, standings

_NOT_THE_TITLE = r"(?!e?贷|险|债|基金|产业|园|区|投(?!资)|培训|培育|孵化|专?板|奇|库|班)"
_KINDS = {
    "高新技术企业": r"(?:国家级?)?高新技术企业|国高新?(?:企业)?|(?:国家)?高新(?:企业|证)|国家高新(?!技术产|区)|高企"
    r"|高起(?!点|步|伏|码|来)"
    r"|(?<!国)高新(?=也?[有过]|证|认定|资质|刚|[去今前]年|拿|没|和|跟|、|$)|hnte|high[\s-]?tech enterprises?",
    "科技型中小企业": r"科技型?中小(?:型?企业)?|科小|科中小",
    "创新型中小企业": r"创新型?中小(?:型?企业)?|创新型(?=(?:今年|去年|也|都|刚){0,3}[有没过拿评]|$)|创新型企业|创新中小",
    "专精特新小巨人": r"(?:国家级?)?(?:专精特新)?(?:重点)?[“\"'「『]?小巨人[”\"'」』]?|国家级?(?:的)?专精特新(?!中小)"
    r"|little giants?",
    "专精特新中小企业": r"专精特新(?:中小(?:型?企业)?)?(?!(?:重点)?[“\"'「『]?小巨人)|srdi",
}
TITLE = re.compile(
    "|".join(f"(?P<t{place}>(?:{pattern})){_NOT_THE_TITLE}" for place, pattern in enumerate(_KINDS.values()))
)
_ANY_TITLE = re.compile("|".join(_KINDS.values()))
_NEXT_TITLE = re.compile(rf"[，,、\s和跟]{{0,2}}(?:{_ANY_TITLE.pattern})")
_ACQUIRE = (
    r"(?:拿|评|申请|申报|申|报|办|搞|做|弄|冲刺?|认定|通过|过|获批|获得?|取得|成为|变成|争取|考虑?|上"
    r"|中|续|升级?|入库|入选|入|晋级|转|整|补|换|领|是|有|评定|认)"
)
_LEVEL = (
    r"(?:[“\"'「]|国家级?|省级?|市级?|区级?|深圳市?|广东省?|广东|坪山区?|的|任何|什么|啥|这个|那个"
    r"|这种|一?[个家张本]|两个|证书|资质|首次|正式|获得|[:：\s])*"
)
_GO = (
    r"(?:再|去|也|都|还|先|继续|一起|同时|尽快|赶紧|早点|直接|重新|能|把|来|一直|没法|下|往|从来|真的?"
    r"|正式|顺利|成功|敢|够|资格|打算|想|计划)*"
)
_ASPECT = r"(?:到|上|下来?|过|成|为|了|着)?"
_GRAMMAR = Grammar(
    before=re.compile(
        r"(?P<no>(?:没有?|木有|未|不是|并非|非|不算|不|没能|哪有"
        rf"|无)(?:{_GO}{_ACQUIRE}{_ASPECT}(?![个项件人款成位年])|{_GO}{_LEVEL}$)"
        rf"|(?:以前|曾经?|原来|之前|原先|过去|本来)(?:就|也|都)?(?:是|有)"
        r"|(?:想|要|准备|打算|计划|正在|争取|怎么|如何|咋|能不能|能否|能|可以|可不可以|会|帮[我你他]?们?"
        r"|应该|必须|一定|得(?!个)|算|需要?|可能|该|只要|凡是|如果|等|明年|希望|目标|等着|差|只差|就差|缺"
        r"|接着|下一步|将来|后面)"
        rf"(?:{_GO}{_ACQUIRE}{_ASPECT}(?=[^专发实]|$)|{_LEVEL}$)"
        rf"|(?:想|要|准备|打算|计划|争取)[^，。]{{0,6}}把{_LEVEL}$|(?:咨询|了解|问问?|请教|打听|查)(?:一下"
        rf"|下)?{_LEVEL}$|在(?:申请|申报|申|报|评|冲刺?|办|搞|弄|做|准备|筹备|走|等)"
        rf"|(?:申请|申报)(?!到|下)(?:了|过|的)?|(?<!发)(?<!年)报(?:了|过|的)?{_LEVEL}$|(?:冲刺?|辅导|培育"
        r"|符合|满足|达到|够|凑够?|买|首次|什么叫|关于|比如|针对|面向|支持|对于?|给|哪些|所有|要求|除非"
        rf"|不看|(?:做|办|搞|评|拿|弄)个?(?![的了到上过下为])|成立){_LEVEL}$"
        rf"|(?:认定|评|拿|当|成为?)(?![的了到上过下为:：]){_LEVEL}$|有(?:几|多少|哪几|哪些)[家个]?|是不是|是否|有没有|有无|够不够|算不算"
        r"|啥叫|为啥|什么是|是指)"
        r"|(?P<yes>(?:(?:连续|[一两三四五]次|第[一二三]次|[去前今]年|\d年|当年)(?:[一两三四五]次)?(?:被"
        r"|又)?认定(?!条|标|要|需|流)|被(?:评|认定)(?:为|上|成)?|(?:我们|咱们?)这[种样家]的?$|得(?:返"
        r"|番)?个|有|是(?!什么)|系(?!统|列)|为|拿(?:了|到|过|下|的|着)|评(?:上|了|为|过|的|到|定为?|下)"
        r"|获(?:得|评|批|认)?(?:了|过|的)?|(?<!不)过了|通过(?:了|的)?|认定(?:了|为|过|成|的)|认了"
        r"|剩(?:下)?(?:了)?(?:一个|个)?|取得(?:了|的)?|持有?|属于?|入(?:选|围)(?:了|的)?|入(?:了|库了|库的)|(?:已经?|都|年年|每年|刚|[今去]年|\d年)入库|续(?:上|了|过)"
        r"|上(?:了|的)|做(?:了|过)|办(?:了|下来?|到)(?:的)?|弄(?:了|到|下来)(?:的)?|搞(?:到|定|了)(?:的)?"
        r"|申请?(?:到|下来)(?:的|了)?|成了|作为|身为|批(?:了|下来)(?:的)?|中了|顶着|挂[着了]|戴着|带着|凭着?"
        r"|靠着?|具备|拥有?|光|仅|只|就一?[个张]?$|齐|加$|外加|还剩|除了"
        rf"|(?:资质|证书?|认证|荣誉|称号|头衔)[^，。有是]{{0,6}}(?:[:：]\s*(?:\d[.)])?\s*)?$"
        rf"|\b(?:have|has|had|got|hold|are|is|we're|am|as an?|already|certified)\b))"
        r"|(?P<weak>(?:我们|咱们?|我司|(?<![总分子母])公司|本司|[我本]厂|厂里|这[种样]的?|那种|一家|这家"
        rf"|老牌|年的?|月的?|第[一二三四五六七八九\d]批的?|刚|也|[:：]|手里|手上|目前|现在|还|同时|另外|外带){_LEVEL}$)"
    ),
    behind=re.compile(
        r"(?P<yes>(?:还没|没|未)(?:到(?:期|[三3]年)|过期)|(?:还|都|仍)?在?有效(?!果)|(?:明年|后年|年底"
        r"|下个?月|马上|快要?|(?:20)?2[7-9]年(?:\d{1,2}月(?:份|底)?)?|还有[^，。]{1,5}(?:年|月))(?:才|就"
        r"|要|又|得|该)*(?:到期|过期|复审|重新认定|重新评)"
        r"|(?:又|再|已经?|刚)?(?:重新(?:认定|评审?|申请)|复审|复评|续期?|换证|再次认定)(?:的?时候)?(?:也"
        r"|都|又|已经?|刚|顺利)*(?:过|通过|上|了|完|成功|下来)"
        r"|有(?!没|无|咩|乜|什|分别|什么|啥|哪|几|多少|补|奖|优[惠势]|好处|支持|政策|专项|专门|贷款|产品"
        r"|区别|门槛|名额|要求|条件|机构|可能|希望|戏|资格|关系|差|用|点|难|望|些|人|老师|辅导|时间|钱)"
        r"|拿(?:了|到|过|下|的|着|证|完|着)|评(?:上|了|过|到|下|的|定|完)|(?<![不没未])过(?:的|了(?!期)|审|$)"
        r"|通过(?!率|的话|后|之|要|需|条件)|批(?:了|下|准|的|过|复|完)|刚批|获批|获评|下来|下(?:了|证|的)"
        r"|到手|在手|在身|在库|在册|在列|在名单|榜上|\s?[√✓✔☑]|稳(?:的|$)|双(?:认证|认定|资质|证|料)|[入进](?:了|过|上"
        r"|的)?库(?!的(?![，。]|$)|要|条|怎|需|今|什)|入选|认(?:了|定(?:了|过|的$|成|上|通|完))"
        r"|公告(?!期|中)|公布|上榜|公示(?:通过|完|结束|过|期过)|续(?:上|了|过|着|的)|刚(?:过|拿|批|下|评|发|换|续|入"
        r"|认)|齐|全(?=$|都有)|上(?:的|了|上)|办(?:好|下|了|到|完|的)|做(?:好|下|了|的|完)|弄(?:好|下|到"
        r"|了|完)|搞(?:定|到|下|了|完)|发(?:了|下|的|证)|具备|持有|取得|获得|申请?(?:到|下|成功|成了|好了)"
        r"|中了|挂着|也?是(?=$|[的了啊吧呀哦])|算是"
        r"|(?:\d{2,4}|[去前今当上]|大前|[一二三四五六七八九十两])年(?:初|底|中|前|\d{0,2}月份?|上半年"
        r"|下半年)?(?:就|的|批|才|度)?(?=的?$)|第[一二三四\d]年|[两三四五六\d几]年了|年年|(?:连续)?第[一二三四五两\d]次|[去前]年公示"
        r"|每年(?!.{0,4}[几多]|都?在[弄申报评])|还在(?=$|的|期|手)|还剩|\b(?:yes|ok|done|obtained|approved|certified)\b)"
        r"|(?P<no>没(?!问题|有?压力)|\s?[✗×✘]|未|木有|无|不(?:是|够|行|符|算|达|具|再|在|想|敢|打算|准备|着急|急"
        r"|考虑|一定|知)|否|(?:拿|评|过|办|申|报|考|入|够|弄|搞|下)不(?:来|到|上|了|下)|失败|落选|落榜"
        r"|被拒|被刷|黄了|挂了|过了?期|到期|失效|取消|撤|掉了|被?摘|丢了?|作废|注销|移出|移除"
        r"|还(?:差|早|得|要|在[^期手的有])|在(?:申|报|评|冲|办|搞|弄|做|走|等|准备|筹|审|排|路|公示|考|培"
        r"|辅|推|写|跑|整|弄)|正在|正(?:准备|筹|申|走|报)|申请|申报|准备|打算|想|计划|规划|要(?!是)|争取"
        r"|冲|等|待|差|缺|明年|后年|下(?:半|一)?(?:年|步|批|次)|(?<!上)报(?!告)|公示|受理|提交|递|排队"
        r"|目标|以前|曾经|原来|本来|材料|pending|applying|not"
        r"|怎么|如何|咋|能|可以|可不|会|是不是|是否|该|值得|好[办拿申评]|多少|哪|什么|啥|贷|才(?:能|行|可|给|有(?!\d|[一两三]))"
        r"|就(?:行|可以|能|够)|优先|跟|对|的(?:条件|要求|好处|补贴|政策|奖励|贷款|流程|材料|机构|老师|律师"
        r"|门槛|标准|区别|企业|公司|产品|事|名额|优惠|税|辅导|认定)"
        r"|补贴|政策|资助|奖励|奖补|优惠|条件|要求|标准|门槛|流程|机构|辅导|培训|复审(?![过通])|概念|区别"
        r"|税率|认定(?:条件|标准|流程|要|需|奖|补|有|时)?|通过(?=率|的话|后|之|要|需|条件))"
    ),
    suffix=re.compile(
        r"(?:的?(?:企业|公司|资质|资格|证书|认定证书|证|称号|牌子|身份|帽子|头衔|名号|这个|那个|这块"
        r"|这一?项|方面|呢|嘛|啊|么|倒是|其实|的话|[“”\"'」』])"
        r"|认定(?=[^了过的成上通完条标流要需奖补有时$]))*(?:[:：]\s*)?"
    ),
    undone=re.compile(
        r"[^，。]{0,12}?(?:(?<!快)(?<!明年)(?<!年底)(?<!有一年)(?<!有两年)(?<!有半年)(?<!剩一年)(?<!剩半年)(?<!年后)(?<!个月)(?<!月才)(?<!快要)(?:过期|到期|失效)|取消"
        r"|撤销|掉了|摘|作废|移出|没续|没了|没过复审|没有了)"
    ),
    redone=re.compile(
        r"(?<!没)(?<!未)(?:续(?:上|了|期了)|重新(?:认定|评|拿|申请)(?:过了?|了|上|到|通过|成功|下来)"
        r"|又(?:重新)?(?:拿|过|评|认|续)|复审(?:也|都)?(?:过|通过))"
    ),
)
_OTHERS = re.compile(
    r"(?:客户|股东|朋友|隔壁|同行|对手|竞品|母公司|他们|别人|别家|人家|甲方|投资方|供应商|上下游)[^我]*$"
)
_NOTHING = re.compile(
    r"(?<!其他)(?<!其它)(?<!别的)(?<!另外)(?:资质|称号|头衔|荣誉资质)(?:认定|证书|什么的|之类的?|一概"
    r"|情况|方面|这块|这方面|上|嘛|呢|目前|暂时|现在|我们|的|基本|完全|几乎|全是|[:：\s])*(?:一个|一项"
    r"|啥|什么|全|也|都|还|是|为|统统)*"
    r"(?:没有?|木有|暂?无|空白|零|0|白板)(?:有|拿|评|过|申请)*(?=$|[的了呢啊哦吧嘛])"
    r"|(?:什么|任何|啥|一个|半个|一张|所有)(?:的?(?:资质|认定|证书?|称号|头衔|帽子|牌子))+(?:认定"
    r"|证书)?(?:也|都|还|我们|目前|暂时|全)*(?:没有?|木有|无|未)"
    r"|(?<!有)(?<!并)(?:没有?|木有|无|未|还没|零)(?:任何|什么|啥|评过?|拿过?|取得|获得|申请过?|办过?"
    r"|相关|一个|半个|过|的|企业|科技|有)*(?:资质|认定|称号|头衔)(?:认定|证书|认证|荣誉)?(?=$"
    r"|[的了呢啊哦吧嘛也和跟与]|可以|能|没|想|做)"
    r"|(?:没有?|木有|无|未)(?:任何|什么|啥)(?:任何|什么|啥|资质|的)*证书?(?=$|[的了呢啊哦吧嘛])|^(?:资质)?白板"
)
_TOPIC_ASKED = re.compile(r"(?:资质|证书|称号)(?:认定|方面|这块|呢|的话)?$")
_DENIED_BEHIND = re.compile(
    r"[？?，,:：\s]{1,2}(?:我们|目前|暂时|现在|还|都|啥|什么|一个|也|都)*(?:没有?|木有|无)(?:$|[，。；！!\s的啊呢哦])"
)
_FILLER = re.compile(
    r"(?:国家|省|市|区)级?(?:的|认定)?|深圳市?|广东省?|坪山区?"
    r"|[嗯哦啊呃额哈吧的了呀呢咯哎诶喔唉、\s\"'“”:：;.·\-*①-⑳]|一[枚个家]|那个|就是?|然后|还有|其中"
    r"|算是|另外|以及|和|\d[.)、]"
)
_ABOUT = re.compile(
    r"(?:企业|认定|申报|培育|入库)*(?:的|这类|那个|的那个)?(?:补贴|奖励|奖补|资助|政策|条件|流程|材料"
    r"|要求|门槛|优惠|专项|机构|辅导|培训|产品|贷款|名额|标准)"
)
_FORM = re.compile(r"[^:：]{0,6}[:：]\s*(?:(?P<yes>是|有|已)|否|无|没|未)")
_DENIED_IN_TAIL = re.compile(
    r"没|未|木有|无(?!论)|不(?:是|够|算)|否|过期|到期|失效|被?取消|被摘|(?:还|正|都)?在?(?:申请|申报"
    r"|报|评|冲)(?:中|着|呢|$)|在(?:申|报|评|冲|办|准备|走|等)|还(?:差|在[申报评办准等])|正在?(?:申|报"
    r"|评|办|准备)|准备(?:申|报|评|$)"
    r"|(?:想|要|打算|计划)(?:申请|申报|报|评|办|拿|冲|认定)(?:一下|下|吧|$|[，。？?])|(?:怎么|如何"
    r"|咋)(?:申|报|评|办|拿|认)|补贴|奖励|条件|先报|哪个|有?什么|区别|是什么|是不是"
)
_LOST = re.compile(
    r"[，,\s](?:但|不过|可是?)?(?:现在|后来|去年|今年|前年|已经|早就?)*(?:没了|没有了|没续|丢了|过期"
    r"|取消|失效|被取消|被摘|到期没)"
)
_TOPIC = re.compile(r"(?:企业|认定|资质)?(?:呢|嘛|的话|这块|方面|的事)")
_EXCEPT = re.compile(r"除了?")
_NOTHING_ELSE = re.compile(
    r"[，\s]{0,2}(?:我们|就|其他|其它|别的|另外|啥|什么|资质|证|还|也|都|一概|暂时|目前|真|再)*(?:没"
    r"|无|还有|也有|还拿)"
)
_WOULD_BE = re.compile(
    rf"(?:[办拿做评搞弄])?(?:一?个)?(?:{_ANY_TITLE.pattern})(?:认定|证书?)?(?:[评拿办弄搞做批申]|申请|认定)?(?:下来|上|到手|成功)$"
    rf"|(?:[办拿做评搞弄申]|申请|认定)(?:下来?|到|上|下)?一?个(?:{_ANY_TITLE.pattern})(?:认定|证书?)?(?:下来)?$"
)
_SENTENCE_REST = re.compile(r"[。；！？?!;\n]")
_LISTS_FACTS = re.compile(r"\d|[一二三四五六七八九十百千][个项件人万亿年来]|专利|营收|员工|注册|成立|轮|纳税|逾期|厂")
_AFFIRMED = re.compile(r"[？?]\s*(?:是|对|有)(?:的|呀|啊|了)*(?=$|[，。！!\s])")
_BEHIND_FILLER = re.compile(
    r"[，,？?：:、\s。（(]{0,2}(?:我们|咱们?|公司|这|那|些|[一两二三四五几]个?|证|资质|都|也|还|全|目前"
    r"|现在|暂时|统统|早|就|一个|我|倒|是)*"
)


def title_facts(stretch: Stretch) -> Iterator[FactMention]:
    """The titles that a stretch says are held; [] when it says that there are none."""
    names = list(TITLE.finditer(stretch.text))
    held = [name for name, has in zip(names, _verdicts(stretch, names), strict=True) if has]
    if held:
        first, last = held[0].start(), held[-1].end()
        values = list(dict.fromkeys(kind(name) for name in held))
        words = stretch.text[first:last]
        yield FactMention("certifications", values, words, stretch.start + first, stretch.start + last)
    elif none := _none_held(stretch):
        yield FactMention("certifications", [], none.group(), stretch.start + none.start(), stretch.start + none.end())


def kind(name: re.Match[str]) -> str:
    """The title that a match of TITLE names."""
    return list(_KINDS)[int((name.lastgroup or "t0")[1:])]


def _none_held(stretch: Stretch) -> re.Match[str] | None:
    if stretch.questioned:
        topic = _TOPIC_ASKED.search(stretch.text)
        return topic if topic and _DENIED_BEHIND.match(stretch.tail) else None
    return _NOTHING.search(stretch.text)


def _verdicts(stretch: Stretch, names: list[re.Match[str]]) -> list[bool]:
    if not names or _OTHERS.search(stretch.text[: names[0].start()]):
        return [False] * len(names)
    text = stretch.text
    if "是否" in text[: names[0].start()] and (form := _FORM.match(text, names[0].end())):
        return [bool(form["yes"])] * len(names)
    found = [
        False if verdict and _about(text, name) else verdict
        for name, verdict in zip(names, standings(text, names, _GRAMMAR, stretch.tail), strict=True)
    ]
    rest = text[names[-1].end() :]
    if not rest and _LOST.match(stretch.tail):
        return [False] * len(names)
    if about_the_record(text) or (stretch.questioned and "是不是" in text[: names[0].start()]):
        return [False] * len(names)
    if _EXCEPT.search(text[: names[0].start()]):
        following = (text[names[0].end() :] + stretch.tail, rest + stretch.tail)
        return [any(map(_NOTHING_ELSE.match, following))] * len(names)
    asked = stretch.questioned or asks(rest)
    if (asked or _taken_for_granted(stretch)) and not own_affair(text):
        found = [None if verdict else verdict for verdict in found]
    if any(verdict is None for verdict in found):
        unsaid = _unsaid(stretch, names, asked)
        found = [unsaid if verdict is None else verdict for verdict in found]
    return [bool(verdict) for verdict in found]


def _taken_for_granted(stretch: Stretch) -> bool:
    """一个小巨人评下来，区里奖多少: what it would bring, said of no firm."""
    return bool(_WOULD_BE.match(stretch.text)) and asks(_SENTENCE_REST.split(stretch.tail[1:])[0])


def _unsaid(stretch: Stretch, names: list[re.Match[str]], asked: bool) -> bool:
    """Whether titles without a predicate are held: a list of them alone, or among other facts."""
    text = stretch.text
    bare = _FILLER.sub("", text[: names[0].start()] + _GRAMMAR.suffix.sub("", text[names[-1].end() :], count=1))
    if not text[names[-1].end() :].strip("企业 的吗么啊嘛呢吧") and (said := _said_behind(stretch.tail)) is not None:
        return said
    if asked or _TOPIC.match(text, names[-1].end()):
        return False
    if not bare:
        following = re.split(r"[，。；！？?!\s]", stretch.tail[1:])[0]
        return bool(stretch.start) or not asks(following) or own_affair(following)
    return bool(_LISTS_FACTS.search(bare)) and not asks(text)


def _about(text: str, name: re.Match[str]) -> bool:
    """True for the title of a policy (高企补贴), not of a firm."""
    return bool(_ABOUT.match(text, name.end())) and not text[: name.start()].endswith(("是", "为"))


def _said_behind(tail: str) -> bool | None:
    """What the opening of the next clause says of titles listed before it (高企、科小，这两个都有)."""
    position = 0
    while title := _NEXT_TITLE.match(tail, position):
        position = title.end()
    filler = _BEHIND_FILLER.match(tail, position)
    opening = filler.end() if filler else position
    if _AFFIRMED.match(tail):
        return True
    if _DENIED_IN_TAIL.match(tail, opening):
        return False
    said = _GRAMMAR.behind.match(tail, opening)
    return True if said and said.lastgroup == "yes" else None


def titles_named(reply: str) -> list[str]:
    """The titles of a bare reply that its words do not deny (就高企, 高企和科小)."""
    names = list(TITLE.finditer(reply))
    verdicts = standings(reply, names, _GRAMMAR)
    return list(dict.fromkeys(kind(name) for name, held in zip(names, verdicts, strict=True) if held is not False))
