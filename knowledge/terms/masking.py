"""Telephone numbers, WeChat ids, identity numbers, addresses and names in a person's words, made unreadable."""

from __future__ import annotations

import re

MASK = "****"
_TELEPHONE = re.compile(
    r"(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)"
    r"|(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)|(?<!\d)[48]00[\s-]?\d{3}[\s-]?\d{4}(?!\d)|\+\d[\d\s-]{6,15}\d"
    r"|(?<!\d)0\d{2,3}[\s-]?\d{4}[\s-]?\d{4}(?!\d)|[零〇幺一二三四五六七八九]{11}"
)
_WECHAT = re.compile(
    r"(?P<cue>(?:微信号?|薇信|wei?xin|wechat|wx|vx|v信|加v)[\s:：号是为叫]*)[a-z][-_a-z0-9]{5,19}"
    r"|(?<![a-z0-9_-])(?!ps-?\d{8})(?=[-a-z]*[\d_])[a-z][-_a-z0-9]{5,19}",
    re.IGNORECASE,
)
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF0B, 0xFF0D)}
"""Full-width digits, plus and hyphen."""
_IDENTITY = re.compile(r"(?<!\d)\d{15}(?:\d{2}[\dXx])?(?![\dXx])|(?<![0-9A-Z])[0-9A-Z]{2}\d{6}[0-9A-Z]{10}(?![0-9A-Z])")
"""Numbers of identity cards and of firms (统一社会信用代码)."""
_ACCOUNT = re.compile(r"(?<!\d)\d(?:[\s-]?\d){14,18}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SURNAME = "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔欧区温关招麦甘柯庄詹翁]"
_NAME = re.compile(
    rf"(?P<cue>我叫|我是|叫我|名字[是叫]|联系人[是:：]?)\s*{_SURNAME}[一-龥]{{1,2}}(?=$|[，,。.;；！!\s\d])"
    rf"|{_SURNAME}[一-龥]{{0,2}}?(?P<title>先生|女士|小姐|太太|经理|老板|总监|总(?![额部共计体结公分包局])|工(?=$|[，,。]))"
)
_FIRM = re.compile(r"[一-龥（）()]{2,20}(?P<end>股份有限公司|有限责任公司|有限公司)")


def masked(text: str) -> str:
    """``text`` without telephone numbers and WeChat ids."""
    return _WECHAT.sub(lambda found: (found["cue"] or "") + MASK, _TELEPHONE.sub(MASK, text.translate(_NARROW)))


def anonymous(text: str) -> str:
    """``text`` as staff may read it: without contacts, identity and account numbers, addresses, names of persons and firms."""
    plain = _IDENTITY.sub(MASK, _ACCOUNT.sub(MASK, _EMAIL.sub(MASK, text.translate(_NARROW))))
    plain = _FIRM.sub(lambda found: MASK + found["end"], plain)
    plain = _NAME.sub(lambda found: (found["cue"] or "") + MASK + (found["title"] or ""), plain)
    return masked(plain)
