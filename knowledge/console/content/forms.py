"""The form of an entry: a draft may be incomplete; what is submitted or approved must be a whole catalogue item."""

from __future__ import annotations

import re
from typing import Any

from pypinyin import lazy_pinyin
from wagtail.admin.forms import WagtailAdminModelForm

from knowledge.console.content.fields import ChoicesFormField
from knowledge.console.content.mapping import BETWEEN_CHOICES
from knowledge.console.content.problems import problems_of

_LONGEST_ID = 60


class EntryForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Checks with the catalogue's own rules, and shows each problem at its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "id" not in self.fields:
            return
        field = self.fields["id"]
        field.required = False
        if self.instance._state.adding:
            field.help_text = "不填就按名称的拼音自动生成；建好以后不再改。"
        else:
            field.disabled = True

    def clean(self) -> Any:
        cleaned = super().clean()
        self._keep_order_of_choices()
        if self.instance._state.adding and not self.errors.get("id") and not self.cleaned_data.get("id"):
            self.cleaned_data["id"] = self._new_id(str(self.cleaned_data.get(self._meta.model.title_column) or ""))
        return cleaned

    def _keep_order_of_choices(self) -> None:
        """The same words ticked are no change, in whatever order they were kept."""
        for name, field in self.fields.items():
            kept, ticked = self.initial.get(name), self.cleaned_data.get(name)
            if not isinstance(field, ChoicesFormField) or not kept or not ticked:
                continue
            if set(kept.split(BETWEEN_CHOICES)) == set(ticked.split(BETWEEN_CHOICES)):
                self.cleaned_data[name] = kept

    def _new_id(self, title: str) -> str:
        model = self._meta.model
        made = slug(title) or model.kind_of_entry
        others = set(model.objects.filter(pk__startswith=made).values_list("pk", flat=True))
        return next(one for one in (made, *(f"{made}-{n}" for n in range(2, len(others) + 3))) if one not in others)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for problem in problems_of(self.instance.kind_of_entry, self.instance.values()):
            column = problem.column if problem.column in self.fields else None
            if column is None or column not in self.errors:
                self.add_error(column, problem.message if column else f"{problem.label}：{problem.message}")


def slug(title: str) -> str:
    """An id out of a Chinese title: pinyin in kebab-case, at most 50 characters; "" when nothing is left."""
    words = re.findall(r"[a-z0-9]+", "-".join(lazy_pinyin(title)).lower())
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if len(longer) > _LONGEST_ID - 10:
            break
        made = longer
    return made
