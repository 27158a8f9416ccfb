"""What a founder wants money for: 买设备, 发工资, 做中试, 旧贷到期要续.

An activity is a purpose when the clause means to do it (想, 用于, ...) or the message tells a need for money beside it;
not when it is done already, somebody else's, or the name of a policy (设备贴息).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from knowledge.terms.clauses import Clause

MOST_CLAUSES = 120
"""Clauses looked at for a need; a founder's message has far fewer."""
_NUMBER = r"[\d一二三四五六七八九十百两几多]"
_BUY = (
    r"(?:买|购|换|添|上(?!位|游|海|市|个?月|年|下|级)|采购|购置|更新|置办|增添|引进|引入|增购|订(?!单)|进(?!口|行|度|来|了|展)|配(?!件|套|合)"
    r"|搞(?=[\d一二两三几台套条])|升级|改造)"
)
_MACHINE = (
    r"(?:设备|[机磨车铣冲镗刨]床|产线|生产线|流水线|机器(?!人)|仪器|检测仪|[一-龥]{1,4}仪(?!式|表盘)"
    r"|[一-龥]{1,4}(?<![手司时有危商契动随电])机(?![会构器制遇关电械型密场票])|cnc|五轴|加工中心|[一-龥]{1,3}炉|服务器|gpu|显卡|算力"
    r"|模具(?!厂|公司|企业)|质谱|色谱|光谱|电镜|显微镜|工作台|发酵罐|反应釜|机械臂|工业机器人|agv|装备|(?:[涂装包贴组总灌喷焊][一-龥]{1,3}|smt|自动化)线)"
)
_GOODS = r"(?:原料|原材料|材料|物料|货(?!架|车|运)|辅料|耗材|库存|料(?!理)|铝锭|钢材|铜材?|元器件|晶圆|电芯|电解液|试剂|芯片|粮|零部件|配件|板材|[一-龥]{1,2}料)"
_PAY = r"(?:工资|工钱|薪水|薪资|薪|奖金|花红|双粮|年终奖|年终|人工|粮|货款|尾款|房租|租金|水电|供应商|加工费|运费|关税)"
_OLD_LOAN = r"(?:贷款?|借款|授信|信贷|[工农建中交招兴平]行|[行商]那|银行|[那这一上]一?笔|旧贷)"

_PURPOSES = {
    "转贷": (
        r"转贷|倒贷|[抽断]贷|过(?:个|一下)?桥(?!梁)|搭桥|续贷|无还本|借新还旧|还旧借新|展期|置换[^，。]{0,8}贷|贷[^，。]{0,4}(?:置换|换成)|高(?:息|利息?)[^，。]{0,6}(?:换|置换|还掉)"
        r"|还[^，。]{0,8}(?:旧|老|到期|上一?笔)[^，。]{0,4}(?:贷款?|那笔|借款|钱)|(?:想|要|准备|用来|拿来)还(?:银行|老贷|贷款)(?!.{0,4}(?:记录|压力|方式|清"
        r"|完|了|正常))|还上一笔|[把将](?![^，。]{0,6}逾期)[^，。]{0,10}(?:贷款?|那笔|这笔|借款)[^，。]{0,3}还(?:了|掉|上|清)|还[掉上清](?!了)[^，。]{0,8}(?:贷|借款|[那这]笔)"
        rf"|{_OLD_LOAN}[^，。]{{0,12}}(?:到期(?!日)|要续|得续|续[上一]|倒一?下|要还了)|(?:[工农建中交招兴平]行|农商行|银行)[^，。]{{0,12}}(?:要还|该还|就到"
        rf"|得还)|原额续|(?:不给|不让|不肯)续|续不[上了下]|(?:贷款?|借款)[^，。]{{0,6}}[要得该]还$|续上|(?:贷款|借款)[^，。]{{0,8}}(?:还不[上起出]|没钱还)|置换成?[^，。]{{0,3}}(?:低|便宜)|换(?:一?家|个|到)(?:别的|另外)?[^，。]{{0,2}}(?:银行|行|利率|利息)|到期[^，。]{{0,8}}(?:续|倒|还不|周转)|(?:续|倒)(?:一下|一笔|下)"
    ),
    "上市": (
        r"(?:上市|ipo|挂牌|北交所|科创板|创业板|港股|新三板|辅导|保荐|股改)[^，。]{0,8}(?:费|钱|资金|开支|成本)|(?:保荐|券商|律师|中介|审计|辅导|股改)费"
    ),
    "并购": (
        r"acquire|(?<!被)(?:并购|收购|兼并)(?!价|重组委|我们|我司|咱)|收过来|(?<!房)(?<!楼)(?<!地)买(?:下|过)来?(?!.{0,6}(?:厂房|楼|地|设备))|盘下来?|盘过来"
        r"|接手(?=.{0,8}[厂司])|吃下来?|控股一家|(?<![营年])收一[家间个]|拿下[^，。]{0,8}(?:厂|公司)|把[^，。房楼地]{0,10}(?:厂(?!房)|公司|团队|店)[^，。]{0,2}(?:收|买|盘)(?:了|下|过来)"
    ),
    "扩产": (
        r"扩(?:大|充|张|建|展)?(?:[^，。]{0,6}(?:产|线|厂|车间|规模|产能)|[一二两三几\d]+条[^，。]{0,12}线|建)|增产|(?:建|盖|起|开|搭)(?!议|在|于|成立?|材|筑|了|筒)[^，。]{0,8}(?:新厂"
        r"|厂房|分厂|车间|生产基地|工厂|二厂)"
        r"|盖厂|做[^，。]{0,2}产线(?=$|[，。])|建[^，。]{0,6}(?:厂(?!商)|产线|生产线|基地)|(?<!搬到)(?<!搬进)(?<!搬去)(?<!搬)新厂|新(?:建|增|开|拉|添)[^，。]{0,6}(?:线|产能|车间|厂)|新上[一二两几\d]+条|(?:上|提|增|提升"
        r"|增加)[^，。]{0,2}产能"
        r"|产能(?:[^，。]{0,3}(?:翻|提|拉|做大)|不够|跟不上|不足|翻|爬|吃紧|扩|满)|产线不够|(?:产线|生产线|线)[^，。]{0,3}从[^，。]{1,4}[扩加增]到|(?:再|多|加)(?:上|加|开|拉)[^，。]{0,4}(?:条|线)"
        r"|[租买][^，。]{0,8}厂房|厂房[^，。]{0,3}[租买]下|买(?:块)?地|第[二三四]条|加产线|更大的厂|(?:厂房|车间|产线|基地|生产线)建设|(?:开"
        r"|加)[^，。]{0,3}条[^，。]{0,4}线|(?:厂房|车间|产线|工厂)[^，。]{0,3}(?:要|得|需要)(?:建|盖|扩|起)|(?<!更)新(?:的)?(?:产线|生产线)"
        r"|expan[ds]|拿地|二期(?:厂房|项目|工程|产线|厂)"
        r"|(?:上|做|准备|要|转|爬)量产|量产(?:线|要|资金|缺|需要|爬坡)|厂房[^，。自]{0,4}(?:不够|太小|建设|(?:盖|建)(?!的|了|好|成))|(?:车间|场地)[^，。]{0,3}(?:不够|太小|装不下|放不下)|装[^，。]{0,4}(?:产线|生产线)"
    ),
    "设备": (
        rf"{_BUY}[^，。]{{0,8}}{_MACHINE}|(?:买|购|换|添|上|进|订|置办|购置|采购|增添|引进|purchase|buy){_NUMBER}{{1,6}}(?:来)?(?:台|套)|(?:买|购|换|添|进"
        rf"|订)台|设备(?:款|更新|升级|尾款|采购|购置|投入|改造|贷款)"
        rf"|{_MACHINE}[^，。]{{0,2}}(?:换|加|买|添|补){_NUMBER}{{1,6}}(?:台|套|条)|{_MACHINE}(?:都|也)?(?:(?:想|准备|打算|急着)(?:再|都)?(?:换|加|添|买|更新|淘汰)|(?:要|得|需要)(?:换|更新|淘汰))"
        rf"|(?:上|搭|拉)[^，。]{{0,3}}条[^，。]{{0,6}}线|技改"
        rf"|[把将][^，。]{{0,4}}{_MACHINE}[^，。]{{0,3}}(?:换|更新|升级|淘汰)(?!了)|技术改造|扩[^，。]{{0,4}}(?:算力|服务器)|自动化改造|数字化改造|产线(?:改造|升级|自动化)|{_MACHINE}(?:要换|太老|老化|该换|(?:要|得|需要)[^，。]{{0,2}}(?:升级|更新|改造|换)|报废|坏了"
        rf"|不行了)|(?:买|换|添)机(?:器)?(?=$|[，。])|equipment(?!可|能)|machinery"
    ),
    "流动资金": (
        r"(?<!库存)(?<!存货)(?<!应收)周转(?!率|天数|池)|(?:流动|营运|运营)资金|流动性|(?:换|补)(?:点|些|充)?现金|流贷|补流|cash ?flow[^，。]{0,2}紧|现金流(?:紧|不够|断|吃紧|压力|跟不上"
        r"|[^，。]{0,3}[扛顶撑])|资金链?(?:转不|周转|紧|吃紧|断|跟不上|压力|卡)"
        rf"|(?:发|付|出|开|交|结)(?!票|明|展|口)[^，。]{{0,5}}{_PAY}(?!占|条)|{_PAY}[^，。]{{0,8}}(?:发不|差|缺|没着落|开不|付不|快发|要发|一起发|集中发|等着发|没钱)"
        rf"|(?:工资|薪水|人工)[^，。]{{0,6}}(?:[拖欠压]|垫|没法发|都发不)"
        rf"|(?:买|采购|购|进|囤|屯|订(?!单)|(?<![准设装])备|拿)(?!口)[^，。]{{0,5}}{_GOODS}(?!机|产|设备|仪|研发|测)|备料|备货|进货|囤|铺货|压货|垫(?:资|款|付|钱|着|不"
        rf"|货|料|支|一下)|先垫|工人[^，。]{{0,4}}拿钱|采购(?!经理|部|商|平台|系统|件|订单)"
        r"|日常(?:经营|开支|开销|运营|支出)|维持(?:运营|生产|经营|运转)|保证金|给(?:上游|供应商)[^，。]{0,2}(?:付|打|结)[款钱账]|[差缺凑](?!不多)[^，。]{0,8}(?:货款|料款|工资)|还(?:上游|供应商)(?!了)|结款|用途[^，。]{0,3}备(?!案)|(?<![底财])(?<!财务)(?<!月底)结账|入货|经营(?:性)?(?:资金|周转|开支)|(?:原料|原材料|物料|材料)(?:款|钱|采购|[^，。]{0,3}(?:先付|付款|预付|付钱|涨价))"
        r"|没钱开工|working capital|payroll"
    ),
    "研发": (
        r"(?:用于|用来|用作|投到|投入)研发|(?:搞|做|投|继续|支持|推进|开展|推|补|专门)[^，。]{0,4}研发(?!费|占|投|人员|出|生产|中心的)"
        r"|缺研发|研发的?钱|(?:产品|技术)研发(?!费|占|投|人员)|研发(?:资金|用款|需要钱|要钱|缺钱|经费缺|投入不够|烧钱|贷款|用|新|攻关|下一代|二代|三代|那块|也)|^\s*研发\s*$|中试|临床"
        r"|流片|tape-?out|clinical|(?:进入?|做|开)(?:[一二三]|i{1,3})期(?!工|厂|项)|(?:用途|用于|用在|投向|主要)[^，。]{0,6}研发(?:上|方面|这块)?\s*$|(?:打|开)样机?|小试|毒理|动物实验"
        r"|开发(?:新|下一代|二代|三代)|(?:新产品|新品|二代|下一代|新药|新一代)[^，。]{0,4}(?:开发|研发|研制)|注册检验|打样|试产|训练[^，。]{0,4}模型|型式检验|for r&d"
        r"|技术攻关|科研项目"
    ),
    "其他": (
        r"装修|搬家|搬迁|搬厂|招人|招聘|招兵买马|扩招|招[^，。]{0,6}(?:工程师|销售|团队|人)|市场推广|推广|(?:打|投)广告|(?:做|打|搞)(?:市场|品牌|营销|渠道)|参展|展会"
        r"|(?:开拓|拓展|开发|打开|进军|铺)[^，。]{0,4}(?:海外|市场|渠道|业务|客户)|出海|买(?:辆|台)?车(?!床)|买(?:办公楼|写字楼|办公室)|员工培训|开(?:新|分)(?:公司"
        r"|店)|设(?:立)?(?:分公司|子公司|办事处)|办公室|诉讼费|打官司"
    ),
}
_PURPOSE_RE = {purpose: re.compile(words) for purpose, words in _PURPOSES.items()}
_ACTIVITY = re.compile(
    "中试|[进做开].{1,4}期|临床|流片|tape|^研发$|小试|毒理|研发(?:那块|也)|^(?:产品|技术)研发|^[搞做][^，。]{1,4}研发|产能|量产|^租|厂房[^，。]{0,4}[不太]|推广"
)
_OUTLAY = re.compile(
    "[贴钱金款]把|来?支持(?:我们|一下|下)|钱(?:主要)?是(?:要|用)|用来|用于|用在|用作|拿来|拿去|用途|投向|用的$|for "
)
"""Words that name an activity rather than an outlay; they state a purpose only beside a need for money."""

_MEANT = re.compile(
    r"(?:想|要(?!求|的|是)|打算|准备|计划|拟|用于|用来|用途|用在|拿来|拿去|主要|投向|为了|需要?|得|急|愿意|希望|考虑|等着|先|去|就|专门|没钱)"
    r"|工资[^，。]{0,4}[拖欠压][^，。]{0,10}$|[:：]\s*$"
)
_BOUGHT = re.compile("[买购换添]了")
_CANNOT_PAY = re.compile("[垫发付开结交]不|没钱|没着落")
_ALREADY = re.compile(
    r"(?:已经?|刚刚?|去年|前年|上个?月|之前|以前|曾|早就|才|当年|那会儿?|那时候?|当时)[^，。想要打准需]{0,8}$"
)
_DONE = re.compile(
    r"^[^，。想要]{0,3}?(?:了(?!解|，)|过(?!桥|程|来)|完|已经?|结束|成功|到位|花了|砸了|通过|投产|报告|批件|经验|阶段|数据)|^[^，。想要]{0,6}?(?:去年|已经)"
)
_NOT_OURS = re.compile(r"(?:(?<!有)没|不|别|客户|帮[^，。]{1,4}|给(?:客户|别人|车企|主机厂|大厂)[^，。]{0,4})$")
_OF_THE_CATALOGUE = re.compile(
    r"^(?:方面|类|的事|备案|那[笔个条]|之[前后])|^(?:的|方向|专项|型|产品|相关|阶段|更新|融资|贷款(?=贴息|补贴|奖))*(?:贴息|补贴|补助|资助|奖励|奖补|政策|扶持|支持|贷款(?:有|产品|一共|的?利|怎么|和|跟)"
    r"|资金(?:池|一天|怎么|是)|池|基金|服务|机构|平台|产品|条款|文件|条目|利率|券|贷(?!款)|抵押贷|外包|cro|认定)"
)
_LOAN_SOUGHT = re.compile(
    rf"(?:[想要找贷申请做办用批拿求]|需要|准备|打算|need)[^，。问解]{{0,4}}$|{_NUMBER}[万亿w]的?$"
)
"""想找并购贷: the loan is for a purchase, so a purchase is meant."""
_ASKS_A_TERM = re.compile(
    r"(?:这笔|这款|那款|那笔|贷款的钱)[^，。]{0,16}[吗么]\s*$|能不能用贷款|算不算|什么意思|啥意思|什么叫|啥叫|机制|对不对|相比|是什么|是啥|解释|听着|是不是就是|有什么区别|原理|怎么算|干什么|收录|目录|条目|哪几[条款]|几[款条种]|查一?下|搜|提醒我|通知我|推送|订阅"
)
_AMOUNT = re.compile(r"[\d一二三四五六七八九十百千两几][万亿w]")
_NAMED_REFINANCING = re.compile("转贷|倒贷|[抽断]贷|过(?:个|一下)?桥|搭桥|续贷|无还本|借新还旧|还旧借新|展期")
"""Words that also name a product; alone they state no need."""
_OWN_LOAN = re.compile(
    "想|(?<!什么)要(?!求)|需要|找|求|急|打算|准备|能不能|有没有办法|哪里有|缺|[抽断]贷|还不上|用途|用于"
)
_FALLS_DUE = re.compile("到期|要还|还不上|周转")
_NOT_A_LOAN = re.compile(
    r"高企|高新|证书?|资质|认定|合同|专利|租约|保单|政策|商标|期权|社保|协议|科小|小巨人|专精特新|执照|版权|[房续厂]租|租赁"
)
_CHANGES_BANK = re.compile("换[^，。]{0,8}(?:利率|利息|便宜|成本)")
_SHORT_OF_IT = re.compile("凑|不够|没钱|还不[上起出]|缺|差|没那么多|过桥|周转|到期|续|咋办|怎么办")
_LOAN_WORDS = re.compile(r"贷|借款|授信|行|过桥|[那这一]笔|万|千|亿")
_MORE_OUTPUT = re.compile("产能|扩产")
"""With these a new line is one more, not a better one."""
_LEFT_TO_PAY = re.compile("[^，。]{0,2}(?:还剩|余额|还没还)")
_NEEDS_MONEY = re.compile(
    r"缺(?!点)|差(?!不多|别|距|异|点|了多少|多少)|缺口|窟窿|现金流|不够|不足|没有?钱|要钱|拿钱|烧钱|手头紧|手头差|救急|应急|吃紧|见底|快空|资金|预算|用途"
    r"|(?:想|要|需要?|打算|准备|计划|期望|希望|拟|急|求|申请|再|找|弄|搞|筹|能|可以)[^，。]{0,10}(?:贷(?!前)|借(?!鉴)|融|钱|款|授信|投资|股权|一轮)|^\s*(?:贷|借|融(?!资(?:情况|轮|经历|历史)|了|过|完|到))"
    r"|need|loan|[万亿w](?:就|也|应该|差不多)?(?:够|即可|打住)|贷款?[\d一二三四五六七八九十两几]"
    r"|(?:想|弄|搞|要|需要?|大概|得|投|花|急用)[^，。]{0,5}[\d一二三四五六七八九十两几百千]{1,12}(?:来|多|几)?[万亿w]"
)
_FOR_MONEY = re.compile(r"[\d一二三四五六七八九十百千几两][万亿w]|用于|用来|拿来|用途|贷|借|钱|资金|预算")
_YEARLY = re.compile(r"一年|每年|去年|全年|占")
_WORDS = re.compile("[一-龥].|.[一-龥]|[a-z]{2}")
_AROUND = 40
"""Characters looked at on either side of an activity."""
_MOST_MATCHES = 8
_VAGUE = re.compile("^(?:资金|现金流|流动性)")
_SURE, _MEANT_TO, _BESIDE, _UNCLEAR, _LAST = 5, 4, 3, 2, 1


@dataclass(frozen=True)
class Purpose:
    """A purpose that a clause states; the higher ``strength``, the plainer."""

    name: str
    strength: int
    start: int
    end: int


def purpose_stated(found: list[Clause]) -> Purpose | None:
    """The purpose of a message: the plainest wording, of equal ones the first."""
    return _stated(tuple(found))


@lru_cache(maxsize=8)
def _stated(found: tuple[Clause, ...]) -> Purpose | None:
    needs_money = any(not clause.supposed and _NEEDS_MONEY.search(clause.text) for clause in found)
    told = [item for place in range(len(found)) for item in _told(found, place, needs_money)]
    return max(told, key=lambda item: (item.strength, -item.start), default=None)


def names_purpose(name: str, text: str) -> bool:
    """Whether the short ``text`` holds words for the purpose ``name``."""
    return bool(_PURPOSE_RE[name].search(text))


def _told(found: tuple[Clause, ...], place: int, needs_money: bool) -> Iterator[Purpose]:
    clause = found[place]
    if clause.supposed or not _WORDS.search(clause.text) or _ASKS_A_TERM.search(clause.text):
        return
    if _ASKS_A_TERM.search(clause.whole) and len(clause.text.strip()) <= len("转贷资金"):
        return
    taken: list[tuple[int, int, int]] = []
    for purpose, words in _PURPOSE_RE.items():
        for match in islice(words.finditer(clause.text), _MOST_MATCHES):
            strength = _strength(purpose, found, place, match, needs_money)
            if strength and not any(_hides(other, strength, match) for other in taken):
                taken.append((strength, *match.span()))
                yield Purpose(purpose, strength, clause.start + match.start(), clause.start + match.end())
                break


def _hides(other: tuple[int, int, int], strength: int, match: re.Match[str]) -> bool:
    """Whether an earlier entry read the same words no less plainly: 上一条新产线 is 扩产, not 设备."""
    return other[0] >= strength and other[1] < match.end() and match.start() < other[2]


def _strength(purpose: str, found: tuple[Clause, ...], place: int, match: re.Match[str], needs_money: bool) -> int:
    clause = found[place]
    before = clause.text[max(0, match.start() - _AROUND) : match.start()]
    after = clause.text[match.end() : match.end() + _AROUND]
    if (
        (_OF_THE_CATALOGUE.match(after) and not (purpose == "并购" and _LOAN_SOUGHT.search(before)))
        or _LEFT_TO_PAY.match(after)
        or _ALREADY.search(before)
        or _NOT_OURS.search(before)
        or (_BOUGHT.search(match.group()) and not re.search("想|要|准备|打算", before))
    ):
        return 0
    if purpose == "转贷":
        return _SURE if _is_loan(found, place, match) else 0
    if purpose == "上市":
        return _SURE if needs_money or "补贴" in clause.whole else 0
    if purpose == "设备" and match.group().endswith("线") and _MORE_OUTPUT.search(clause.whole):
        return 0
    if purpose == "其他":
        return _LAST if needs_money and _FOR_MONEY.search(clause.whole) else 0
    intended = bool(_MEANT.search(before) or re.match("想|要|准备|打算", match.group()))
    intended = intended or bool(_CANNOT_PAY.search(match.group()))
    meant = intended or before.strip() in ("", "也", "再", "短期", "临时", "日常")
    needs_money = needs_money or bool(_OUTLAY.search(before + match.group()))
    if (
        _DONE.match(after)
        and not re.search("想|要|准备|打算|得|急|没钱", before + match.group())
        and not re.search("[不没缺差欠拖紧坏废老催断]", match.group() + after[:1])
    ):
        return 0
    if purpose == "研发" and _told_of_a_year(clause.text):
        return 0
    if _VAGUE.search(match.group()):
        return _UNCLEAR if (meant or needs_money) and "还本" not in clause.text else 0
    if _ACTIVITY.search(match.group()):
        return _BESIDE if needs_money else 0
    return (_MEANT_TO if meant else _BESIDE) if meant or needs_money else 0


def _told_of_a_year(text: str) -> bool:
    """每年研发投三百万 tells what is spent."""
    return bool(_YEARLY.search(text)) and not re.search("想|要做|用于|缺|差", text)


def _is_loan(found: tuple[Clause, ...], place: int, match: re.Match[str]) -> bool:
    """Whether what falls due is a loan: 高企去年到期没续上 is none."""
    if _NAMED_REFINANCING.match(match.group()):
        text = found[place].text
        meant = _OWN_LOAN.search(text[: match.start()] + match.group()) or _AMOUNT.search(text)
        return bool(meant) or any(_FALLS_DUE.search(clause.text) for clause in found)
    if match.group().endswith("还"):
        return bool(_SHORT_OF_IT.search(found[place].whole))
    if re.search("贷|借", match.group()) or _CHANGES_BANK.search(found[place].text):
        return True
    near = "，".join(clause.text for clause in found[max(0, place - 1) : place + 2])
    if _NOT_A_LOAN.search(near) and not re.search("贷|借", near):
        return False
    return bool(_LOAN_WORDS.search(near)) and not re.search(r"月份?到期的", near)
