"""The form's panels, made from the layout."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel

from knowledge.catalogue.conditions import All, Condition
from knowledge.catalogue.sentences import sentence
from knowledge.console.content.conditions import to_data
from knowledge.console.content.layout import groups
from knowledge.console.content.models import ENTRIES
from knowledge.console.content.shape import Shape, columns
from knowledge.console.content.widgets import EntryChooser, MomentInput


class SentencePanel(Panel):  # type: ignore[misc]
    """The conditions as a sentence: as saved, and kept up with the form by the script."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "content/sentence_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The sentence of what is stored."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"sentence": conditions_sentence(self.instance.conditions.get_prep_value())}


def conditions_sentence(blocks: list[dict[str, Any]]) -> str:
    """The conditions in words; what is not finished is said, not raised."""
    try:
        data = to_data(blocks)
        node: All | None = None if data is None else TypeAdapter(Condition).validate_python(data)
    except (ValidationError, ValueError):
        return "还有条件没填完整，填好以后这里会用一句话读出来。"
    return sentence(node)


def edit_handler(kind: str) -> ObjectList:
    """All groups of the form of one kind of entry."""
    by_name = {column.name: column for column in columns(kind)}

    def panel(name: str) -> Any:
        column = by_name[name]
        if column.shape is Shape.REFERENCE:
            return FieldPanel(name, widget=EntryChooser(model=ENTRIES[column.points_at]))
        return FieldPanel(name)

    made = []
    for title, names in groups(kind):
        children = [panel(name) for name in names]
        if "conditions" in names:
            children.append(SentencePanel(heading="读出来是这样"))
        made.append(MultiFieldPanel(children, heading=title, attrs={"data-group": title}))
    made.append(_schedule())
    return ObjectList(made)


def _schedule() -> MultiFieldPanel:
    """When the version goes live and when it ends, once it is approved."""
    return MultiFieldPanel(
        [
            FieldPanel(
                "go_live_at",
                widget=MomentInput(),
                heading="定时生效",
                help_text="审核通过后，到这个时间才生效；不填就是通过后马上生效。",
            ),
            FieldPanel(
                "expire_at",
                widget=MomentInput(),
                heading="定时撤下",
                help_text="到这个时间自动撤下；不填就一直有效。政策本身的期限请填“失效日期”。",
            ),
        ],
        heading="定时（选填）",
    )
