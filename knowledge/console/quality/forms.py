"""What staff type on the desk, checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from knowledge.console.quality.review import LONGEST


class ReviewForm(forms.Form):  # type: ignore[misc]
    """The entries marked, as "kind/id", and the day of their next review."""

    entries = forms.MultipleChoiceField(error_messages={"required": "请先勾选要标记的条目。"})
    recheck_by = forms.DateField(
        error_messages={"required": "请填下次复核期限。", "invalid": "下次复核期限要写成 2027-05-24 这样。"}
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["entries"].choices = choices

    def clean_recheck_by(self) -> Any:
        """After today, and not too far away."""
        day, today = self.cleaned_data["recheck_by"], timezone.localdate()
        if not today < day <= today + LONGEST:
            raise forms.ValidationError(f"下次复核期限要在明天到{LONGEST.days}天之内。")
        return day


class DismissForm(forms.Form):  # type: ignore[misc]
    """Why a pair is no overlap."""

    why = forms.CharField(
        max_length=500,
        error_messages={"required": "请写一句为什么不是重叠，同事以后能看懂。", "max_length": "理由请写在500字以内。"},
    )
