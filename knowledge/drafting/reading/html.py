"""A saved web page: its article, without menus and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from knowledge.drafting.document import Document, document_of
from knowledge.drafting.reading.heading import title_among

_LOOKS = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|div|p|table|article|h1)\b", re.IGNORECASE)
_LOOKED_AT = 4_000
_NO_TEXT = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "embed",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "input",
    "textarea",
    "title",
]
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "table",
        "section",
        "article",
        "blockquote",
        "dd",
        "dt",
        "pre",
        "ul",
        "ol",
        "body",
        "center",
        "main",
        "hr",
    ]
)
_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|crumbs?|breadcrumb|footer|header|sidebar|share|related|recommend|copyright|toolbar|pager)(?:$|[-_\s])",
    re.IGNORECASE,
)
_TITLE_NAMES = ("ArticleTitle", "og:title")
_MOST_OF_TEXT = 0.8
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHINESE_CHARSETS = ("gb2312", "gbk", "gb18030")


def looks_like_html(text: str, suffix: str) -> bool:
    """Whether ``text`` is a web page: by its tags, or by its name when tags come late."""
    return bool(_LOOKS.search(text[:_LOOKED_AT])) or (suffix.lower() in (".htm", ".html") and "<" in text)


def from_html(data: bytes, text: str) -> Document:
    """The article of a page; ``text`` is the decoded ``data``, used unless the page itself names a Chinese charset."""
    soup = BeautifulSoup(_declared(data) or text, "lxml")
    title = _title(soup)
    for element in [*soup.find_all(_NO_TEXT), *soup.find_all(_is_aside)]:
        if not element.decomposed:
            element.decompose()
    for comment in soup.find_all(string=lambda node: isinstance(node, Comment)):
        comment.extract()
    found = [(line, None) for line in _lines(_article(soup))]
    return document_of(title or title_among(line for line, _ in found), found)


def _declared(data: bytes) -> str | None:
    named = _CHARSET.search(data[:_LOOKED_AT])
    if named and named.group(1).decode().lower() in _CHINESE_CHARSETS:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return None
    return None


def _title(soup: BeautifulSoup) -> str:
    for name in _TITLE_NAMES:
        meta = soup.find("meta", attrs={"name": name}) or soup.find("meta", attrs={"property": name})
        if isinstance(meta, Tag) and (content := str(meta.get("content") or "").strip()):
            return content
    heading = soup.find("h1")
    return " ".join(heading.get_text().split()) if heading else ""


def _is_aside(element: Tag) -> bool:
    if element.name in ("html", "body"):
        return False
    names = [*(element.get("class") or []), str(element.get("id") or ""), str(element.get("role") or "")]
    hidden = "display:none" in str(element.get("style") or "").replace(" ", "").lower()
    return hidden or any(_ASIDE.search(str(name)) for name in names)


def _article(soup: BeautifulSoup) -> Tag:
    """The smallest element that holds most of the text that is no link."""
    here: Tag = soup.body or soup
    whole = _own_text(here)
    while True:
        inner = max((child for child in here.find_all(recursive=False)), key=_own_text, default=None)
        if inner is None or inner.name in ("p", "tr", "table", "tbody") or _own_text(inner) < whole * _MOST_OF_TEXT:
            return here
        here = inner


def _own_text(element: Tag) -> int:
    linked = sum(len(link.get_text(strip=True)) for link in element.find_all("a"))
    return len(element.get_text(strip=True)) - linked


def _lines(element: Tag) -> Iterator[str]:
    """The text of each block; a table row is one, its cells parted by ｜."""
    for line in "".join(_pieces(element)).split("\n"):
        if words := line.strip("｜ "):
            yield words


def _pieces(element: Tag) -> Iterator[str]:
    """The words of ``element``, a line break around each block."""
    for node in element.children:
        if isinstance(node, Tag):
            if node.name in ("td", "th"):
                yield " ".join(node.get_text(" ").split()) + "｜"
                continue
            block = node.name in _BLOCKS or node.name == "br"
            yield "\n" if block else ""
            yield from _pieces(node)
            yield "\n" if block else ""
        elif isinstance(node, NavigableString):
            yield re.sub(r"\s+", " ", str(node))
