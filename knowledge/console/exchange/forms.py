"""What is asked before an export, and for an import."""

from __future__ import annotations

from typing import Any

from django import forms

from knowledge.terms.vocabulary import AVAILABILITY_LABELS, BOARDS, KINDS
from knowledge.workbook.choose import Choice
from knowledge.workbook.opening import MAX_BYTES


class ExportForm(forms.Form):  # type: ignore[misc]
    """Which records; none chosen is everything."""

    kind = forms.MultipleChoiceField(label="类型", choices=list(KINDS.items()), required=False)
    board = forms.MultipleChoiceField(label="板块", choices=[(one, one) for one in BOARDS], required=False)
    availability = forms.MultipleChoiceField(
        label="办理状态", choices=list(AVAILABILITY_LABELS.items()), required=False
    )
    owner = forms.MultipleChoiceField(label="责任人", choices=[], required=False)

    def __init__(self, *args: Any, owners: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [(one, one) for one in owners]
        for field in self.fields.values():
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)

    def choice(self) -> Choice:
        """What was ticked."""
        said = self.cleaned_data
        return Choice(*(tuple(said[name]) for name in ("kind", "board", "availability", "owner")))


class UploadForm(forms.Form):  # type: ignore[misc]
    """An Excel file of a sensible size."""

    file = forms.FileField(
        label="Excel 文件",
        error_messages={"required": "请先选一个文件。", "empty": "文件是空的。"},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        """Refuses what is too large before it is stored."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                f"文件有 {file.size // 1024 // 1024} MB，最大 {MAX_BYTES // 1024 // 1024} MB；请分成几个文件。"
            )
        return file
