"""What the counts' codes are called on the desk."""

from __future__ import annotations

from knowledge.switches.store import CHANNELS
from knowledge.usage.model import TopicCount

NO_STAGE = "还不知道"
_ANSWERS = {"inform", "affirm", "deny", "dont_know", "skip", "thank", "greet", "goodbye", "why_ask", "restart"}
"""Intents that ask nothing of their own."""
_BESIDE = _ANSWERS | {"feedback_positive", "feedback_negative"}
INTENTS = {
    "seek_recommendation": "要推荐、要方案",
    "ask_record": "问某一项的细节",
    "search_catalog": "问有哪些",
    "check_eligibility": "问符不符合",
    "compare_records": "比较几项",
    "what_if": "问“要是……会怎样”",
    "estimate_benefit": "问能拿多少",
    "ask_expert": "找机构、预约",
    "human_handoff": "找人工",
    "explain_term": "问名词",
    "show_profile": "查看自己的资料",
    "delete_profile": "删除自己的资料",
    "subscribe_updates": "订阅新政策",
    "bot_capabilities": "问顾问能做什么",
    "out_of_scope": "业务范围以外",
    "nlu_fallback": "没听懂的话",
}
STATUSES = {
    "answered": "答上来了",
    "clarified": "反问是哪一个",
    "needs_info": "反问了一个情况",
    "nothing_found": "没有找到",
    "out_of_scope": "业务范围以外",
    "refused": "拒绝（如造假）",
    "handed_over": "转给了人或窗口",
    "error_knowledge": "知识库出错",
    "error_internal": "系统出错",
}
KINDS = {
    "recommendation": "推荐清单",
    "record": "某一项的介绍",
    "eligibility": "符不符合",
    "comparison": "比较",
    "estimate": "测算",
    "plan": "方案",
    "contacts": "机构和电话",
    "catalogue": "查找结果",
    "profile": "自己的资料",
    "ticket": "工单",
    "question": "追问",
    "notice": "一般回答",
}


def is_question(count: TopicCount) -> bool:
    """Whether the message asked something, rather than answering or thanking."""
    return count.intent not in _BESIDE


def topic_of(count: TopicCount) -> str:
    """The board that the question was about; where none, what it wanted."""
    return count.board or INTENTS.get(count.intent, "其他")


def channel_name(channel: str) -> str:
    """网页, 微信公众号 and so on."""
    return CHANNELS.get(channel, channel or "其他")
