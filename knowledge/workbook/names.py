"""What a reference in a cell points to: an id, a name, or both (``abc-bank 中国农业银行``)."""

from __future__ import annotations

import re
from collections import defaultdict

from knowledge.catalogue.load import Catalogue
from knowledge.workbook.columns import SHEET_TITLES, TITLE_FIELDS
from knowledge.workbook.words import half_width, nearest, quoted, tidy

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BRACKETS = re.compile(r"^[（(](.*)[)）]$", re.DOTALL)


class CellProblem(ValueError):
    """A cell that cannot be understood; the message is Chinese and says what is expected."""


def items_of(catalogue: Catalogue) -> dict[str, dict[str, object]]:
    """The items of a catalogue by kind (as in FOLDERS) and id."""
    return {
        "records": {**catalogue.records},
        "institutions": {**catalogue.institutions},
        "glossary": {**catalogue.terms},
        "faq": {**catalogue.faq},
    }


def _one_line(text: str) -> str:
    return " ".join(tidy(text).split())


class Names:
    """The names of everything that may be referred to, by kind and id."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._titles: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self._owners: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for kind, items in items_of(catalogue).items():
            for id_, item in items.items():
                self.add(kind, id_, getattr(item, TITLE_FIELDS[kind]))
                for alias in getattr(item, "aliases", ()):
                    self._owners[kind][_one_line(alias)].append(id_)

    def add(self, kind: str, id_: str, title: str) -> None:
        """Let ``title`` name ``id_`` as well; an older title goes on naming it."""
        titles = self._titles[kind].setdefault(id_, [])
        if (title := _one_line(title)) and title not in titles:
            titles.append(title)
            self._owners[kind][title].append(id_)

    def known(self, kind: str, id_: str) -> bool:
        """Whether there is such an item."""
        return id_ in self._titles[kind]

    def shown(self, kind: str, id_: str) -> str:
        """The id with the name beside it; the id alone of an item that is not there."""
        titles = self._titles[kind].get(id_)
        return f"{id_} {titles[0]}" if titles else id_

    def options(self, kind: str) -> list[str]:
        """Every item of a kind as it is shown, for a drop-down."""
        return [self.shown(kind, id_) for id_ in self._titles[kind]]

    def same_title(self, kind: str, title: str, id_: str) -> str | None:
        """The id of another item with the same title."""
        return next((one for one in self._owners[kind].get(_one_line(title), ()) if one != id_), None)

    def resolve(self, kind: str, text: str) -> str:
        """The id that ``text`` means. Raises CellProblem when there is none, or more than one."""
        said = _one_line(text)
        titles, sheet = self._titles[kind], SHEET_TITLES[kind]
        found = _ID.match(half_width(said).lower())
        id_ = found[0] if found and found[0] in titles else None
        if id_ and found:
            self._check_name(id_, titles[id_], said[len(found[0]) :].strip())
            return id_
        owners = list(dict.fromkeys(self._owners[kind].get(said, ())))
        if len(owners) > 1:
            raise CellProblem(f"{quoted(said)}有几条都叫这个名字：{'、'.join(owners)}；请写编号")
        if owners:
            return owners[0]
        near = nearest(said, [*titles, *self._owners[kind]])
        hint = f"；是不是{quoted(near)}？" if near else ""
        raise CellProblem(f"现为{quoted(said)}；应为{sheet}的编号或名称，库里和这个文件里都没有它{hint}")

    @staticmethod
    def _check_name(id_: str, titles: list[str], said: str) -> None:
        bare = _BRACKETS.sub(r"\1", said).strip(" ：:-")
        if said and said not in titles and bare not in titles:
            name = f"是{quoted(titles[0])}" if titles else "没有名称"
            raise CellProblem(f"编号 {id_} {name}，不是{quoted(bare)}；请改成一致的，或只写其中一个")
