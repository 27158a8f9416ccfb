"""A phone number or WeChat id, and how to call the person, out of a founder's message."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType

from knowledge.terms.normalise import normalise
from knowledge.tickets.model import Contact

_HOME = "CN"
_HOME_CODE = 86
_DIGIT_WORDS = str.maketrans("零〇幺一二三四五六七八九", "001123456789")
_SPOKEN_NUMBER = re.compile(r"[零〇幺一二三四五六七八九]{11}")
_LONG_NUMBER = re.compile(r"\d(?:[\s-]?\d){6,}")
_DATE = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_EXTENSION = re.compile(r"(?<=\d)\s*(?:转|分机)\s*(?=\d)")
_TICKET = re.compile(r"PS-?\d{8}-?\d{4}", re.IGNORECASE)
_WECHAT_CUE = re.compile(
    r"(?:微信号?|wei?xin|wechat|wx|vx|v信|薇信|加v)[\s:：是为叫]*([a-z][-_a-z0-9]{5,19})", re.IGNORECASE
)
_BARE_WECHAT = re.compile(r"[a-z](?=[-_a-z0-9]*[\d_])[-_a-z0-9]{5,19}", re.IGNORECASE)
_SAME_NUMBER = re.compile(
    r"(?:微信|wx|vx|v信)\s*(?:也?是)?\s*(?:同号|同步|同|一样|这个)|同(?:微信|vx|wx)", re.IGNORECASE
)
_TITLE = "女士|先生|小姐|太太|经理|老师|老板|会计|主任|厂长|博士|总|工|董|生|姐|哥"
_HAN = r"[\u4e00-\u9fff]"
_SURNAME = "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔欧区温关招麦甘柯庄詹翁]"
_NAMES = (
    re.compile(rf"(?:我叫|叫我|名字[是叫]?|称呼[是叫:：]?)\s*({_HAN}{{1,4}}?)(?=就|吧|即可|[，,。;；、\s\d]|$)"),
    re.compile(rf"(?:联系人[是:：]?|找)\s*({_SURNAME}{_HAN}{{1,2}})(?=[，,。;；、\s\d]|$)"),
    re.compile(rf"({_SURNAME}{_HAN}?(?:{_TITLE}))(?!{_HAN}?[司里])"),
    re.compile(rf"([小老阿]{_SURNAME})"),
    re.compile(rf"(姓{_SURNAME})"),
)
_ONLY_A_NAME = re.compile(rf"({_SURNAME}{_HAN}{{1,2}}|欧阳{_HAN}{{1,2}})")
_FILLER = re.compile(r"[\s，,。.;；:：、!！]|我的?|电话|手机号?|号码|联系方式|微信号?|同号|是|打")


def read_contact(text: str) -> Contact | None:
    """The contact that ``text`` gives; None when it holds neither a valid number nor a WeChat id."""
    said = _plain(text)
    number = next(iter(PhoneNumberMatcher(said, _HOME)), None)
    phone = _written(number.number) if number else ""
    rest = said.replace(number.raw_string, "，") if number else said
    wechat = _wechat(rest, alone=not phone)
    if phone and not wechat and _SAME_NUMBER.search(said):
        wechat = phone
    if not phone and not wechat:
        return None
    return Contact(_name(rest.replace(wechat, "，") if wechat else rest), phone, wechat)


def looks_like_number(text: str) -> bool:
    """Whether ``text`` holds a run of digits that someone may have meant as a telephone number."""
    return bool(_LONG_NUMBER.search(_DATE.sub("", _plain(text))))


def without_contact(text: str) -> str:
    """``text`` with every telephone number and WeChat id taken out."""
    said = _WECHAT_CUE.sub("", _plain(text))
    for found in list(PhoneNumberMatcher(said, _HOME)):
        said = said.replace(found.raw_string, "")
    return _LONG_NUMBER.sub("", said).strip()


def _plain(text: str) -> str:
    narrow = _EXTENSION.sub(" ext. ", _TICKET.sub(" ", unicodedata.normalize("NFKC", text)))
    return _SPOKEN_NUMBER.sub(lambda run: run.group().translate(_DIGIT_WORDS), narrow)


def _written(number: phonenumbers.PhoneNumber) -> str:
    """Mobile 13812345678, landline 0755-28339213, abroad +852 9123 4567; an extension behind 转."""
    extension = f"转{number.extension}" if number.extension else ""
    number = phonenumbers.PhoneNumber(number.country_code, number.national_number)
    if number.country_code != _HOME_CODE:
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) + extension
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    if phonenumbers.number_type(number) is PhoneNumberType.FIXED_LINE or national.startswith("0"):
        area, _, local = national.partition(" ")
        return f"{area}-{local.replace(' ', '')}{extension}"
    return national.replace(" ", "") + extension


def _wechat(text: str, *, alone: bool) -> str:
    if cue := _WECHAT_CUE.search(text):
        return cue.group(1)
    words = re.findall(r"[-_A-Za-z0-9]+", text)
    bare = [word for word in words if _BARE_WECHAT.fullmatch(word)] if alone else []
    return bare[0] if len(bare) == 1 and len(text) <= len(bare[0]) + 12 else ""


def _name(text: str) -> str:
    simple = normalise(text)
    for pattern in _NAMES:
        if found := pattern.search(simple):
            return text[slice(*found.span(1))]
    left = _FILLER.sub("", simple)
    return left if _ONLY_A_NAME.fullmatch(left) else ""
