"""A good message, and XML that bites or is broken."""

TEXT = (
    "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o_1]]></FromUserName>"
    "<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[想贷300万]]></Content>"
    "<MsgId>1</MsgId><bizmsgmenuid>a.1</bizmsgmenuid></xml>"
)
BOMB = (
    '<!DOCTYPE xml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    "<xml><Content>&c;</Content></xml>"
)
HOSTILE = {
    "entity bomb": BOMB,
    "external entity": '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/hostname">]><xml><Content>&a;</Content></xml>',
    "remote DTD": '<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml><Content>a</Content></xml>',
    "parameter entity": '<!DOCTYPE xml [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]><xml/>',
    "unknown entity": "<xml><Content>&nbsp;</Content></xml>",
    "cut off": TEXT[:-20],
    "empty": "",
    "JSON": '{"xml": 1}',
    "another root": "<root/>",
    "two roots": "<xml/><xml/>",
    "zero byte": "<xml>\x00</xml>",
    "half a surrogate": b"<xml>\xed\xa0\x80</xml>",
    "UTF-16": TEXT.encode("utf-16"),
}
