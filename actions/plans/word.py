"""A plan as a Word file that a founder edits and hands to a bank."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table

from actions.plans.view import View, sources_of, steps_of
from knowledge.advice.planning.worth import wan

_FONT, _HEADING_FONT, _LATIN = "宋体", "黑体", "Times New Roman"
_BRAND = RGBColor(0x0B, 0x4F, 0x8A)
_HORIZONS = (("now", "现在可办"), ("next", "3-6个月可准备"), ("later", "12个月目标"))
_BADGES = {"eligible": "条件初步符合", "needs_info": "先确认", "near_miss": "差一步", "preparation": "准备"}
_NEED_LABELS = ("资金需求", "用款期限", "资金用途", "融资方式")
_FILL_IN = "（请填写）"


def plan_word(view: View) -> bytes:
    """The .docx file of ``view``."""
    document = Document()
    _set_up(document)
    _cover(document, view)
    _company(document, view)
    _need(document, view)
    _route(document, view)
    _steps(document, view)
    _materials(document, view)
    _costs(document, view)
    _deadlines(document, view)
    _desks(document, view)
    _sources(document, view)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _fonts(document.styles["Normal"], _FONT, Pt(10.5))
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    document.styles["Normal"].paragraph_format.line_spacing = 1.25
    for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 12)):
        _fonts(document.styles[name], _HEADING_FONT, Pt(size))
        document.styles[name].font.color.rgb = _BRAND
        document.styles[name].font.bold = True
    for name in ("List Bullet", "List Number"):
        _fonts(document.styles[name], _FONT, Pt(10.5))
    _page_numbers(section.footer.paragraphs[0])


def _fonts(style: Any, chinese: str, size: Any) -> None:
    """Both faces of a style: Word takes the eastAsia one for Chinese, and themes would override either."""
    style.font.name, style.font.size = _LATIN, size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), chinese)


def _page_numbers(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _cover(document: WordDocument, view: View) -> None:
    title = document.add_paragraph("企业融资方案", style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _centred(document, f"编制日期：{view['made_on']}　　知识库第{view['snapshot']}版")
    _quiet(
        document,
        "本文件由坪山科技金融顾问按企业自述情况和公开政策排出，企业可以修改后使用。"
        "能不能批、批多少、什么价格，以办理机构审核为准。",
    )


def _company(document: WordDocument, view: View) -> None:
    document.add_heading("一、企业情况", 1)
    rows = [("企业名称", _FILL_IN), ("统一社会信用代码", _FILL_IN), ("联系人和电话", _FILL_IN)]
    rows += [(fact["label"], fact["value"]) for fact in view["facts"] if fact["label"] not in _NEED_LABELS]
    stage = view["stage"]
    if stage["stage"] and not stage["stated"]:
        rows.append(("发展阶段", f"{stage['stage']}（{stage['because']}）"))
    _table(document, None, rows, (5, 11.2))
    _quiet(document, "以上由企业自己提供，提交前请核对、补充。")


def _need(document: WordDocument, view: View) -> None:
    document.add_heading("二、资金需求", 1)
    told = {fact["label"]: fact["value"] for fact in view["facts"]}
    rows = [(label, told.get(label, _FILL_IN)) for label in _NEED_LABELS]
    _table(document, None, [*rows, ("还款来源", _FILL_IN)], (5, 11.2))


def _route(document: WordDocument, view: View) -> None:
    document.add_heading("三、推荐路线", 1)
    if view["overdue"]:
        document.add_paragraph("先结清逾期、修复信用记录，再申请贷款和担保。", style="List Bullet")
    for key, title in _HORIZONS:
        if view[key]:
            names = "；".join(f"第{step['number']}步 {step['title']}" for step in view[key])
            document.add_paragraph(f"{title}：{names}。", style="List Bullet")
    for out in view["left_out"]:
        document.add_paragraph(f"没有列入{out['title']}：{out['why']}。", style="List Bullet")


def _steps(document: WordDocument, view: View) -> None:
    document.add_heading("四、分步安排", 1)
    for key, title in _HORIZONS:
        if not view[key]:
            continue
        document.add_heading(title, 2)
        for step in view[key]:
            _table(document, (f"第{step['number']}步", step["title"]), _details(step), (2.6, 13.6))
            document.add_paragraph()


def _details(step: View) -> list[tuple[str, str]]:
    opens = "、".join(item["title"] for item in step["opens"])
    more = f"等{len(step['opens']) + step['opens_more']}项" if step["opens_more"] else ""
    unverified = "；公开资料较旧，先问还办不办" if step["unverified"] else ""
    contact = step["contact"] or {}
    rows = [
        ("判断", _BADGES[step["status"]] + unverified),
        ("能得到", step["benefit"]),
        ("为什么", "；".join(step["reasons"])),
        ("前面先办", _after(step)),
        ("还差", "；".join(step["gaps"])),
        ("还要知道", "、".join(step["missing"])),
        ("怎么办", step["how"]),
        ("申报时间", step["window"] or ""),
        ("粗算", step["estimate"] or ""),
        ("办理时确认", "；".join(step["to_confirm"])),
        ("要遵守", "；".join(step["obligations"])),
        ("办成后多出", opens + more),
        ("找谁", "，".join(filter(None, [contact.get("name"), contact.get("phone")]))),
        ("有效期", f"至{step['valid_until']}" if step["valid_until"] else ""),
    ]
    return [(label, text) for label, text in rows if text]


def _after(step: View) -> str:
    numbers = "、".join(f"第{number}步" for number in step["after"])
    return f"{numbers}（办成一个就行）" if len(step["after"]) > 1 else numbers


def _materials(document: WordDocument, view: View) -> None:
    document.add_heading("五、材料清单", 1)
    if view["materials"]:
        rows = [("☐", item["name"], "、".join(f"第{n}步" for n in item["steps"])) for item in view["materials"]]
        _table(document, ("备好", "材料", "哪几步用"), rows, (1.4, 9.4, 5.4))
    if view["unstated_materials"]:
        _quiet(document, f"公开资料没有写材料，打电话时先问：{'、'.join(view['unstated_materials'])}。")


def _costs(document: WordDocument, view: View) -> None:
    document.add_heading("六、资金成本", 1)
    costs = view["costs"]
    if costs is None:
        document.add_paragraph("这份方案里没有贷款，没有利息可算。")
        return
    principal = f"{wan(costs['principal_wan'])}万元，" if costs["principal_wan"] else ""
    document.add_paragraph(f"以【{costs['route_title']}】为主：贷款本金{principal}{costs['principal_note']}。")
    rows = [(line["label"], _how_counted(line), _amount(line)) for line in costs["lines"]]
    _table(document, ("项目", "算法、上限和说明", "第一年（万元）"), rows, (4.4, 8.8, 3))
    for formula in (costs["effective_formula"], costs["cash_formula"]):
        document.add_paragraph(formula)
    for note in costs["notes"]:
        document.add_paragraph(f"{note}。", style="List Bullet")


def _how_counted(line: View) -> str:
    shown = line["formula"] + line["note"]
    cap = f"上限{wan(line['cap_wan'])}万元" if line["cap_wan"] and "最高" not in shown else ""
    return "；".join(filter(None, [line["formula"], cap, line["note"]]))


def _amount(line: View) -> str:
    if line["amount_wan"] is None:
        return "待报价：______" if line["sign"] > 0 else "未计入"
    return ("−" if line["sign"] < 0 else "") + wan(line["amount_wan"])


def _deadlines(document: WordDocument, view: View) -> None:
    if view["deadlines"]:
        document.add_heading("七、近期要赶的时间", 1)
        for item in view["deadlines"]:
            when = f"{item['on']}　" if item["on"] else ""
            document.add_paragraph(f"{when}{item['title']}：{item['text']}", style="List Bullet")


def _desks(document: WordDocument, view: View) -> None:
    document.add_heading(f"{'八' if view['deadlines'] else '七'}、联系窗口", 1)
    rows = [
        (
            desk["card"]["name"],
            desk["card"]["phone"] or "公开页面没有电话，可打12345转接",
            "、".join(f"第{number}步" for number in desk["steps"]),
        )
        for desk in view["desks"]
    ]
    _table(document, ("机构", "电话", "问哪几步"), rows, (6.6, 5.6, 4))


def _sources(document: WordDocument, view: View) -> None:
    document.add_heading(f"{'九' if view['deadlines'] else '八'}、依据", 1)
    reviewed = {step["number"]: step["reviewed_on"] for step in steps_of(view)}
    for source in sources_of(view):
        steps = "、".join(f"第{number}步" for number in source["steps"])
        title = str(source["title"]).strip("《》")
        details = "，".join(filter(None, [source["doc_no"], source["date"], source["url"]]))
        checked = max(reviewed[number] for number in source["steps"])
        text = f"{source['issuer']}《{title}》" + (f"（{details}）" if details else "") + f"：{steps}；{checked}核对"
        document.add_paragraph(text, style="List Bullet")


def _table(
    document: WordDocument, head: tuple[str, ...] | None, rows: Sequence[tuple[str, ...]], widths: tuple[float, ...]
) -> Table:
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)  # the grid, by which all but Word set the columns
    for number, texts in enumerate([head, *rows] if head else rows):
        cells = table.add_row().cells
        for column, (cell, text, width) in enumerate(zip(cells, texts, widths, strict=True)):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(text)
            if head and number == 0:
                run.bold = True
                _shade(cell, "E8EFF6")
                _keep_on_one_page(table.rows[-1])
            elif column == 0:
                _shade(cell, "F4F7FA")
    return table


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _keep_on_one_page(row: Any) -> None:
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _centred(document: WordDocument, text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _quiet(document: WordDocument, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor(0x52, 0x60, 0x6D)
