"""What a firm could pledge, or that it has nothing to pledge."""

from __future__ import annotations

import re

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention
from knowledge.terms.standing import Grammar, Stretch, asks, only_topic, standings, stretch_of

_KINDS = {
    "房产": r"不动产|(?<=自己的)楼|(?<=[和跟与、])楼(?=都|也|全|是)|(?<![机药洁])(?:厂|住|商品|办公用|楼)?房(?:产证?|子|屋|本)?(?!租|东|贷|屋租|价|补"
    r"|的?(?:首付|装修))|写字楼|办公楼|办公室(?=(?:也|都)?是?(?:我们|公司)?(?:自己?的?|全款)?(?:买|购))|商铺|铺面|物业|住宅|别墅"
    r"|公寓|宿舍楼|大厦|红本(?!的?.{0,3}房)|[栋层幢]楼|厂(?=是(?:我们|公司|老板)?自)",
    "土地": r"土地|[用工]地|地皮|地块|宗地|[块片亩]的?地|工业地|(?<![\u4e00-\u9fff])地(?=[是都也和跟与、])"
    r"|(?<=[有和跟与房、])地(?=[皮也都可能，、有]|$)|(?<=[买拍拿]了)地(?=$|[，、])|(?<=自己的)地(?=[和跟也都，、]|$)",
    "设备": r"设备|equipment|(?<=[部台])机(?=可|能|都|也|是)|机器(?!人|视觉|学习)|[机车磨铣钻镗]床|cnc"
    r"|[涂布压铸贴片注塑切割冲印刻焊数控吸塑吹膜光]{1,4}机|产线|生产线|流水线|加工中心|仪器|(?:\d"
    r"|[一二两三四五六七八九十几多])台(?!电脑|笔记本|手机|车)",
    "股权": r"股权|股份|股票",
    "存货": r"存货|库存|备货|原材料|[原铜铝钢塑辅]料|[铜铝钢]材|铝锭|吨[铜铝钢锌镍钴锂]|现货|成品(?!率)|[批堆仓库]货|货(?=[也都]?[可能]|值)",
}
_WORTH_A_LOOK = re.compile("[、样啥什拿固银抵押压房质地楼厂产物铺墅寓宅厦红设机床线台仪cn加股库备料货成]")
"""Spares the clauses that speak of something else."""
_ASSET = re.compile("|".join(f"(?P<k{place}>{pattern})" for place, pattern in enumerate(_KINDS.values())))
_BUILT = ("房产", "土地")
_PLEDGE = re.compile(r"抵|押|[做作反]担保|出来担保|担保[物品]|collateral|(?:可以?|能|愿意?)拿出来|拿得出[手来]的")
_MAY = r"(?:可以?|能|够|愿意?|(?<!银)行|随便|随时|随你们?|准备|乐意|打算|想|拿来|拿去|拿出来|作为?|用来|用于|做|当)"
_TO = (
    r"(?:拿来|拿去|拿|用来|用|追加|提供|全部?|一起|都|给|银行|你们|他们|做|当|办|来|去|先|再|作|成|供|出来|随时"
    r"|是|的|个|可以|能)*"
)
_GRAMMAR = Grammar(
    before=re.compile(
        r"(?P<no>(?:没有?|木有|无|不是|不想|不愿|不能|没法|不肯|舍不得)(?:什么|啥|任何|自己的?|拿|用|把"
        r"|抵押|质押|押|再)*$|租(?:的|来|用)?|(?:已经?|早就?|都)(?:把|抵押|押)(?:了)?|(?:抵押|押|质押)了)"
        r"|(?P<yes>(?:抵押|质押|担保|押|collateral)(?:物|品|资产)?(?:方面|这块|的话|情况)?(?:[呢嘛啊吧]|我们|这边|那边|目前|现在|大概|主要"
        r"|就|只|可以)*(?:有|是|[:：]|为|包括|就|提供)+|(?:抵|押|拿得?出来?|拿得出手)(?:押|质)?[的嘞](?:东西|资产|物|也|就|只"
        r"|大概|主要|目前)*(?:有|是|就|[:：]|剩|只)+|(?:可以?|能|愿意?|随时|都能|准备|打算|想)(?:来|去|做"
        r"|再|拿)?(?:质押|抵押|押|抵)(?:部分|一部分|一些|点|我们的?|公司的?|老板的?|自己的?|那|这|几|个"
        r"|我的?|[\d一二两三四五六七八九十百分之几]+[%成]?的?)*$|没有?(?:抵押|押)过的$)"
    ),
    behind=re.compile(
        rf"(?P<yes>{_MAY}{_TO}(?:抵|押|质|担保(?!公司|费))(?!不|押不)|可(?:以?追加|提供)?(?:抵|押|质)|(?:抵押|押|质押|抵)(?:都|也|是|应该"
        r"|完全|我们|给你们?|给银行)*(?:没问题|可以|行|都行|得了|ok|能接受|愿意)|(?:也|都|倒是?|还|勉强|应该)*(?:可以?|能"
        r"|行|得|有|ok)(?=$|[的了吧啊呢、，])|(?:可以?|能|愿意?)拿出来(?=$|[的吧，])|没问题|作押|做押|出来(?:做|当)?担保|抵给银行(?!了)|(?:押上去|押上(?!去)|押进去)(?!了|着|的)|(?:刚刚?|已经?|都|才)*(?:还清)?(?:解押|解了押|解抵押|解除抵押))"
        r"|(?P<no>没(?!问题)|(?<![能行可])不(?:能|行|可以|想|愿|好|值|够|让|给|敢|是)|租|按揭|(?:已经?|早就?|都|全|在"
        rf"|正)(?:被|给|拿去|经)*(?:抵|押|质)|(?<![能以抵质])(?:抵押|质押|抵|押)(?:了|出|在|着|给[^，。]{{1,8}}[了过])|[押抵]不"
        r"|(?:抵|质)?押不|查封|怎么|如何|什么|多少|吗|贷(?!款?\s*[\d一二三四五六七八九十几])|登记|评估(?!抵|质|后)|率)"
    ),
    suffix=re.compile(r"(?:的|们|产权|证|本|本身|什么的|之类的?|等|这些|那些|那几|几|呢|嘛|也|倒是|证书)*"),
    undone=re.compile(
        r"[^，。]{0,6}?(?:租(?:的|来|用)|(?:已经?|早就?|都|全)(?:被|给|拿去)*(?:抵|押)|(?<![能以抵质])(?:抵押|质押|抵|押)(?:了"
        r"|出|在|给[^，。]{1,8}[了过])|按揭)"
    ),
    redone=re.compile(r"还(?:能|可以)|余值|二押(?![了过])|二次|解押|解了押|解除抵押|干净的"),
)
_USED = re.compile(r"(?:拿|用|把|以|将|凭|有|提供|做|走|想|愿意?|靠)[^，。没不]{0,14}$")
_THERE = re.compile(
    r"有(?!限|没|无|关|什么|啥|时)|[压堆囤屯存放]了?(?:着|一|大|好|几)|全款|买的|购的|自己的|名下|[原净]值|(?<!仓)[库手]里|手[上头]|加起来|(?<!不)值个?(?:\d|[一二两三四五六七八九十几百大])"
)
"""The asset is there: 仓库里压了一堆存货."""
_TO_PLEDGE_BEHIND = re.compile(
    r"[，,；;。\s][^。；]{0,24}?(?:能|可以?|认|收|行|够|拿|算|做|给)[^，。；]{0,8}(?:抵|押|质)|[，,；;。\s][^，。；]{0,8}(?:抵押|质押|押)[^，。；]{0,3}(?:没问题|行|可以|成|ok)"
)
_FREE = re.compile(r"(?:目前|现在|都|也|全|从来|一直|还|从)*没有?(?:抵押|质押|押)(?:过|给|出去|在|$|[，,])")
"""没押给别人."""
_AGAIN = re.compile("[，,][^，。]{0,6}(?:二押|二次|余值)")
_PRIVATE = re.compile("[房车]贷")
_PAID_UP = re.compile("全款|买断|付清|无贷|没贷款|自己买|自有")
_A_OR_NOT = re.compile(r"(.{1,2})不\1|可不可以")
_SHRUGGED_OFF = re.compile(r"[^。；]{0,16}(?:(?<!也)不(?:想|用|愿|需|值钱|抵|押)|租的|租来)")
_ONLY_THAT = re.compile(
    r"(?:但|不过|可)?(?:我们|公司|我)?(?:现在|目前)?(?:只|就|倒|仅|也就|剩|得)(?:有|些|剩|是|只|[一两二三几])"
)
_NOT_ENOUGH = re.compile(r"(?:抵押|押|collateral|反担保)(?:物|品|东西)?(?:[^，,]{0,8}没有)?[，,]\s*$")
"""没物业抵押，就剩些存货; 银行要抵押，我们只有设备."""
_OWN = re.compile(
    r"名下|出让的|自有|(?<!租)自己(?:的|名下|买的|盖|建|持|拥|家)|是自己(?!用|装|设计)|自建|自购|自家|自持"
    r"|有(?:\d{1,5}|[一二三四五六七八九十百几两多]{1,4})来?[亩套栋块间层处宗幢]|(?:买|购)(?:了|的|断|下)|红本|房产证|不动产证|产权|[有](?:一|两|三|四|几|\d"
    r"|个)?[套栋块间层处宗幢]|有房|有地|有(?:自己的?)?(?:土地|房产|地皮|物业)|[拍买](?:的|了|下|来)|土地证"
    r"|用地证|有证"
)
_NOT_OWN = re.compile(
    r"租(?!金|出|给)|没|不是|小产权|集体|(?:想|要|准备|打算|计划|拟|缺|首付|需要"
    r"|正在)[^，。]{0,6}(?:买|购|建|拿)|怎么|如何|多少|贷款买|申请[^，。]{0,4}(?:用地|土地)|首付|补贴"
    r"|(?<!还清)(?<!还完)(?<!结清)按揭"
)
_ENCUMBERED = re.compile(
    r"贷款[^，。]{0,3}没(?:还|结|清)|押着|在银行|(?:已经?|早就?|早|都|全)(?:被|给|拿去|经)*(?:抵|押)|(?:抵|押)押?(?:了|出去|在"
    r"|给[^，。]{1,8}[了过])|(?<!还清)(?<!还完)(?<!结清)按揭(?![^，。]{0,4}(?:还完|还清|结清))|押着|查封|押不|抵不|不(?:想|能"
    r"|愿)[^，。]{0,4}(?:抵|押)|租(?:的|来)"
)
_BARELY = re.compile(
    rf"^[^，。]{{0,6}}?(?:都|也|倒是?|全|这些|随时|应该|其实|完全|可)*{_MAY}{_TO}(?:抵|押|质)(?!不"
    r"|押不)|^(?:都|也|倒是?|这些)*(?:可以?|能|行|得)(?:的|吧|啊)?$|^(?:做|要|拿去)?(?:抵押|质押|押)(?:都|也|完全)*(?:没问题|没毛病|可以|ok|行)"
)
_BUT_FOR = re.compile(r"\s*(?:我们|公司)?除了?")
_NO_MORE = re.compile(
    r"[，,]\s*(?:我们|公司)?(?:别的|其[他它]的?|剩下的?)[^，。；]{0,6}(?:[没不][^，。；]{0,6}(?:抵|押)|[抵押]不)"
)
"""除了几台冲床，| 别的都没法押."""
_NOTHING_ELSE = re.compile(r"除了?.{1,16}(?:没|无)(?:有)?(?:别的|其他|其它|什么|啥|东西)")
_UNWILLING = re.compile(r"[，,\s](?:但|不过|可)[^，。]{0,8}(?:不想|不愿|不能|舍不得|不同意|不肯|不敢)")
_PROMISED = re.compile(
    r"(?<!没)(?<!不)(?<!不可)(?:有|能|可)[^，。没]{0,4}(?:抵押物|抵押品|抵押|押)的?(?:东西)?(?:有|是)?[，,：:？?](?:[^，。；没不租]{1,8}[，,])?\s*$"
)
_NOTHING_BUT = re.compile(r"(?:别的|其[他它]的?|啥|什么)(?:我们|真|都|也)*没有?[^，。]{0,4}(?:就|只)")
_HAD_TO_PLEDGE = re.compile(
    r"(?:抵押[物品]|(?:可以?|能)(?:抵押?|押)的?(?:东西|资产)?)[？?]?(?:我们|咱|公司|倒|也|还|是|当然)*有(?:的|啊|呀|几样)?[，,：:]\s*$"
)
_LISTED_AS = re.compile(r"(?:抵押|质押|担保)[物品][^，。:：]{0,4}[:：][^没不]{1,40}$")
"""抵押物：①厂房（自有）| ②机床六台."""
_OPENS_WITH = re.compile(rf"[^，。没不租]{{0,3}}(?:{_ASSET.pattern})")
_IF_ASKED_FOR = re.compile(r"(?:抵押|质押|押|抵)(?:物|品)?的话[，,]\s*$")
_COLLATERAL_IS = re.compile(r"(?:抵押|质押|担保)(?:物|品)(?:嘛|呢|方面|这块)?[:：，,]\s*$")
_IS_THIS = re.compile(r"\s*(?:我们|公司)?(?:就|只|也就|主要|倒)*(?:有|是|一|两|几|剩)|[^，。]{0,3}$")
_NEEDED = re.compile("要|缺|买|更新|升级|想")
_WILLING = re.compile(r"愿意|可以|能|拿出|有|出|提供")
_CLOSE = 24
_TALKED_OF = 40
"""Characters before a clause in which pledging has to be the topic."""
_ASKED_END = re.compile(r"(?:吗|不|么|没)[？?]?$")
_OWN_SHARES = re.compile("公司|我|股东|老板|合伙人")
_AND_MORE = re.compile(r"\s*(?:再有|还有|再就是|另外|以及|加上)(?:就是|也)?")
_MAY_PLEDGE = re.compile(r"(?:能|可以?|做)(?:抵|押)[^，。没不]{1,24}[，,]\s*$")
"""能抵的就一批机床，| 再有就是成品."""
_CONCRETE = re.compile(r"有|手里|手上|名下|值|自己|红本|我们的?|老板")
_NO = r"(?:没有?(?!做过?(?:抵押|质押))|木有|无|缺(?:少|乏)?|拿不出|提供不了|提供不出|找不出|凑不出|哪有|哪来的?|没得|不具备)"
_FILL = (
    r"(?:什么|任何|啥|一样|一件|东西|资产|固定|物业|物件|物|能|可以?|可供|够|往外|往|外|好|值钱|像样"
    r"|合适|合格|有效|足值|符合|足够?|硬|传统|用来|用于|拿来|拿去|拿得出手|拿|出来|做|作|当|给|银行|的"
    r"|得|他们|你们|法|办法|其他|多少)*"
)
_NOT_LOAN = (
    r"(?!e?贷|要求|登记|也(?:行|可以|能)|的(?:贷|产品|房|地|土地|设备|厂|信用|那|企业|公司|情况|方式)"
    r"|信用|融资|率|类|就能|压力|过)"
)
_ABSENT = re.compile(
    rf"(?<!有){_NO}\s?collateral|collateral\s*(?:is|are)?\s*[:：]?\s*(?:none|nil|n/a|zero|没有|无)|\bno\s+collateral(?!\s*(?:loan|need|req))|(?:n't|not)\s+have\s+(?:any\s+)?collateral"
    rf"|(?<!有){_NO}{_FILL}(?:抵押|质押|抵(?!押)|押|担保物|不动产|重资产|硬资产)(?:物|品|资产|担保)?{_NOT_LOAN}"
    r"|(?<!有)(?:没有?|无)[^，。有]{0,4}(?:可以?|能|可供)(?:拿来|用来|做|作)?(?:抵押|抵|押)的(?:房产|不动产|厂房|房子|土地|物业|设备)"
    r"|(?<!有)(?:没有?|无)(?:什么|任何|自己的)?(?:(?:房产|不动产|房子|厂房|土地|物业|设备|固定资产)[、和跟或与]?){2,}(?:等等?|这类|之类的?|这种|这些|那些)?的?(?:硬|重|值钱的?)?(?:东西|资产)?(?=$|[了啊呢])"
    r"|(?:不动产|重资产|硬资产)(?:我们|公司|是|真的?|确实|都|也)*(?:没有?|为零)(?=$|[的了啊呢])"
    r"|(?:没有?|无)(?:什么|任何|自己的)?(?:房产|不动产|房子|厂房|土地|物业|固定资产|和|、)+(?:等|这类|之类的?|这种|这些)?(?:做|作|来|去|可以?|能|给银行)*(?:抵押|质押|抵|押)(?:物|品|资产)?(?=$|[的了啊呢])"
    rf"|[没无](?:房|地|楼|物业)(?:产)?(?:又|也|、|还)?[没无](?:房|地|楼|车|厂|设备|产|土地|抵押)"
    r"|(?:抵押|质押|抵|押)(?:物|品|资产|担保)?(?:的)?(?:东西|资产|物件?|家当)?(?:嘛|呢|的话|这块"
    r"|这方面|方面|情况|我们|公司|也|都|确实|真的?|是|实在|目前|暂时|现在|一样|一件|一个|啥|什么|几乎"
    r"|基本|倒|为|[:：?？\s])*(?:没有?|木有|无|零|拿不出|空白|否|0)(?:有|任何|啥|什么|得|来|出)*(?=$"
    r"|[的了啊呢哦吧嘛啦\s])"
    r"|拿(?:什么|啥)(?:去|来)?(?:抵押?|押)[啊呀嘛]|(?:值钱|(?:能|可以?|该|有)(?:抵"
    r"|押)(?:押)?)的(?:东西|资产|物)?(?:早就?|已经?|全|都)+(?:被|给|拿去)*(?:抵|押)|(?:都|全部?"
    r"|全都)(?:抵|押)(?:押)?(?:出去|完|满|光)"
    r"|(?:什么|啥|没什么|没啥|哪样|一样|一件)(?:东西|资产)?(?:都|也)?(?:抵|押)(?:押)?不(?:了|出)|(?:抵"
    r"|押)不出|(?:抵押|押|抵)(?:物|品)(?:都|也|一样|一个)*拿不出|抵押(?:什么的|这块|这种|方面)?[^，。]{0,3}(?:别提|免了|提供不了|[给做]不[了到出]"
    r"|拿不出|办不了|没戏|没办法|不可能|谈不上|别想|免谈)|没有?(?:什么|啥|任何)?(?:东西|资产)(?:可以|能)?(?:给|交给)银行(?!看)"
    r"|(?:什么|啥|没有?|一样|没啥|没什么)[^，。]{0,3}(?:能|可以?|可)(?:拿去|拿来|用来)?(?:抵"
    r"|押)(?:押)?(?:的)?(?:东西|资产)?(?:都|也)?(?:没有?|拿不出来?)?(?=$|[的了啊呢])"
)
_KIND_OF_LOAN = re.compile(
    r"(?:无|免|不用|不要|不需要?|无需|不看|零)抵押(?!物|品|资产)(?:的)?(?:e?贷|产品|信用|借|都有|担保"
    r"|融资|的$|那|能|有)|(?:免|不用|不要|不需要?|无需|不看|要不要|需不需要)(?:再|任何|提供)?抵押"
    r"|(?:有没有|有无|能不能(?!拿|用|做|作|来|去)|是否|需要|非要|必须"
    r"|(?<!想)(?<!愿)要)[^，。:：]{0,4}抵押[^，。:：]{0,3}(?:吗|么|不|才|\?|？|$)"
)
_TOPIC_ASKED = re.compile(r"(?:抵押|质押|押|抵)(?:物|品|的东西|的)?(?:呢|的话)?$")
_WE = r"(?:我们?|咱们?|我司|公司|真的?|实在|确实|反正|现在|目前|基本|几乎|这边|是|也|都|倒|可)*"
_NOTHING_AT_ALL = re.compile(
    rf"\s*{_WE}(?:(?:别的|其[他它]的?|剩下的?|一样|一件|一个|啥|什么|半样|东西)+{_WE}(?:没有?(?!人|兴趣|意见|问题)|拿不出来?|提供不了|给不了)"
    r"|(?:拿|提供|给|找|凑)不出来?|(?:固定资产|不动产|[重硬]资产|值钱的?(?:东西|资产|家当))"
    rf"{_WE}(?:没有?|为零))(?:什么|啥|东西|多少|了|的|啊|呢|吧|哦|嘛|\s)*$"
)
"""Beside talk of pledging: 啥都没有, 别的也拿不出什么, 固定资产我们是真没有."""
_DEMANDED = re.compile(r"要[^，。]{0,6}(?:抵押|押)(?:物|品|的)?$")
_LACKED = re.compile(
    r"[，,](?:但是?|可是?|不过)?(?:我们)?(?:又|也|哪|都|暂时|目前|根本|确实)*没有?(?=$|[，。；！!\s的啊呢哦])"
)
"""银行说要抵押，我们没有."""
_DENIED_BEHIND = re.compile(
    r"[？?]\s*(?:我们|目前|暂时|真|啥|哪|都|也|倒是|一[样个件点])*(?:没有?|木有|无|有就好)(?:$|[，。；！!\s的啊呢哦])"
)


def pledgeable(clause: Clause) -> FactMention | None:
    """The ``collateral`` that a clause states, with the assets named before it (厂房是自己的，随时能押)."""
    stretch = stretch_of(clause) if _WORTH_A_LOOK.search(clause.text + clause.tail[:1]) else None
    if not stretch or (clause.supposed and not only_topic(clause, _ASSET)):
        return None
    names = list(_ASSET.finditer(stretch.text))
    held = _kinds(_offered(stretch, names))
    match = _PLEDGE.search(stretch.text)
    asked = _ASKED_END.search(stretch.text)
    if (
        not held
        and match
        and _BARELY.search(_ASKED_END.sub("", stretch.text))
        and not _denied(_ASKED_END.sub("", stretch.text))
    ):
        held = _named_before(stretch) if not asked or _CONCRETE.search(stretch.lead) else []
    if held:
        first = names[0] if names else match
        return _mention(held, stretch, first) if first else None
    absent = _absent(stretch)
    return _mention([], stretch, absent) if absent else None


def _absent(stretch: Stretch) -> re.Match[str] | None:
    if (none := _NOTHING_AT_ALL.match(stretch.text)) and re.search("抵|押", stretch.lead[-_TALKED_OF:]):
        return none
    if stretch.questioned and (topic := _TOPIC_ASKED.search(stretch.text)):
        return topic if _DENIED_BEHIND.match(stretch.tail) else None
    if (topic := _IF_ASKED_FOR.search(stretch.text + "，")) and _LACKED.match(stretch.tail):
        return topic
    if (wanted := _DEMANDED.search(stretch.text)) and _LACKED.match(stretch.tail):
        return wanted
    absent = None if _KIND_OF_LOAN.search(stretch.text) else _ABSENT.search(stretch.text)
    return None if absent and _of_an_asset(stretch.text, absent) else absent


def _of_an_asset(text: str, absent: re.Match[str]) -> bool:
    """设备没有抵押: it is free, which does not say that there is nothing to pledge."""
    named = any(
        re.fullmatch("(?:都|也|还|全)*", text[name.end() : absent.start()])
        for name in _ASSET.finditer(text, 0, absent.start())
    )
    return named and absent.group().endswith(("没有抵押", "没抵押"))


def _offered(stretch: Stretch, names: list[re.Match[str]]) -> list[re.Match[str]]:
    """The assets that a stretch says could be pledged, or that are the firm's own buildings or land."""
    text = stretch.text
    if (
        not names
        or _PRIVATE.search(stretch.lead + text)
        or _KIND_OF_LOAN.search(text)
        or _UNWILLING.match(stretch.tail)
    ):
        return []
    if _NOTHING_ELSE.search(text) or (_BUT_FOR.match(text) and _NO_MORE.match(stretch.tail)):
        return names
    found: list[bool | None] = (
        standings(text, names, _GRAMMAR, _twice(stretch.tail))
        if _PLEDGE.search(stretch.lead + text)
        else [None] * len(names)
    )
    asked = stretch.questioned or asks(text)
    if asked and not _CONCRETE.search(text[: names[0].start()]):
        known = [name for name in names if _had_before(stretch, name) or _own_shares(text, name)]
        return known if _PLEDGE.search(text) else [name for name in names if _on_offer(stretch, name)]
    promised = _promised(stretch) if not _denied(text) else "押" in stretch.lead and bool(_NOTHING_BUT.search(text))
    return [
        name
        for name, verdict in zip(names, found, strict=True)
        if verdict
        or _free(stretch, name)
        or (verdict is None and (promised or _put_up(stretch, name) or _owned(stretch, name)))
        or (verdict is None and _on_offer(stretch, name))
    ]


def _twice(tail: str) -> str:
    """房子已经押给招行了，| 二押做不做."""
    return tail if _AGAIN.match(tail) else ""


def _promised(stretch: Stretch) -> bool:
    """抵押的东西有，| 两套房; 抵押物: | 房产; 银行要抵押，| 我们只有设备."""
    lead, text = stretch.lead, stretch.text
    return bool(
        (_PROMISED.search(lead) and not _NEEDED.search(text))
        or (_IF_ASKED_FOR.search(lead) and _WILLING.search(text))
        or (_COLLATERAL_IS.search(lead) and _IS_THIS.match(text))
        or (_HAD_TO_PLEDGE.search(lead) and not _NEEDED.search(text))
        or (_LISTED_AS.search(lead) and _OPENS_WITH.match(text))
        or (_AND_MORE.match(text) and _MAY_PLEDGE.search(lead))
        or (_NOT_ENOUGH.search(lead) and _ONLY_THAT.match(text) and not _SHRUGGED_OFF.match(stretch.tail))
    )


def _on_offer(stretch: Stretch, name: re.Match[str]) -> bool:
    """仓库里压了一堆存货，银行认不认这个做抵押: an asset that is there, and what follows wants to pledge it."""
    text = stretch.text
    around = text[max(0, name.start() - 12) : name.start()] + _own_part(text[name.end() : name.end() + 14])
    if not _THERE.search(around) or _NOT_OWN.search(around) or _ENCUMBERED.search(around):
        return False
    following = _A_OR_NOT.sub(r"\1", _before_next_asset(stretch.tail))
    return bool(_TO_PLEDGE_BEHIND.match(following)) and not _SHRUGGED_OFF.match(following)


def _free(stretch: Stretch, name: re.Match[str]) -> bool:
    """设备全款买的，没押给别人."""
    if _FREE.match(stretch.text, name.end()) and not _PAID_UP.search(stretch.tail):
        return "过" in stretch.text[name.end() :] and bool(_CONCRETE.search(stretch.text))
    sentence = stretch.text[name.end() :] + _before_next_asset(stretch.tail)
    free = _FREE.search(sentence[:_CLOSE])
    own = _PAID_UP.search(sentence) or _CONCRETE.search(stretch.text)
    return bool(free and own) and not re.search("租|按揭", sentence[: free.start() if free else 0])


def _own_shares(text: str, name: re.Match[str]) -> bool:
    """公司股权押给你行不行: shares are the founder's to give."""
    return _kind(name) == "股权" and bool(_OWN_SHARES.search(text[: name.start()]))


def _had_before(stretch: Stretch, asset: re.Match[str]) -> bool:
    """我们有库存500万，能做存货质押吗: the asset asked about was named as the firm's own."""
    return "有" in stretch.lead and any(_kind(name) == _kind(asset) for name in _ASSET.finditer(stretch.lead))


def _put_up(stretch: Stretch, name: re.Match[str]) -> bool:
    """拿厂房抵押, 有房产抵押: a bare 抵押 behind the asset, and a verb before it."""
    text = stretch.text
    bare = re.match(
        r"[^，。没不租]{0,12}?(?:抵押|抵(?=$|给银行)|质押|押(?!金|韵|题|注|运|宝))(?!了|的(?!话|$)|出|给[^，。]{1,8}了|不|率|登记)",
        text[name.end() : name.end() + 24],
    )
    return bool(
        bare
        and _USED.search(text[max(0, name.start() - 16) : name.start()])
        and not _denied(text[max(0, name.start() - 40) : name.end() + 40])
    )


def _owned(stretch: Stretch, name: re.Match[str]) -> bool:
    text = stretch.text
    behind = text[name.end() : name.end() + 14]
    around = text[max(0, name.start() - 9) : name.end()] + _own_part(behind)
    if _kind(name) not in _BUILT or not _OWN.search(around) or _NOT_OWN.search(around):
        return False
    sentence = re.split(r"[。！!？?；;\n]", stretch.tail)[0]
    return not (
        _ABSENT.search(sentence)
        or _ENCUMBERED.search(
            text[max(0, name.start() - 40) : name.end()] + _own_part(text[name.end() : name.end() + 40])
        )
        or _ENCUMBERED.search(_before_next_asset(sentence))
    )


def _own_part(behind: str) -> str:
    """有块地厂房是租的: what is said of the next asset, unless 和 joins the two."""
    other = _ASSET.search(behind)
    return behind[: other.start()] if other and re.search("[^和跟与及、]{2}", behind[: other.start()]) else behind


def _before_next_asset(text: str) -> str:
    other = _ASSET.search(text)
    return text[: other.start()] if other else text


def _named_before(stretch: Stretch) -> list[str]:
    """Assets named earlier in the sentence that nothing takes away again."""
    parts = [
        part for part in re.split(r"[，,（）()]", stretch.lead) if not _ENCUMBERED.search(part) and not _denied(part)
    ]
    return _kinds([name for part in parts for name in _ASSET.finditer(part)])


def _denied(text: str) -> bool:
    return bool(
        re.search(r"没(?!问题|抵押过|押)|不(?!动产|少|错)|租的|租赁|贷款买|吗|什么|怎么", _A_OR_NOT.sub(r"\1", text))
    )


def _kind(name: re.Match[str]) -> str:
    return list(_KINDS)[int((name.lastgroup or "k0")[1:])]


def _kinds(names: list[re.Match[str]]) -> list[str]:
    found = {_kind(name) for name in names}
    return [kind for kind in _KINDS if kind in found]


def _mention(value: list[str], stretch: Stretch, match: re.Match[str]) -> FactMention:
    return FactMention("collateral", value, match.group(), stretch.start + match.start(), stretch.start + match.end())


def assets_named(reply: str) -> list[str]:
    """The assets of a bare reply that its words do not deny (房子和两台设备)."""
    names = list(_ASSET.finditer(reply))
    verdicts = standings(reply, names, _GRAMMAR)
    return _kinds([name for name, offered in zip(names, verdicts, strict=True) if offered is not False])
