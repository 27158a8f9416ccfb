"""Every sentence that this door says itself; what the advisor says is in bot/domain and actions/templates."""

WELCOME = (
    "您好，这里是坪山科技金融顾问。用平常话说说公司的情况，我来找合适的贷款、补贴、股权和该找的窗口，条条有出处。\n\n"
    "要按公司情况推荐，得记住您说的信息，只用来匹配政策和产品；您回复“同意”之前一样也不记。"
    "同意之后，“查看我的资料”“删除我的资料”随时有效。"
)
WELCOME_BACK = "欢迎回来。有新情况直接说，或者从下面选一个："
WELCOME_BUTTONS = (
    {"title": "同意，开始", "payload": "同意"},
    {"title": "先看看有哪些贷款", "payload": '/search_catalog{"topic": "贷款"}'},
    {"title": "先看看有哪些补贴", "payload": '/search_catalog{"topic": "补贴资助"}'},
    {"title": "找人咨询", "payload": "/ask_expert"},
)
BACK_BUTTONS = (
    {"title": "按我的情况推荐", "payload": "/seek_recommendation"},
    {"title": "看看记下了什么", "payload": "/show_profile"},
    {"title": "找人咨询", "payload": "/ask_expert"},
)
CANNOT_READ = {
    "image": "图片我看不了。图上要紧的内容打字发我就行，比如：年营收800万、5个发明专利、想贷300万。政策文件发名称或文号也能查。",
    "voice": "这条语音没听清，请再说一遍，或者打字告诉我公司做什么、成立几年、想要多少钱。",
    "video": "视频我看不了。想问什么，打字或者发语音告诉我就行。",
    "shortvideo": "视频我看不了。想问什么，打字或者发语音告诉我就行。",
    "location": "位置收到了，但政策看的是公司注册在哪个区，不是人在哪里。请直接说注册地，比如“注册在坪山”。",
    "link": "链接我打不开。请把政策或产品的名称打字发我，我查查能不能办、怎么办。",
    "file": "文件我打不开。请把要紧的数字打字发我，比如营收、人数、专利件数、想贷多少；材料请直接交给办理机构。",
}
CANNOT_READ_THIS = "这种消息我看不了，请打字告诉我想问什么，比如“有什么贷款”“怎么申请高企”。"
UNSUPPORTED = "【收到不支持的消息类型，暂无法显示】"
"""What WeChat puts in place of a message that it cannot pass on."""
HOW_TO_PICK = "点一行，或者回复前面的序号"
WAYS_ON = "接下来可以："
MORE = "（还有后面的内容，回复“继续”接着看）"
LEFT_FROM_BEFORE = "（上次还有内容没发到，回复“继续”接着看）"
PERHAPS_SENT = "刚才的回答可能没有送到。没看到的话，请回复“继续”，我再发一遍。"
LATE = "正在整理，马上发给您。"
LATE_AND_QUIET = "正在整理，过几秒请回复“继续”查看。"
CALL_AGAIN = "刚才没能转接到人工客服，请再回复一次“转人工”。"
TOO_FAST = "发得太快了，请歇一会儿再说。"
SORRY = "抱歉，系统这会儿没能答上来。您之前说的情况没有丢，请过一会儿再试；急的话可以直接联系办理机构。"
NEWS_PERMITTED = "微信也会给您发一条通知。收到以后还想再收一条，再点一次“有新政策通知我”。"
NEWS_NOTE = "点开看条件和怎么申请"
"""At most 20 characters, WeChat's limit."""
PLAN_TITLE = "您的融资方案"
PLAN_DESCRIPTION = "现在可办、3到6个月准备、12个月目标，一步一步怎么走。点开可以打印，也能下载 Word 版。"
