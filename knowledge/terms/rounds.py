"""The last equity round completed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.terms.mention import FactMention
from knowledge.terms.standing import Grammar, Stretch, asks, own_affair, standings

_ROUNDS = ("未融资", "天使轮", "A轮", "B轮", "C轮及以后", "Pre-IPO")
ROUND = re.compile(
    r"(?P<Pre>pre[\s-]*ipo(?:轮)?|(?:ipo|上市)前(?:的)?(?:最后|那)?一?轮)"
    r"|(?P<Angel>天使\+?轮|天使(?!基金|投资人(?!投|进)|类|机构|母|汇|湾|会|百|荟|岛|引导)(?:投资|阶段)?"
    r"|种子轮|种子(?=融|投资|拿|的钱|和天使)|pre[\s-]*a\+?(?:\s*(?:轮|round))?(?![a-z])|(?:angel"
    r"|seed(?!\s*(?:stage|期|阶段)))(?:\s*round)?(?![a-z]))"
    r"|(?P<A>pre[\s-]*b\+?\s*轮?(?![a-z])|(?<![a-z\d])a\d?\+{0,2}(?:\s*轮|(?<=\+)round\b|\s+round\b)|series[\s-]*a\b\+?)"
    r"|(?P<B>pre[\s-]*c\+?\s*轮?(?![a-z])|(?<![a-z\d])b\d?\+{0,2}(?:\s*轮|(?<=\+)round\b|\s+round\b)|series[\s-]*b\b\+?)"
    r"|(?P<C>(?<![a-z\d])[c-h]\d?\+{0,2}(?:\s*轮|(?<=\+)round\b|\s+round\b)|series[\s-]*[c-h]\b\+?)"
    r"|(?<![a-z\d级])(?P<bare>(?<!税)(?<!务)(?<!用)(?<!级)(?<!评)(?<!评了)(?<!评为)(?<!评成)[a-h])(?:\+{1,2}"
    r"|(?![a-z\d级股公银医方案客端类款型座区栋角面点照货客计+%&.]))(?!\s*[a-z])"
)
_RANK = {"Angel": 1, "A": 2, "B": 3, "C": 4, "Pre": 5}
_EQUITY = re.compile(
    r"轮|天使|融资|融到|融了|融完|close|投资|series|(?<![a-z])round|交割|post|[领跟]投|投[前后]|估值|ts\b|(?:正在|在)[谈找聊融]"
)
_GO = r"(?:再|去|也|都|还|先|继续|尽快|赶紧|马上|接着|来|个|一?轮|下一轮|新一轮|正式|紧|\s|机构|启动|开|股权)*"
_RAISE = r"(?:融资?|拿|做|投|找|启动|开放?|搞|谈|推进?|募|筹备?|引入|close|close掉|完成|签|进入?|走到?|上|冲|到|够)"
_WISH = (
    r"(?:想|要|准备|打算|计划|正在|正|争取|拟|希望|马上|即将|(?<![\d去前])年底前把|怎么|如何|能不能|可以|等|明年"
    r"|下一步|接下来|后面|下半年|(?<![\d去前])年底前?|now|need|需要|需|还差|快)"
)
_GRAMMAR = Grammar(
    before=re.compile(
        rf"(?P<no>(?:别|不要|先不)(?:写|填|算|按)|(?:没有?|未|不是|还没|非|不|没能)(?:{_GO}{_RAISE}(?:到|过|完|成"
        rf"|好)?(?!.{{0,4}}轮.{{0,2}}轮)|{_GO}$)"
        rf"|{_WISH}(?:{_GO}{_RAISE}(?!了|完|过)(?:到|下来)?(?![^，。]{{0,3}}[贷借])|{_GO}$)|(?:在"
        r"|还在)(?:谈|融|走|推|路演|接触|看|找|聊|做|募|对接|跑|准备|筹备)着?|(?:寻求|寻找|对接|启动|筹备"
        r"|筹划|推进|谈着?|聊|路演|找|缺|离|奔着?|冲刺?|开放|raising|raise|跑|聊|搞(?!了|完|定)|弄|开"
        rf"|走(?!到|完)|投(?!了|完|过|的)|融(?!了|完|过|到|的)|什么是|做(?!了|完|过|的|到))的?{_GO}$|意向"
        r"|是不是|有没有|下一?轮是?|下轮|(?:下个?[月周]|明年|(?<![\d去前])年底前?|马上|即将|预计"
        rf"|快)[^，。]{{0,4}}(?:close|交割|完成|签|融|拿))"
        r"|(?P<yes>(?<![别不])(?:按|写成|填成?|算作|改成)$|完成(?:了|过)?|融(?:完|了|到|过|的)|拿(?:了|到|过|完|的|着)|做(?:完|了|过|到|的)|(?:刚"
        r"|才|已经?|去年|前年|年初|年底)(?:刚)?(?:融|做|拿|close[sd]?|关|结束|交割|签完|过)(?:完|掉|了)?"
        r"|close[sd]?(?:了|掉)?|clos(?:ed|ing)|关了|过了|投(?:了|完|过|的)|交割(?:了|完)?|走(?:到"
        r"|完)(?:了)?|停在|有过|上一?轮(?:是|做的|融的|的)?|上次(?:是|融的)?"
        r"|最[近后](?:的)?一轮(?:融资)?(?:就|只)?(?:是|为|融的|做的)?|最近的?一次(?:是)?|融资?(?:轮次|阶段"
        r"|情况)(?:是|为)?[:：]?|raised|finished|completed|did|got|结束了|除了|只(?:有|拿过|融了|融过"
        r"|做过)|凭)"
        r"|(?P<weak>目前|现在|现阶段|处于|处在|属于|是|有|我们|咱们?|公司|我司|到|刚|已经?|[:：]|也|还"
        r"|一家|家|年的?|底|初|月|这种|post|after|are|is)"
    ),
    behind=re.compile(
        r"(?P<yes>融(?:完|了|到|过|的)|做(?:完|了|过|的)|完成|完了|完$|关(?:了|掉|闭|账|的|$)|close[sd]?"
        r"|走完|交割(?!中|前|还)|到(?:账|位|手|了(?![a-h天]))(?!.{0,3}[吗不没])|收尾|打款|进的|入账|进账|进来[了过]|拿(?:了|过|到|完"
        r"|下|的)|是[^，。]{0,10}(?:做|融|投|领|拿|完成|close)[^，。]{0,3}的|(?:年|月|初|底)(?:的|做|融|完"
        r"|投|拿|就)|是(?:大?前|[去今]|\d{2,4})年[^，。]{0,4}$|刚(?:完|做|融|关|结束|close|交|拿|过(?!会)|投)|结束|搞[定掂]|落定|落地|敲定|谈成|签完"
        r"|花|烧|还剩|剩|见底|用(?:完|得|了)|投资方|投资人|股东|领投|跟投|投后|投(?:了|完|的|过)|过了|企业"
        r"|公司(?!想)|阶段|之?后(?!续)|以后|有(?=$|[过了的])|都有|(?<![a-z])(?:done|closed|completed|raised)(?![a-z])"
        r"|打(?:了|过来|完|款|进)|那(?:会儿?|时候?|阵子)(?!还?[没未在想谈要])|拿$|也是|算是)"
        r"|(?P<no>没|未|预计|下个?月|将(?!近)|不(?!少|小|到|足|久|是.{1,3}轮)|在(?:谈|融|走|推|路|接|看|找|聊|做|募|对|跑|准|筹"
        r"|进|尽|等)|正(?!式)|时(?!$)|谈(?!成|妥|完|好)|想|要(?!是)|准备|打算|计划|启动|筹|争取|寻|找"
        r"|还(?:差|早|在|没)|差|缺|ts|尽调|路演|进行中|融资中|募|推进|明年|下半年|即将|马上"
        r"|快(?:要)?(?:close|交割|完|签)|接近|敲|等|拟|前|之前|怎么|如何|一般|多少|能|可以|什么|哪|会"
        r"|是不是|的?(?:机构|基金|门槛|条件|标准|估值一般)|融资?(?:\d|[一二三四五六七八九十])|到[a-h天]"
        r"|raising|pending|not)"
    ),
    suffix=re.compile(
        r"(?:\s|的?(?:融资|那笔|这笔|那轮|这轮|投资款|资金|钱|款)|那边|这块|呢|嘛|就|都|也|已经?|全部|我们"
        r"|是(?=$)|[:：])*"
    ),
    undone=re.compile(
        r"[^，。]{0,12}?(?:跳票|黄了|崩|泡汤|取消|暂停|搁置|没成|失败|终止|停了|没签|没谈)|(?:融资"
        r"|的?(?:钱|款|资金))?(?:还|都|也|一直)*(?:没有?|未)(?:完全|正式|真正|全部)?(?:到|打|close|交割"
        r"|完成|签|谈|落)|(?:融资)?的?ts|(?:融资)?(?:意向|框架)|还在谈|在谈"
    ),
    redone=re.compile(r"(?!)"),
)
_NEVER = re.compile(
    r"(?<!有)(?:没有?|未|还没|从没|从未|不曾|没能)(?:有|怎么|做|开始|正式|进行|去|对外|引进|引入|拿|要"
    r"|找|接受|进|出去|往外)*过?(?:任何|一分|一毛|什么|啥|外面的?|外部的?|外来的?|别人的?|人家的?"
    r"|机构的?|股权|风险|机构|轮|社会|战略|的|钱)*"
    r"(?:[融荣容]过?资?(?!成|完|下来|好|租赁|担保|需|计划|打算|想法|意|渠道|问题|压力|困难|经验|的?(?:打算"
    r"|计划|需求|想法|安排|必要))|投资(?!计划|打算|需|意|经验|价值|者关系)(?:人|者|款|机构|方)?|风投"
    r"|vc|资本(?!公积|市场)|外部股东|外部投资|外部资金|外部融资|外部的钱|外部钱|机构(?:进|投|股东)|(?<=过)机构(?=$|[的了])|(?:外面|外头|外部|别人|人家|投资人|机构|资本)的?钱"
    r"|股权融资)(?!.{0,3}(?:打算|计划|需求|想法|问题|安排|必要))"
    r"|没有?(?:接触|谈|见|找|碰)过?(?:任何)?(?:投资|资本|融资|vc|机构)|(?<!还)没融(?:资"
    r"|过)?(?!.{0,4}(?:问题|到|成|完|下来|打算|计划|需求|想法|安排|必要))|(?<!有)(?:未融资|未融过"
    r"|零融资|尚未融资|从不融资)"
    r"|(?:外部|外面|外头|别人|人家|投资人|机构|资本|vc|股权|融资|投资)(?:融资|投资|资金"
    r"|资本)?(?:的)?(?:钱|款)?(?:我们|都|也|从来|一直|还|压根|真|一个子儿?|一[分毛块]钱?|一轮|一次"
    r"|一个|半分|半个)*(?:都|也)?(?:没有?|未)(?:有|拿|要|碰|融|进|引|引入|引进|接|接触|用|见|收|做"
    r"|谈)+(?:过|到)?(?!.{0,2}(?:成功|下来))"
    r"|一(?:分|毛|轮|次|块)(?:钱)?(?:都|也)?(?:还)?没有?(?:对外)?(?:融|拿投资)|(?:全|都|一直|一路|纯"
    r"|基本|完全|目前)(?:是|靠|用|都|部){0,3}(?:股东|老板|自己|自有|创始人|合伙人|我们?|家里|夫妻"
    r"|两口子|自筹)[^，。]{0,8}(?:出资|投的|掏的?钱?|掏钱|砸的|垫的|凑的|自筹|资金(?:在)?(?:做|干|运营"
    r"|滚|撑))"
    r"|bootstrap|自筹资金|纯自有资金|(?:融资|股权)(?:轮次|情况|阶段|经历|历史|融资)*(?:是"
    r"|为)?\s*[:：]\s*(?:暂?无|没有?|零|未)|还?没(?:有)?(?:到)?(?:天使|种子)轮?都|连(?:天使"
    r"|种子)[^，。]{0,4}(?:都|也)[^，。]{0,2}没|(?:天使|种子)轮?(?:都|也)(?:还)?没|(?:天使|种子|angel"
    r"|seed)(?:\s*round|轮)?(?:都|也|还|压根|一直)*没(?:有)?(?:拿|融|做|碰)过"
    r"|(?:股权融资|融资)(?:还|目前|情况|方面|这块|一直|都|是|仍)*(?:空白|零(?!星))|融资(?:经历|历史"
    r"|记录|轮次)?(?:是|为)?(?:零|0(?!\d)|空白)|(?:没有?|无)(?:任何)?融资(?:经历|历史|记录)"
    r"|融资(?:的话|这块|方面)(?:还|目前|一直|都|暂时|从来)*没(?:有)?(?:做过|开始)?(?=$|[的了呢])"
    r"|没有?\s*(?:institutional|outside|external|vc|angel)\s*(?:investors?|money|funding)|never raised|no (?:outside|external|vc|angel|institutional)\s*(?:investors?|funding|money|capital)"
    r"|(?:haven't|have not|hasn't|never)\s+(?:raised|taken|got)(?!.{0,12}(?:loan|series))|没(?:有)?(?:fund)?-?rais(?:e|ed|ing)过?|no funding|not raised|unfunded"
)
_SINCE_THEN = re.compile("后来|之后|此后|再也?没|没再")
"""拿过天使，后来一直没融."""
_UNPAID = re.compile(
    r"[，,\s](?:但|不过)?(?:都)?还没(?:签|到账|打款|交割|close|落)|[，,\s](?:但|不过|可)?(?:资金|钱"
    r"|款项?|投资款)(?:都|也)?(?:还)?(?:没|未)"
)
_SHARES_OFFERED = re.compile(r"[，,\s](?:我们|公司)?(?:想|准备|打算|计划|拟|愿意)?(?:出让|让出|释放)")
_BARE_END = re.compile(r"我们[a-h天使]\+?轮?(?:融资)?$")
_OF_SUCH = re.compile("轮的?(?:公司|企业)")
_COUNTED = re.compile(
    r"(?:完成|融了|融过|拿过|做过|做了|融资)[^，。]{0,8}[（(：:]\s*$|(?:完成|融|拿|做)(?:了"
    r"|过)?[^，。]{0,3}轮[^，。]{0,3}[，,]\s*$"
)
_ROUND_ASKED = re.compile(r"(?:轮次|哪一?轮|融资阶段)[^，。]{0,3}[，,：:]\s*$")
_BEFORE_THAT = re.compile(r"之前|更早|此前|最早|最初|再往前|先前|前面|一开始")
_ALONE = re.compile(
    r"[嗯哦啊呃额哈吧的了呀呢咯哎、\s\"'“”:：;.·\-*①-⑳]|那个|就是?|然后|融资|阶段|企业|公司|轮|我们|高企|国高|科小|专精特新|小巨人|\d{4}年|吧"
)


def round_facts(stretch: Stretch) -> Iterator[FactMention]:
    """The highest round that a stretch says is completed, or that there was none."""
    done = completed(stretch)
    if done:
        if _BEFORE_THAT.search(stretch.text[: done.start()]) and _higher_before(stretch, done):
            return
        yield _mention(round_name(done), stretch, done)
    elif never := _never_any(stretch):
        yield _mention("未融资", stretch, never)


def _never_any(stretch: Stretch) -> re.Match[str] | None:
    never = _NEVER.search(stretch.text)
    if not never or _of_a_round(stretch.text, never) or _SINCE_THEN.search(stretch.text[: never.end()]):
        return None
    asked = stretch.questioned or asks(stretch.text[never.end() :])
    return never if own_affair(stretch.text) or not asked else None


def completed(stretch: Stretch) -> re.Match[str] | None:
    """The highest round of a stretch that its words say is completed."""
    names = _named(stretch)
    if not names:
        return None
    text = stretch.text
    rest = text[names[-1].end() :]
    verdicts = standings(text, names, _GRAMMAR)
    unsaid = _unsaid(stretch, names)
    asked = (stretch.questioned or asks(rest)) and not own_affair(_OF_SUCH.sub("轮", text))
    if _UNPAID.match(stretch.tail) or (_SHARES_OFFERED.match(stretch.tail) and _BARE_END.search(text)):
        return None
    held = [name for name, verdict in zip(names, verdicts, strict=True) if (unsaid if verdict is None else verdict)]
    return max(held, key=_rank) if held and not asked else None


def round_name(name: re.Match[str]) -> str:
    """The round that a match of ROUND names, in the vocabulary's words."""
    return _ROUNDS[_rank(name)]


def _rank(name: re.Match[str]) -> int:
    if letter := name["bare"]:
        return _RANK[min(letter.upper(), "C")]
    return _RANK[name.lastgroup or "Angel"]


def _named(stretch: Stretch) -> list[re.Match[str]]:
    names = list(ROUND.finditer(stretch.text))
    about_equity = bool(_EQUITY.search(stretch.text) or _EQUITY.search(stretch.lead[-20:] + stretch.tail[:16]))
    return [name for name in names if not name["bare"] or about_equity]


def _unsaid(stretch: Stretch, names: list[re.Match[str]]) -> bool:
    text = stretch.text
    rest = text[: names[0].start()] + text[names[-1].end() :]
    if _COUNTED.search(stretch.lead):
        return True
    spelt = (
        len(names) == 1
        and (names[-1]["bare"] is None or _ROUND_ASKED.search(stretch.lead))
        and not re.fullmatch("天使|种子|angel|seed", names[-1].group())
    )
    if (
        not spelt
        or stretch.questioned
        or re.match(r"[，,\s](?:我们|也|还|都)*(?:想|要|准备|打算|计划|在谈|没|还没|怎么|能)", stretch.tail)
    ):
        return False
    if not _ALONE.sub("", rest):
        return True
    return bool(re.search(r"\d|[一二三四五六七八九十百千][个项件人万亿年来]|专利|营收|员工", rest)) and not asks(text)


def _higher_before(stretch: Stretch, done: re.Match[str]) -> bool:
    return any(_rank(name) > _rank(done) for name in ROUND.finditer(stretch.lead))


def _of_a_round(text: str, never: re.Match[str]) -> bool:
    """没融过B轮 denies one round only; the first one denied means none at all."""
    return any(_rank(name) > 1 for name in ROUND.finditer(text) if not name["bare"]) or bool(
        re.match(r".{0,3}(?:轮|[a-h]\b)", text[never.end() :])
    )


def _mention(value: str, stretch: Stretch, match: re.Match[str]) -> FactMention:
    return FactMention("equity_round", value, match.group(), stretch.start + match.start(), stretch.start + match.end())


def round_named(reply: str) -> str | None:
    """The round of a bare reply that its words do not deny (A, 天使吧)."""
    names = list(ROUND.finditer(reply))
    verdicts = standings(reply, names, _GRAMMAR)
    held = [name for name, verdict in zip(names, verdicts, strict=True) if verdict is not False]
    return round_name(max(held, key=_rank)) if held else None
