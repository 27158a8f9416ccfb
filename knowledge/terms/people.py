"""How many people the firm employs: 五十来号人, 员工三十多, 社保交了43个, 从30人裁到22人, 前年才8个人现在42."""

from __future__ import annotations

import re
from bisect import bisect_left

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention
from knowledge.terms.quantities import Quantity

_PERSON = re.compile(r"人|员工|职工|同事|伙伴")
_AROUND = 40
"""How far a number's words reach; a longer clause has no commas because it was dictated."""
_BARE_UNITS = ("", "个", "号", "名", "位", "口")

_STAFF = (
    r"(?:员工|全公司|全厂|团队|人数|职工|(?<!研发)(?<!技术)(?<!管理)(?<!销售)(?<!生产)人员|社保|参保|人不多|全职|正式工|合同工|(?:加上|算上|连)(?:我|老板|本人)(?:自己|在内|本人)?|人手|人头|工人|伙计|伙伴|从业|在职|公司的人|厂里的人|在册|在岗|编制|全员|班子"
    r"|team|head ?count|staff|employees?|people|(?:^|[，。；？?！!…\s了吧呢]|然后|公司|我们|厂里|反正|现在|目前|这边|手下|总)人(?=走了|跑了|裁了|少了|多了|[嘛么呢从由有是就现目也大差不反倒总一共才得：:，…\s\d]|的话|$))"
)
_FILLER = (
    r"(?:规模|总数|数量|人数|加起来|合起来|全部|拢共|满打满算|上上下下|里里外外|登记|在册|在职|大概|大约|差不多|总共|一共|合计|目前|现在|现有|不多|反正|将近|接近|至少|已经|的话|稳定|维持|保持|控制"
    r"|[裁减增涨扩缩砍降升招]到了?|扩大到|发展到|只剩|剩下?|应该|可能|估计|好像|都算上|算[下起]来|已经突破|突破|改成|改为|算上我|连我|有个|of|is|are|size|的正式工|[加和带跟]上?[^，。\d]{1,5}(?:一共|总共|合计|共)|那么|这么|顶多|在|不足|不满|不到|超过|达到|(?:增长|增加|扩张|扩充|减少|缩减|壮大|下降)到了?|[】\]有约是共就也只嘛么呢吧的数交缴参买上到了倒近快才在得等为下个，,、:：？?…（(\s=\-—–])"
)
_TOPIC = re.compile(rf"{_STAFF}{_FILLER}{{0,12}}$")
_TOPIC_WORD = re.compile(_STAFF)
_OTHER_TOPIC = re.compile(r"发明|实用|实新|软著|商标|专利|营收|收入|利润|研发|资产|应收|贷款|借|期限|融")
_NUMBER_ALONE = re.compile(
    r"^\s*(?:具体(?:讲|说)?|应该|其实|actually|实际上?|准确(?:说|地说)?|更正|改成?|现在|目前|今年|而家|大概|大约|约|差不多|是|有|成|为|[裁减缩降涨扩增]到|就|也|都|才|得|到|了|一共|总共|共|算上我们?|我们|公司|旧|剩下?|只剩?|嗯|哦|啊|，|\s)*$"
)
_END = re.compile(
    r"^\s*(?:而?不是\d+|出头|左右|上下|吧|了|的|样子|多|不到|而已|啦|呢|哦|啊|呀|嘛|才对|人|整|位|名|口)*\s*$"
)
_WRONG = re.compile(r"不是|不对|错|旧的|[吗？?]")
_NOW = re.compile(r"(?:现在|目前|如今|而家|今年|眼下|到现在)(?:是|有|到|也|都|就|大概|差不多|已经|了|剩|只)*\s*$")
_BECAME = re.compile(r"(?:从|由)[^，。]{1,10}(?:到|成|剩)了?(?:现在|目前)?的?\s*$")

_NOT_STAFF_BEFORE = re.compile(
    r"(?:投资|法人|合伙人?|创始人|联系|负责|申请|股东|自然人?|担保|借款|发起人?|经办|董事|监事|专家|顾问|客户|用户|患者|病人|病例|受试者|会员|学员|学生|代理|经销商|家里|粉丝|入组|培训|服务了?|覆盖|容纳|能坐|捐赠|老师|家长|客人|居民|村民)(?:有|是|共|就|一共|了|过|大概|约|累计|超过?|到|个|的)*\s*$"
)
_PART_BEFORE = re.compile(
    r"(?:研发|技术|博士|硕士?|博|本科|其中|带动|招聘?|新增|解决|就业|介绍|安排|推荐|兼职|外包|实习生?|顾问|销售|生产|工程师|算法|专家|管理|车间|产线|核心|研究|后勤|售后|裁|裁掉|走|离职|辞|缺|差|少|再|加|增加|新来|新进|派|(?<![下起])来|找|换|要|抽|另外|里面有|另有|其中有)了?(?:的)?(?:团队|人员|岗|岗位|部|成员)?(?:及|以上|学历|学位|占|是|就|才|大概|约|差不多|了|掉|：|:)*\s*$"
)
_PART_AFTER = re.compile(
    r"^\s*(?:是|做|搞|在|干|都是)?(?:的)?(?:研发(?:团队|人员|岗|$)|技术(?:人员|骨干|员|$)|博士|硕士|博|研究生|工程师|专家|院士|教授|顾问|股东|合伙|投资|董事|兼职|外包|实习|应届|客户|用户|患者|病人|毕业|的?(?:会议|场地|培训|宿舍|食堂|饭|课|住宿|工位|销售点|办事处|分公司|子公司|分厂|门店|研发中心|研究院|小组|实验室|研发部|技术部|销售部))"
)
_GENERIC = re.compile(
    r"每|人均|占|上次|一般|凡是|要求|规定|门槛|必须|需要|至少|得有|满(?!打)|(?:(?<!主)要|需|须|得)(?:超过|达到|满|够)|不超过|少于|低于|多少人|是不是(?:要|得)|面向|针对"
)
_CEILING_AFTER = re.compile(
    r"^\s*(?:\(?含\)?)?(?:以上|以下|以内|之内|及以上|及以下)(?:的|才|可以|能|不|算|属于|企业|公司|小微|$)"
)
_OWN = re.compile(r"我|咱|本公司|公司|厂|团队|员工")
_PLANNED = re.compile(r"(?:计划|打算|准备|想|预计|争取|目标|明年|后年|(?<![去前上])年底前?)[^，。]{0,10}$")
_PAST = re.compile(
    r"(?:前年|以前|之前|原来|原先|早先|当年|当时|那会儿|起初|最初|最早|刚开始|刚成立|创业时|最多|高峰|巅峰|鼎盛|疫情前|年初(?!到|就))"
)
_PRESENT = re.compile(r"现在|目前|如今|而家|今年|眼下|(?:到|成|剩)了?\s*$")
_DENIED = re.compile(r"(?:不是|并非|没有?|哪有|旧的|还是|而不是)\s*$")
_UNREAL = re.compile(r"[几数](?:[个名位号多]|人|十|百|千)")
_HOUSE = re.compile(r"^\s*(?:线|楼|院|栋|幢|车|文|公告|路|门|仓|厂房|之前|前|后|到期|晚|早|下午|上午|左右到|开|出)")
_ONE_ALONE = re.compile(r"就|只有|才|得|光杆|一共|总共|公司|目前|现在|全公司")
_FOUNDERS = re.compile(r"^\s*(?:联合)?(?:合伙人|创始人|股东)")
_OTHER_THING = re.compile(
    r"\s*(?:%|％|个?点|万|元|分|亿|(?:个|项|件)?\s*(?:invention|utility|patent|software|trademark|copyright|registered|发明|实用|实新|软著|商标|专利))"
)
_IN = re.compile("(?<!现)在$")
"""人员在3个城市, but 人员在六十左右."""
_PEOPLE_BEHIND = re.compile(
    r"\s*(?:口人|people|staff|employees|ppl|ftes?\b|伙计|师傅|弟兄|兄弟|小伙伴|打工人|全职|正式工|在职|在编)"
)
_ONLY = re.compile(r"(?:就|只有|才|就我们|目前是?|一共|总共)\s*$")
_WITH_ME = re.compile(r"(?:我[和跟与]|连我|算上我|加上我)[^，。]{0,12}$")
_SERVED, _THEIR_FIRM = re.compile(r"(?:给|帮|为|替|服务)\s*$"), re.compile(r"的?(?:工厂|公司|企业|客户|学校|医院|团队)")
_OF_THEM = re.compile(r"(?:其中|(?<![厂司队])里[面头])[^，。]{0,8}$")
_LEFT_OUT = re.compile(r"(?:不算|不含|不包括|除去|除了)[^，。]{1,4}$")
_MYSELF = re.compile(
    r"(?:就|只有|只得|得)我(?:自己|本人)(?:一个)?(?=$|在|干|做|弄|撑|忙)|一人公司$|光杆司令$"
    r"|(?:^|我|就|目前|现在|还是)一个人(?=的(?:公司|工作室|团队)$|单干|创业|[干做弄撑忙]$|在(?:干|做|弄|撑|忙))"
)
_HEDGED = re.compile(r"(?:不足|不满)\s*$")
_BY_TOPIC = re.compile(r"(?:人|人数|人手|人头|员工|团队|目前|现在|规模)的话")
"""的话 that names the topic and supposes nothing."""


def _counts_people(number: Quantity) -> bool:
    """30人, not 300万人民币."""
    return number.kind == "count" and bool(_PERSON.search(number.unit))


def people_facts(clause: Clause, numbers: list[Quantity]) -> list[FactMention]:
    """``employees`` that one clause states; a vague count gives its lower bound, of several the last counts."""
    if clause.supposed and not _BY_TOPIC.search(clause.text):
        return []
    kept = [number for number in numbers if _is_staff(clause, number, numbers) and _is_ours(clause, number)]
    if not kept:
        alone = _MYSELF.search(clause.text)
        place = clause.start + alone.start() if alone else 0
        return [FactMention("employees", 1, alone.group(), place, place + len(alone.group()))] if alone else []
    number = _whole(clause, kept)
    words = clause.text[number.start - clause.start : number.end - clause.start]
    hedged = number.approximate or bool(
        _HEDGED.search(_before(clause, number)) or _after(clause, number).startswith("+")
    )
    return [FactMention("employees", int(number.low), words, number.start, number.end, hedged)]


def _start(number: Quantity) -> int:
    return number.start


def _whole(clause: Clause, kept: list[Quantity]) -> Quantity:
    """The number that counts them all, else the last."""
    for number in kept:
        if re.search(r"(?:一共|总共|共|合计|总数)(?:有|是)?$", _before(clause, number)):
            return number
    return kept[-1]


def _before(clause: Clause, number: Quantity) -> str:
    place = number.start - clause.start
    return clause.text[max(0, place - _AROUND) : place]


def _after(clause: Clause, number: Quantity) -> str:
    place = number.end - clause.start
    return clause.text[place : place + _AROUND]


def _is_staff(clause: Clause, number: Quantity, numbers: list[Quantity]) -> bool:
    before, after = _before(clause, number), _after(clause, number)
    if _counts_people(number):
        return not (clause.whole.startswith("数", number.end) or (_SERVED.search(before) and _THEIR_FIRM.match(after)))
    if number.kind not in ("count", "plain") or number.unit not in _BARE_UNITS or _of_a_list(clause, number):
        return False
    if _FOUNDERS.match(after):
        return bool(_ONLY.search(before))
    if _PEOPLE_BEHIND.match(after):
        return True
    if number.unit == "号" and (number.approximate or number.low > 31) and not _HOUSE.match(after):
        return not re.search(r"月\s*$", before)
    if re.search(r"就(?:我们?|我[和跟][^，。]{1,6})$", before) and clause.whole.startswith(("俩", "两"), number.start):
        return True
    if _TOPIC.search((clause.lead[-16:] + before)[-24:]):
        somewhere = _IN.search(before) and not number.approximate
        return not (somewhere or _OTHER_THING.match(after))
    if (_NOW.search(before) or _BECAME.search(before)) and (
        _TOPIC_WORD.search(before) or _among_people(number, numbers)
    ):
        return True
    sure = bool(number.unit or _NOW.search(before))
    return bool(_NUMBER_ALONE.match(before) and _END.match(after)) and _about_people(clause.lead, sure)


def _among_people(number: Quantity, numbers: list[Quantity]) -> bool:
    """Whether a number shortly before counts people: 前年才8个人现在42."""
    first, here = (bisect_left(numbers, edge, key=_start) for edge in (number.start - _AROUND, number.start))
    return any(_counts_people(other) for other in numbers[first:here])


def _of_a_list(clause: Clause, number: Quantity) -> bool:
    """The 4 of 4）发明专利6项."""
    return (
        not number.unit and clause.whole.startswith((")", "）"), number.end) and not clause.lead.endswith(("(", "（"))
    )


def _about_people(lead: str, sure: bool) -> bool:
    """The words before speak of the head count and of nothing else after it: 不是15个人，打错了，| 是51个.

    A number without a unit or a 今年 (not ``sure``) needs a wrong one before it, or none at all.
    """
    told = [
        match.end()
        for match in re.finditer(rf"{_STAFF}|[\d一二三四五六七八九十百千来余几]\s*人|[个号名位多少]人", lead)
    ]
    if not told or _OTHER_TOPIC.search(lead[told[-1] :]):
        return False
    return sure or bool(_WRONG.search(lead)) or not re.search(r"\d", lead[told[-1] :])


def _is_ours(clause: Clause, number: Quantity) -> bool:
    """The firm's own people as they are now: not a part, a plan, the past, another's, nor a policy's figure."""
    before, after = _before(clause, number), _after(clause, number)
    if (_FOUNDERS.match(after) and _ONLY.search(before)) or _WITH_ME.search(before):
        return True
    wide = clause.lead[-10:] + before
    if _UNREAL.match(clause.whole, number.start) or _DENIED.search(before) or _NOT_STAFF_BEFORE.search(before):
        return False
    if _PART_AFTER.match(after) or (_PART_BEFORE.search(wide[-16:]) and not _LEFT_OUT.search(before)):
        return False
    if _CEILING_AFTER.match(after) and not _OWN.search(before):
        return False
    if before.endswith("达到") and not _END.match(after):
        return False
    if _GENERIC.search(before) or _PLANNED.search(before):
        return False
    past = list(_PAST.finditer(before))
    if _OF_THEM.search(before):
        return False
    if past and not _PRESENT.search(before[past[-1].end() :]):
        return False
    return number.low > 1 or (number.low == 1 and bool(_ONE_ALONE.search(before)))
