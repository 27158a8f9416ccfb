"""Which kind of money a founder wants: 想贷款, 能拿什么补贴, 出让一成股份 - and not 坪山有哪些补贴.

Every word that names a kind is judged by the words around it (``_Reading``): a wish states it, a question of the
firm's own asks for it, and a refusal, money already had, a comparison or a search of the catalogue leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from knowledge.terms.clauses import Clause
from knowledge.terms.kind_words import AMOUNT, NOUNS, NUMBER, VERBATIM

_AMOUNT = re.compile(AMOUNT)
_WISH = re.compile(
    r"冲(?:刺|击)?(?=[^，。]{0,4}(?:北交|科创|创业|新三|上市|ipo|[a港]股|主板))|想(?!不|起|象|问|了解|咨询|知道|看|查|确认)|(?<![不主重只还])要(?!的|求|是|截止|到期|过期|不|多少|几|什么条件|看|么|素|紧)|要是能|需要?(?!不|求量)|打算|准备|筹备|期望|盼|争取|最好(?:是|走|用|能|有)?"
    r"|申报(?!了|过|中|条件|材料|流程)|申领|拉(?!黑)|倾向|偏向|首选|走(?!了|势)|计划|拟|希望|急(?!着)|缺"
    r"|差(?!别|不多|异|多少)|求(?!是)|(?<!没)找(?!到了|过)|寻|申请(?!了|过|中|条件|流程)|申办|考虑|愿意|意向|有意|赶紧|尽快|(?<!没)接触(?!过)"
    r"|引(?=[一点个入进])|诉求|需求|目标"
    rf"|(?:办|弄|搞|整|做|拿|(?<!{NUMBER})来)(?:个|点|笔|一笔)|出让|让出?|释放|(?<![a-z])(?:raise|need|want|seek|get"
    rf"|apply)(?![a-z])|looking for"
)
_AGAIN = re.compile(r"(?:先|再(?!说|出|有)|另外)(?:去|找|跟|向|从|银行|多|点|些|一笔|融资|做|搞|弄)*$")
_INTEREST = re.compile(
    r"想问|问一?下|请问|咨询|了解|看看|看一?下|想看|睇下|睇睇|推荐|介绍|对接|引荐|帮|intro|求|查查|瞧瞧|想知道"
)
_BEGGED = re.compile("求[^，。]{0,8}(?:推荐|介绍|对接|引荐|intro)|推荐|帮[^，。]{0,3}牵[个条下一]{0,2}线")
_ABLE = re.compile(
    r"(?:能|可以|可不可以|可否|怎么|怎样|点样|如何|咋|哪里|哪儿|边度|去哪|上哪|从哪|找谁|有办法|肯|有机会|没得|有得|申请|申领|享受|拿|领|(?<![a-z])can(?![a-z]))(?!级)"
)
_EXISTS = re.compile(
    r"有没有?|有无|有什么|有啥|有咩|有乜|有哪些|有哪种|有何|(?<!没)有|什么|啥|咩|乜|哪些|哪种|(?<![a-z])any(?![a-z])"
)
_OPEN = re.compile(r"什么|啥|咩|乜|哪些|边啲|what|any")
_ASIDE = re.compile(r"律师|专家|老师|哪位|谁懂|会计师|(?:必须|一定|要不要|需不需要|用不用)[^，。]{0,8}(?:吗|么|不|$)")
"""Advice or a condition is asked, not money."""
_WILL_DO = re.compile(r"^[^，。]{0,2}也(?:行|可以|成|ok|好|要)|^[^，。]{0,2}(?:优先|为主)")
_SUITS = re.compile(
    r"适合(?![^，。]{1,10}(?:企业|公司)的)|合适|对路|我们|我的|咱|我司|我厂|我公司|本司|能拿|能领|能申|能报|能用|能争取|可以拿|可以申|可以领|可拿|可申|可以[给报]|能给"
    r"|拿得到|申请得|轮得?到|感兴趣|愿意投|肯投|投我们|看我们"
)
_CATALOGUE = re.compile(
    r"哪几|几[款种类条只支家项]|名单|清单|罗列|列[一出给个]|列$|列列|调出来|查一?下|搜|瞅|收录|库里|一共(?:几|收|有|多少款)|共有|所有|盘点|都有|给我找出来|都找|分别|最近新|新出"
    r"|新上线|市面|条目|目录|品种|捋|哪些银行|产品有|哪家担保"
)
_INTRODUCE_US = re.compile("(?:对接|引荐)[一几两]?[家个位些]")
_COMPARED = re.compile(
    r"(?:(?<=[^，。])还是|^还是(?!想|打算|得|要))(?!贷款?[^，。]{0,2}(?:稳|踏实|靠谱|合适))(?![^，。]{0,8}吧)(?!两年|三年|一年|\d)|怎么选|选哪|选谁|怎么挑|哪个(?!能|可以)|哪条|哪样|边样|边个|哪一[个种]|对比|比较|区别|比比"
    r"|(?<![a-z])vs(?![a-z])|差别|差在|好在|优缺点|一样吗|和全借|并排|摆一起|两边"
)
_AMONG = re.compile("和|跟|同|与|或|、|比")
_HOW_MUCH = re.compile(r"多少|几多|几百|几十|几千|几万|几个钱|多大|多高|最高|最多|封顶|上限|给个数|估|how much")
_DETAIL = re.compile(
    r"(?:利息|利率|月供|息率)[^，。]{0,4}(?:多少|怎么|几|[高低](?!的|点)|吗|和|点)|是不是|几天|多久|[这那]款|贷款的钱|这种贷款|那个(?!我|嘛|嗯|啊)|刚才|第[一二三]|为什么|为啥|点解|解释"
    r"|什么意思|是什么|是啥|干什么|原理|听着|通知我|提醒我|推送|罚息|提前还|多少利息"
)
_ANOTHER = re.compile(
    r"^[^，。]{0,4}?(?:的|方面的?|这块的?|类的?)?(?:律师|专家|老师|顾问|经理|负责人|保荐|会计|科室|部门|同志|窗口|电话|联系|这?事|流程|条件|门槛|要求|关吗|那关|准入"
    r"|是什么|什么意思|(?<!电)池|联动)"
)
_REFUSED = re.compile(
    r"(?:不想|不要|不需要|不考虑|不打算|不是要?|不愿意?|不走|不做|不搞|不用|别|除了|没想|暂不|不缺|没打算|没在|不会去|不在乎|还不|(?<!有)没有?|无需|(?<!有)无|不急着?)"
    r"(?:再|去|找|做|搞|走|拿|借|要|碰|过|接触|任何|申请|稀释|出让|用|背|银行|什么|怎么|太多|先|出|发|买|投|上|去找)*$"
)
_REFUSED_AFTER = re.compile(
    r"^(?:融资|款|的话|什么的|这块|那块)?(?:就|先|暂时|都|也)?(?:(?:不考虑|不要|不想|不用|不需要|不打算|不做)(?![^，。]{0,2}(?:稀释|股|抵|押|担保|太))|算了|免了|没兴趣|没[问想用])"
)
_HELD = re.compile(
    r"(?:已经?|曾经?|以前|之前|去年|前年|上次|刚刚?|早就|当时|现有|现在有|账上[^，。]{0,8}|在用的?|还(?:了|完|没|清)|上一?笔|那一?笔|原来的?|网商|背着|身上|欠着)[^，。想要需打准拟能]{0,6}$"
)
_HELD_AFTER = re.compile(
    r"^款?(?:[^，。想要]{0,8}?(?:(?<![够行好找谈聊跑等看问])了(?!解)|过(?!桥|渡|年|节|冬|关|个)|在用|还没还|没还|已经|到账|正常|按时|结清)|着(?!急))"
)
_SENTENCE_END = re.compile("[。！!？?；;]")
_TO_PAY_BACK = re.compile("(?:拿去|用来|能|可以|去)还(?:掉|清|上)?(?:银行|旧|老|原来|之前)?的?$")
"""能不能拿去还银行贷款."""
_NOT_ASKED_FOR = re.compile("(?:不用|别|不需要|无需|不必)(?:再|帮我|给我|替我)*(?:找|推|介绍|推荐)?[^，。]{0,2}$")
_WILLING_GUARANTOR = re.compile(
    "(?:^|[^有])(?:担保公司|对方|他们|人家|法人|股东|老板)[^，。我咱]{0,4}(?:愿意|可以|肯|能)[^，。我咱]{0,3}$"
)
_AT_MOST = re.compile(r"^[^我咱你]{0,12}贷[^我咱你]{0,8}最[高多][^，。我咱]{0,3}[贷借][^，。]*[吗么？?]?$")
"""园区贷最高能贷500万吗."""
_PLEDGED = re.compile("质押|抵押|反担保|[抵押][给了]|能[抵押]|出来担保|拿得?出来?的")
"""拿20%的股权出来 as security sells none."""
_WEIGHED = re.compile("影响[^，。]{0,8}$")
"""会不会影响我申请贴息."""
_WHETHER = re.compile("是否|要不要|需不需要|用不用|是不是|买[点些]?$")
_DEMANDED = re.compile(r"^(?:吗|不|么|没)|^[^，。]{0,4}[吗么]\s*$")
"""需要担保吗 asks a condition."""
_OTHERS_CAN = re.compile(r"(?:企业|公司|高企|高新|专精特新|小巨人|博士|团队|科小|小微)[^，。]{0,3}(?:能|可以|有)")
_FIRST_PERSON = re.compile(r"我|咱|本司|本公司|敝|俺|(?<![a-z])(?:us|we|our)(?![a-z])")
_YOUR_PLATFORM = re.compile(r"^\s*你们(?:平台|这边|这里|那边|公司)?(?:能|可以|有|做)")
_ELSEWHERE = re.compile(
    r"(?:北京|上海|广州|东莞|惠州|佛山|苏州|成都|武汉|杭州|珠海|中山|南京|合肥|西安|长沙)[^，。]{0,6}(?:有|的|能|给|对)"
)
_NOT_A_WISH = re.compile(
    r"才能查|问来|为什么要?问|干嘛问|问这个|八竿子|(?:为什么|为啥|干嘛|点解)[^，。]{0,3}(?:要|问|查|填)|(?:资料|档案|记录|存的|填的)[^，。]{0,4}(?:写|里|是)"
    r"|消费贷|(?<![\d一二三四五六七八九十几])个人[^，。\s]{0,4}贷|信用卡|花呗"
)
_NEEDY = re.compile(
    rf"缺[^，。]{{0,4}}(?:钱|{AMOUNT})|差[^，。]{{0,6}}{AMOUNT}|缺口|手头紧|(?:想|要|需要|打算|准备)[^，。]{{0,14}}{AMOUNT}|(?:想|要"
    rf"|打算|准备)(?:买|换|购|扩|建|上)"
)
_TELLS = re.compile(r"(?:我们|我司|咱们?|我厂|我公司|敝司|本司)[^，。]{0,6}(?:想|要|准备|打算|是|做|搞|在)")
"""The firm tells of itself, so what it asks is for itself."""
_FORMER = re.compile(r"之前说|原来想|本来想|原本想|刚才说|先前|之前想")
_SUPPORT = re.compile(
    "(?:什么|啥|哪些|有没有|上市|相关)[^，。]{0,4}服务|support|支持|扶持|帮|怎么|如何|先做|哪一?步|什么[^，。]{0,4}给"
)
_ADVISER = re.compile(
    r"(?:找|认识|推荐|介绍|对接|有没有|请|约|约个)[^，。]{0,12}(?:券商|律师|保荐|会计师|律所|老师|专家|顾问|辅导(?!的?(?:支持|服务|资源|扶持|帮)))"
)
_LISTING_REWARD = re.compile("上市的?(?:奖励|补贴|资助|奖补)")
_TURNED = re.compile(
    r"律师|专家|老师|经理|会计|谁|懂(?![^，。]{1,10}的$)|(?<!知)识(?!产)|还(?!想|要|是想)|利息|看(?!看)|不|哪个(?!能)|哪几|哪些|多少|几[款种家]|聊|哪位|因为|如果|材料|理财|[这那]款|你说的|放款|核对"
)
"""Words between a wish and a kind that make the wish one for something else: 想找律师看股权."""
_NAMED_LOAN = re.compile(r"[创区飞企税用联产押特新发单才长营息巨快首易立信费技]$")
"""The last character of a loan's name, as in 园区贷 and 科创贷."""
_PLAIN_TARGET = re.compile(
    r"(?:申请|拿|领|报|享受|要|有)(?:到|点|些|个|一些|一次|一笔|政府的?|区里的?|市里的?|你们区的?|坪山的?|相关的?|的)*$"
)
_WANTED_AFTER = re.compile(
    r"(?:融资)?的?需求|[^，。]{0,3}(?:是|这块)?(?:想|要|打算|准备)(?:一块|一起|都|也)?(?:发|贷|拿|申请|做|办|找|买|投|借|上(?=一|个|份)|配|要(?!求)|提(?!交|供)|加)"
)
_WHERE_TO_GET = re.compile(r"[^，。]{0,2}(?:哪里|去哪|在哪|怎么|找谁)(?:可以|能)?(?:买|办|做|投|发)")
_OURS_AFTER = re.compile(
    r"(?:我们|咱们?|我司)?(?:能|可以|怎么|有没有)(?:拿|领|申请|享受|申报|报)|(?:能不能|能|可以|可不可以)给(?:我们|咱|我司)|(?:有没有|有什么"
    r"|有哪些)[^，。]{0,4}(?:适合|我们|能)"
)
_BARE_KIND = re.compile(
    r"\s*(?:走|要|做|主要)?(股权|贷款|补贴|担保|债券|保险)(?:(?:融资)?(?:的|类的|那种|方式|优先)|融资)\s*"
)
_CHANGED_TO = re.compile(
    r"(?:融资方式|方式|需求)?[^，。]{0,6}(?:改成|改为|换成|改要|改走)(?:想?要|找|走|做)?(股权|贷款|补贴|担保|债券|保险|上市)(?:融资)?(?:了|吧|的)*\s*"
)
"""融资方式改成股权."""
_RAISES = ("融资，", "融资,", "借钱，", "要钱，")
_RAISE = re.compile("(?:想|要|打算|计划|准备|拟)融")
_ROUND_TALKS = re.compile("轮(?:融资)?(?:还)?(?:正?在谈|启动|正在|开始|进行)")
"""A轮在谈，想融4000万."""
_INTRODUCED = re.compile("介绍|对接|引荐|认识")
_ASKS_ABOUT = re.compile(r"(?:想|要)(?:问|了解|咨询|看)[问下一看]{0,2}$|咨询[一下]{0,2}$")
_ENDS_THERE = re.compile(r"(?:融资|业务|这块|方面|的事情?)?\s*$")
_HOW_TO = re.compile("怎么|如何|咋|能|可以|可不可以")
_AROUND = 40
"""Characters looked at on either side of a word that names a kind."""
_NEXT = 14
"""Characters looked at in the clause behind."""
_NEAR = 22
"""Characters between a wish and the kind it asks for."""
_WORDS = re.compile("[一-龥].|.[一-龥]|[a-z]{2}")
_MOST_NOUNS = 12
"""Words looked at in one clause; a founder names far fewer."""
_STATED, _ASKED, _IMPLIED = 3, 2, 1


@dataclass(frozen=True)
class Wish:
    """A kind of money that a clause asks for; the higher ``strength``, the plainer it is said."""

    kind: str
    strength: int
    start: int
    end: int


def kind_wanted(found: list[Clause]) -> Wish | None:
    """The kind of money that a message asks for: the plainest wish, of equal ones the first."""
    return _wanted(tuple(found))


@lru_cache(maxsize=8)
def _wanted(found: tuple[Clause, ...]) -> Wish | None:
    if not found or _NOT_A_WISH.search(found[0].whole):
        return None
    message = _Message(found[0].whole)
    wishes = [
        wish
        for place, clause in enumerate(found)
        if not clause.supposed and _WORDS.search(clause.text)
        for wish in _wishes(_Setting(clause, message, _is_comparison(found, place)))
    ]
    return max(wishes, key=lambda wish: (wish.strength, -wish.start), default=None)


def _is_comparison(found: tuple[Clause, ...], place: int) -> bool:
    text, after = found[place].text, found[place + 1].text if place + 1 < len(found) else ""
    return bool(_COMPARED.search(text) or (_AMONG.search(text) and _COMPARED.search(after)))


class _Message:
    """What the whole message tells, looked up once."""

    def __init__(self, whole: str) -> None:
        self.amount = bool(_AMOUNT.search(whole))
        self.needy = bool(_NEEDY.search(whole) or _TELLS.search(whole))
        self.first_person = bool(_FIRST_PERSON.search(whole))
        self.asks_support = bool(_SUPPORT.search(whole))
        self.listing_reward = bool(_LISTING_REWARD.search(whole))
        self.asks_adviser = bool(_ADVISER.search(whole))


class _Setting:
    """What one clause says around the words that name kinds, looked up once."""

    def __init__(self, clause: Clause, message: _Message, compared: bool) -> None:
        text = clause.text
        self.clause, self.text, self.message, self.compared = clause, text, message, compared
        self.searched = bool(_CATALOGUE.search(text)) and not _INTRODUCE_US.search(text)
        self.detail = bool(_DETAIL.search(text))
        self.how_much = bool(_HOW_MUCH.search(text))
        self.open_question = bool(_OPEN.search(text))
        self.suits = bool(_SUITS.search(text))
        self.interest = bool(_INTEREST.search(text))
        self.former = bool(_FORMER.search(text))
        self.amount = bool(_AMOUNT.search(text))
        self.condition = bool(re.search("资格|符合(?!哪些|什么)|条件", text))
        self.secured = bool(re.search(r"担保|质押|押的|产品|银行.{0,3}做|准入|资格|几成", text))
        others = _OTHERS_CAN.search(text) and not message.first_person
        self.own_question = not (others or self.detail or _ELSEWHERE.search(text))


def _wishes(setting: _Setting) -> Iterator[Wish]:
    start, text = setting.clause.start, setting.text
    pledged = _PLEDGED.search(_SENTENCE_END.split(setting.clause.lead[-_NEAR:])[-1] + text)
    for kind, words in NOUNS.items():
        if kind == "股权" and pledged:
            continue
        for match in islice(words.finditer(text), _MOST_NOUNS):
            if strength := _Reading(kind, setting, match).strength():
                strength = _IMPLIED if setting.former else strength
                yield Wish(kind, strength, start + match.start(), start + match.end())
    raised = _RAISE.search(text)
    if raised and _ROUND_TALKS.search(setting.clause.lead[-_NEAR:]):
        yield Wish("股权", _STATED, start + raised.start(), start + raised.end())
    bare = _BARE_KIND.fullmatch(text) if setting.message.amount or setting.clause.lead.endswith(_RAISES) else None
    bare = bare or _CHANGED_TO.fullmatch(text)
    if bare:
        yield Wish(bare[1], _STATED, start + bare.start(1), start + bare.end(1))
    if setting.compared or setting.searched or setting.detail or _ASIDE.search(text):
        return
    silent = {"股权"} if pledged else {"贷款"} if _AT_MOST.search(text) else set()
    for kind, words in VERBATIM.items():
        found = None if kind in silent else words.search(text)
        if found and not _denied(text, found) and not _had(text, found):
            yield Wish(kind, _STATED, start + found.start(), start + found.end())


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _AROUND) : match.start()]


def _after(text: str, match: re.Match[str]) -> str:
    return text[match.end() : match.end() + _AROUND]


def _denied(text: str, match: re.Match[str]) -> bool:
    return bool(_REFUSED.search(_before(text, match)) or _REFUSED_AFTER.match(_after(text, match)))


def _had(text: str, match: re.Match[str]) -> bool:
    """Whether the words tell of money already had."""
    return bool(_HELD.search(_before(text, match)) or _HELD_AFTER.match(_after(text, match)))


class _Reading:
    """One word that names a kind, within its clause."""

    def __init__(self, kind: str, setting: _Setting, match: re.Match[str]) -> None:
        self.kind, self.setting, self.match = kind, setting, match
        self.before, self.after = _before(setting.text, match), _after(setting.text, match)
        self.near = self.before[-_NEAR:]

    def strength(self) -> int:
        """_STATED, _ASKED, _IMPLIED or 0 when the clause wants nothing of the kind."""
        setting = self.setting
        if self._excluded():
            return 0
        wished = self._wished()
        if self.kind == "上市":
            return _IMPLIED if wished and self._listing_meant() else 0
        if wished and not setting.searched:
            return _STATED
        if setting.compared or setting.searched or _HELD.search(self.before):
            return 0
        if _WANTED_AFTER.match(self.after) or (_ASKS_ABOUT.search(self.near) and _ENDS_THERE.match(self.after)):
            return _STATED
        return _ASKED if self._accepted() or (setting.own_question and self._asked()) else 0

    def _excluded(self) -> bool:
        """Whether the kind is refused, had already, or only part of another word."""
        if self.kind == "贷款" and _TO_PAY_BACK.search(self.near):
            return True
        if self.kind == "担保" and _WILLING_GUARANTOR.search(self.near):
            return True
        if (
            _WEIGHED.search(self.near)
            or _denied(self.setting.text, self.match)
            or _ANOTHER.match(self.after)
            or _NOT_ASKED_FOR.search(self.near)
        ):
            return True
        if self.kind == "上市":
            return False
        return bool(_HELD_AFTER.match(self.after)) or (self.kind == "补贴" and "上市" in self.before)

    def _accepted(self) -> bool:
        """贷款也行, 贷款优先."""
        return self.kind in ("贷款", "股权") and bool(_WILL_DO.match(self.after))

    def _wished(self) -> bool:
        verb = _last(_WISH, self.near) or (_AGAIN.search(self.near) if self.kind in ("贷款", "股权", "担保") else None)
        if not verb or _TURNED.search(self.near[verb.end() :]):
            return False
        before_verb = self.near[: verb.start()]
        if before_verb.endswith(("不", "没", "别", "不想", "不愿", "不肯", "不打算", "不愿意")):
            return False
        if verb.group() == "申请" and (_ABLE.search(before_verb) or "资格" in self.near):
            return False
        if self.setting.compared and not (verb.group() == "想" and self.setting.amount):
            return False
        if _WHETHER.search(self.near) or (
            self.kind == "股权" and (before_verb.endswith(("买", "炒")) or re.search("收购|并购|受让", self.near))
        ):
            return False
        asks_condition = _DEMANDED.match(self.after) and verb.group() in ("要", "需", "需要", "缺")
        return not (asks_condition and self.kind in ("担保", "上市", "保险", "股权"))

    def _listing_meant(self) -> bool:
        """Whether help with going public is wanted: 准备上市 alone tells only how far the firm is."""
        planned = re.search("准备|筹备|拟|冲", self.near) and not re.search(
            "想|打算|计划|[一二两三四五]年内", self.near
        )
        message = self.setting.message
        if message.listing_reward or _ADVISER.search(self.setting.text):
            return False
        return not planned or message.asks_support or message.asks_adviser

    def _asked(self) -> bool:
        """Whether a question of the firm's own (能贷到款吗, 有什么补贴适合我们) asks for the kind."""
        if self.kind == "上市":
            return False
        if self.kind == "贷款":
            return self._loan_asked()
        if self.kind == "补贴":
            return self._subsidy_asked()
        if self.kind == "股权":
            return self._equity_asked()
        return bool(_WHERE_TO_GET.match(self.after)) or self._how_to()

    def _how_to(self) -> bool:
        setting = self.setting
        exists = _EXISTS.search(self.near) and (setting.suits or setting.message.needy)
        if setting.how_much or _YOUR_PLATFORM.search(setting.text):
            return False
        return bool(_HOW_TO.search(self.near) or exists)

    def _equity_asked(self) -> bool:
        text = self.setting.text
        if _BEGGED.search(text + self.setting.clause.tail[:_NEXT]):
            return "一位" not in text
        return not _INTRODUCED.search(text) and self._how_to()

    def _loan_asked(self) -> bool:
        setting = self.setting
        if _AT_MOST.search(setting.text):
            return False
        named = _NAMED_LOAN.search(self.before) and self.match.group() == "贷"
        if named and not setting.amount and "适合" not in setting.text:
            return False
        if _ABLE.search(self.before if setting.amount else self.near) and not setting.secured:
            return True
        if setting.how_much:
            return "给贷" in setting.text
        wondered = _EXISTS.search(self.before) or _INTEREST.search(self.near)
        return bool(wondered and (setting.suits or setting.interest))

    def _subsidy_asked(self) -> bool:
        setting = self.setting
        if _OURS_AFTER.match(self.after) and (not self.before.strip() or setting.interest or "给" in self.after[:6]):
            return True
        if setting.condition or setting.how_much:
            return False
        own = setting.suits or setting.message.needy
        able, exists = _ABLE.search(self.near), _EXISTS.search(self.near)
        if (able or exists) and setting.open_question:
            return setting.suits
        if _PLAIN_TARGET.search(self.near):
            return bool(able or own)
        if re.search(r"有没有?|有无", self.near):
            return own
        return False


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match in a short text."""
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)
