"""Database columns made from the catalogue's model.

Wording and vocabularies stay out of the migrations: they are the catalogue's, and change with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField

from knowledge.catalogue.model import ID_PATTERN
from knowledge.console.content.blocks import ConditionsBlock, objects_block, references_block
from knowledge.console.content.mapping import BETWEEN_CHOICES
from knowledge.console.content.shape import Column, Shape
from knowledge.console.content.widgets import DayInput

_ID_LENGTH = 60
_SLUG = RegexValidator(ID_PATTERN, "只用小写英文、数字和连字符，如：pingshan-loan")
_WORDING = ("verbose_name", "help_text", "choices", "validators")


class _Worded:
    """Leaves the wording out of a migration."""

    def deconstruct(self) -> tuple[Any, ...]:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, path, args, {key: value for key, value in kwargs.items() if key not in _WORDING}


class WordColumn(_Worded, models.CharField):  # type: ignore[misc]
    """A short key: an id, or one word of a vocabulary."""


class TextColumn(_Worded, models.TextField):  # type: ignore[misc]
    """Text; on one line unless ``lines`` says how many to show."""

    def __init__(self, *args: Any, lines: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines

    def formfield(self, **kwargs: Any) -> Any:
        widget = AdminAutoHeightTextInput(attrs={"rows": self.lines}) if self.lines > 1 else forms.TextInput()
        return super().formfield(**(kwargs | {"widget": widget}))


class AddressColumn(_Worded, models.URLField):  # type: ignore[misc]
    """A web address."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"assume_scheme": "https"} | kwargs))


class DayColumn(_Worded, models.DateField):  # type: ignore[misc]
    """A day."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**(kwargs | {"widget": DayInput()}))


class NumberInput(forms.NumberInput):
    """Shows 500 and not 500.0."""

    def format_value(self, value: Any) -> Any:
        return super().format_value(int(value) if isinstance(value, float) and value.is_integer() else value)


class NumberColumn(_Worded, models.FloatField):  # type: ignore[misc]
    """An amount, a rate or a ratio."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**(kwargs | {"widget": NumberInput(attrs={"step": "any"})}))


class CountColumn(_Worded, models.PositiveIntegerField):  # type: ignore[misc]
    """A whole number."""


class ChoicesInput(forms.CheckboxSelectMultiple):
    """Ticks for the words of a column that parts them by 、."""

    def format_value(self, value: Any) -> list[str]:
        return list(super().format_value(value.split(BETWEEN_CHOICES) if isinstance(value, str) else value))


class ChoicesFormField(forms.MultipleChoiceField):
    """Several words of a vocabulary, as text parted by 、."""

    widget = ChoicesInput

    def clean(self, value: Any) -> str:
        return BETWEEN_CHOICES.join(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(initial.split(BETWEEN_CHOICES) if initial else [], data))


class ChoicesColumn(_Worded, models.TextField):  # type: ignore[misc]
    """Several words of a vocabulary, parted by 、 in the order of the vocabulary."""

    def __init__(self, *args: Any, words: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def formfield(self, **kwargs: Any) -> Any:
        return ChoicesFormField(
            choices=self.words, required=not self.blank, label=self.verbose_name, help_text=self.help_text
        )


class BlocksColumn(StreamField):  # type: ignore[misc]
    """Blocks; the migration does not say which."""

    def deconstruct(self) -> tuple[Any, ...]:
        name, path, _, kwargs = super().deconstruct()
        dropped = (*_WORDING, "block_lookup")
        return name, path, [[]], {key: value for key, value in kwargs.items() if key not in dropped}


def field_of(column: Column) -> models.Field:
    """The database column of ``column``."""
    wording: dict[str, Any] = {"verbose_name": column.title, "help_text": column.help}
    needed: dict[str, Any] = wording | {"blank": not column.required}
    text: dict[str, Any] = needed | {"default": str(column.default or "")}
    lines: dict[str, Any] = needed | {"default": ""}
    optional: dict[str, Any] = wording | {"null": True, "blank": True}
    makers: dict[Shape, Callable[[], models.Field]] = {
        Shape.ID: lambda: WordColumn(primary_key=True, max_length=_ID_LENGTH, validators=[_SLUG], **wording),
        Shape.CHOICE: lambda: WordColumn(max_length=_ID_LENGTH, choices=column.choices, **text),
        Shape.REFERENCE: lambda: WordColumn(max_length=_ID_LENGTH, **text),
        Shape.CHOICES: lambda: ChoicesColumn(words=column.choices, **lines),
        Shape.DATE: lambda: DayColumn(null=True, **needed),
        Shape.NUMBER: lambda: NumberColumn(**optional),
        Shape.COUNT: lambda: CountColumn(**optional),
        Shape.URL: lambda: AddressColumn(max_length=1000, **text),
        Shape.REFERENCES: lambda: BlocksColumn(references_block(column), **needed | {"default": list}),
        Shape.OBJECTS: lambda: BlocksColumn(objects_block(column), **needed | {"default": list}),
        Shape.CONDITIONS: lambda: BlocksColumn(ConditionsBlock(), **needed | {"default": list}),
        Shape.TEXT: lambda: TextColumn(lines=3, **text),
        Shape.LINES: lambda: TextColumn(lines=2, **lines),
        Shape.LINE: lambda: TextColumn(**text),
        Shape.VALUE: lambda: TextColumn(**text),
    }
    return makers[column.shape]()
