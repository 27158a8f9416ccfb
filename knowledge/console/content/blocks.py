"""The blocks of a form: objects of a list, references to other entries, and conditions built by picking."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from pydantic import ValidationError as ModelInvalid
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from knowledge.catalogue.conditions import OP_LABELS, Leaf
from knowledge.catalogue.load import explain
from knowledge.console.content.conditions import CHILDREN, leaf_data
from knowledge.console.content.shape import Column, Shape
from knowledge.terms.vocabulary import DERIVED, FACTS, fact_label

DEEPEST_GROUPS = 4
"""How many groups may lie within one another below the top."""

MODELS = {"records": "content.RecordEntry", "institutions": "content.InstitutionEntry"}
_FACTS = [(name, fact_label(name)) for name in (*FACTS, *DERIVED)]


def references_block(column: Column) -> blocks.StreamBlock:
    """Chosen entries of another kind, one a block."""
    return blocks.StreamBlock(
        [("record", SnippetChooserBlock(MODELS[column.points_at], label="记录", icon="doc-full"))]
    )


def objects_block(column: Column) -> blocks.StreamBlock:
    """Objects of a list, one a block, with the fields of the catalogue's model."""
    children = [(part.name, _child(part)) for part in column.parts]
    item = blocks.StructBlock(children, label=column.title, icon="list-ul")
    return blocks.StreamBlock([("item", item)])


def _child(part: Column) -> blocks.Block:
    wording: dict[str, Any] = {"label": part.title, "help_text": part.help, "required": part.required}
    if part.shape is Shape.REFERENCE:
        return SnippetChooserBlock(MODELS[part.points_at], icon="doc-full", **wording)
    if part.shape is Shape.TEXT:
        return blocks.TextBlock(rows=2, **wording)
    return blocks.URLBlock(**wording) if part.shape is Shape.URL else blocks.CharBlock(**wording)


class TextDateBlock(blocks.DateBlock):  # type: ignore[misc]
    """A day, kept as text so that the catalogue's model reads it."""

    def get_prep_value(self, value: Any) -> Any:
        return value.isoformat() if hasattr(value, "isoformat") else value


def _leaf_children() -> list[tuple[str, blocks.Block]]:
    fields = Leaf.model_fields

    def wording(name: str) -> dict[str, Any]:
        return {"label": fields[name].title, "help_text": fields[name].description, "required": name == "text"}

    return [
        ("text", blocks.CharBlock(max_length=120, **wording("text"))),
        ("fact", blocks.ChoiceBlock(choices=_FACTS, **wording("fact"))),
        ("op", blocks.ChoiceBlock(choices=list(OP_LABELS.items()), **wording("op"))),
        ("value", blocks.CharBlock(**wording("value"))),
        ("clause", blocks.CharBlock(**wording("clause"))),
        ("must", blocks.BooleanBlock(default=True, **wording("must"))),
        ("rare", blocks.BooleanBlock(**wording("rare"))),
        ("valid_from", TextDateBlock(**wording("valid_from"))),
        ("valid_until", TextDateBlock(**wording("valid_until"))),
    ]


class LeafBlock(blocks.StructBlock):  # type: ignore[misc]
    """One condition; only an operator and a value that fit the fact are accepted."""

    def __init__(self) -> None:
        super().__init__(_leaf_children())

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if errors := _leaf_errors(self.get_prep_value(cleaned), draft=self.is_deferred_validation):
            raise blocks.StructBlockValidationError(
                {name: ValidationError(message) for name, message in errors.items()}
            )
        return cleaned

    class Meta:
        label = "条件"
        icon = "tick-inverse"
        form_classname = "struct-block condition-leaf"


def _leaf_errors(values: dict[str, Any], *, draft: bool) -> dict[str, str]:
    """What is wrong, by field. A draft may lack a value, or an operator, or both."""
    if draft and values.get("fact") and not (values.get("op") and values.get("value")):
        return {}
    if draft and not values.get("text"):
        values = values | {"text": "（未填）"}
    try:
        Leaf.model_validate(leaf_data(values))
    except ModelInvalid as error:
        return {_blamed(problem, values): _plain(problem) for problem in reversed(error.errors())}
    except ValueError as error:
        return {"value": str(error.args[0])}
    return {}


def _blamed(problem: Any, values: dict[str, Any]) -> str:
    if problem["loc"]:
        return str(problem["loc"][0])
    if not values.get("fact"):
        return "fact"
    return "value" if "value" in explain(problem) else "rare" if "rare" in explain(problem) else "op"


def _plain(problem: Any) -> str:
    """The model's message in the words of the form."""
    text = explain(problem)
    for name, label in {**dict(_FACTS), **OP_LABELS, "fact": "事实", "op": "比较方式", "value": "值"}.items():
        text = (
            text.replace(f"'{name}'", f"“{label}”").replace(f"{name} ", f"{label} ").replace(f"、{name}", f"、{label}")
        )
    return text.removeprefix("Value error, ")


def _group(inside: blocks.StreamBlock, label: str, icon: str) -> blocks.StructBlock:
    return blocks.StructBlock(
        [(CHILDREN, inside)], label=label, icon=icon, form_classname="struct-block condition-group"
    )


def _choices(groups_below: int, **options: Any) -> blocks.StreamBlock:
    children: list[tuple[str, blocks.Block]] = [("leaf", LeafBlock())]
    if groups_below:
        inside = _choices(groups_below - 1, label="其中的条件")
        children += [
            ("any", _group(inside, "任意一项满足就行", "list-ul")),
            ("all", _group(inside, "每一项都要满足", "list-ol")),
            ("not", _group(_choices(groups_below - 1, label="不能出现的条件", max_num=1), "不能出现", "cross")),
        ]
    return blocks.StreamBlock(children, **options)


class ConditionsBlock(blocks.StreamBlock):  # type: ignore[misc]
    """Conditions that must all hold, with groups of any / all / not among them."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(list(_choices(DEEPEST_GROUPS).child_blocks.items()), **kwargs)
