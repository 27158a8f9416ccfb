"""What a firm makes, in a founder's words, as one of the district's industries."""

from __future__ import annotations

import re

_WORDS = {
    "生物医药": (
        "生物医药 医药 制药 新药 创新药 仿制药 原料药 药物 药品 疫苗 抗体 细胞治疗 细胞 基因 核酸 蛋白 医疗器械 器械 医疗 诊断 试剂 体外诊断 ivd cro cdmo cmo "
        "ai制药 ai医疗 智慧医疗 种植体 心脏 血管 介入 透析 呼吸机 超声 内窥镜 血糖 助听器 口腔 骨科 医用 口罩 脑机接口 生物科技 生物 临床 手术机器人 影像设备 耗材 种植牙 眼科 中药 合成生物 医美 康复 监护仪 植入"
    ),
    "新能源（汽车）": (
        "新能源汽车 新能源 电动车 电动汽车 锂电池 锂电 电池 电芯 隔膜 正极 负极 电解液 储能 光伏 氢能 燃料电池 充电桩 换电 电机 电控 三电 bms 逆变器 "
        "动力电池 钠电 固态电池 汽车零部件 汽车线束 线束 车灯 汽配 整车 车载 热管理 电池材料 风电 太阳能"
    ),
    "新一代信息技术": (
        "新一代信息技术 芯片 集成电路 半导体 软件 saas 人工智能 ai 大模型 算法 云计算 大数据 数据中心 数据安全 物联网 通信 5g 6g 射频 光模块 光通信 传感器 显示 面板 互联网 "
        "信息安全 网络安全 区块链 app 小程序 系统集成 eda 封测 晶圆 电子元器件 电子 pcb 摄像头模组 信创 平台开发 vr ar 光刻胶 激光雷达"
    ),
    "智能制造": (
        "智能制造 机器人 数控 机床 自动化 智能装备 装备 高端装备 精密 结构件 模具 激光 3d打印 增材 无人机 低空 工业母机 机械 设备制造 五金 检测设备 机器视觉 "
        "仪器 仪表 注塑 压铸 机加工 cnc 钣金 伺服 减速器 减速机 磨床 轴承 agv 工业相机 洗地机 清洁机器人 工业软件 洁净设备 净化设备 自动化设备 包装设备"
    ),
}
_OTHER = [
    "餐饮",
    "服装",
    "贸易",
    "电商",
    "物流",
    "教育",
    "培训",
    "农业",
    "食品",
    "美容",
    "房地产",
    "装修",
    "建筑",
    "广告",
    "旅游",
    "酒店",
    "家政",
    "化妆品",
    "灯具",
    "家具",
    "玩具",
    "纺织",
    "印刷",
    "珠宝",
]
_BY_WORD = {word: industry for industry, words in _WORDS.items() for word in words.split()} | dict.fromkeys(
    _OTHER, "其他"
)
_WORD = "|".join(
    rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
    for word in sorted(_BY_WORD, key=len, reverse=True)
)
_NAMED = re.compile(_WORD)
_MAKING = r"(?:做|搞|供应?|从事|生产|研发|开发|主营|主打|经营|属于|专注|代工|加工|是|行业|领域|公司|企业|厂|的)"
_MAKES = re.compile(rf"{_MAKING}[^，。；？?！\n]{{0,12}}$")
_MAKER = re.compile(r"[^，。；？?！\n]{0,8}?(?:的?(?:公司|企业|团队|初创|厂家|工厂)|研发|出身|起家|行业|的$)")
_NOT_SAID = re.compile(
    rf"(?:买|换|购|添|台|[想要]上)[^，。]{{0,6}}$|(?:有什么|有哪些|有没有|什么是|属于什么|怎么)(?![^，。]*我们)[^，。]{{0,12}}$|(?:你们?是|还是|(?<!们)这个|我的)[^，。]{{0,4}}$|(?:不|没)(?:是)?{_MAKING}?[^，。；？?！\n]{{0,4}}$"
)
_ANY_FIRM = re.compile(r"(?:公司|企业|团队)?(?:有什么|有哪些|有啥|能拿什么|能申请什么|可以申请|可以享受|能享受)")
_FOR = re.compile(r"(?:给|为|帮|替)[^，。]{0,4}$")
_WHAT_FOR = re.compile(r"[^，。]{0,6}?(?:做|生产|提供|开发|供)")
_SPENDING = re.compile(r"研发(?:费用|投入|占|资金)")
_REACH = 14


def industry_told(text: str) -> tuple[str, int, int] | None:
    """(industry, start, end) of what the firm says it makes; the first statement counts."""
    for match in _NAMED.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        after = text[match.end() : match.end() + _REACH]
        any_firm = _ANY_FIRM.match(after) and not re.search(r"[我们司]$", before)
        says = _MAKES.search(before) or (_MAKER.match(after) and not _SPENDING.match(after))
        if (
            says
            and not any_firm
            and not (_FOR.search(before) and _WHAT_FOR.match(after))
            and not _NOT_SAID.search(before)
        ):
            return _BY_WORD[match.group()], match.start(), match.end()
    return None


def industry_in(text: str) -> tuple[str, int, int] | None:
    """Any industry word of ``text``, for a bare reply."""
    match = _NAMED.search(text)
    return (_BY_WORD[match.group()], match.start(), match.end()) if match else None
