"""The forms of 试问: a question for a firm, and a test question to keep."""

from __future__ import annotations

from typing import Any

from django import forms
from pydantic import ValidationError

from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.release.firms import sample_firms
from knowledge.terms.vocabulary import FACTS, GUANGDONG_CITIES, SHENZHEN_DISTRICTS, Fact

ASKED = (
    "district",
    "industry",
    "stage",
    "founded_on",
    "employees",
    "revenue_wan",
    "invention_patents",
    "certifications",
    "equity_round",
    "overdue",
    "need_kind",
    "need_purpose",
    "need_amount_wan",
)
"""The facts that the form offers; the words of the question may tell others."""
_FLAGS = [("", "不知道"), ("true", "有"), ("false", "没有")]


class ProbeForm(forms.Form):  # type: ignore[misc]
    """What is asked, and by which firm: a typical one, facts of its own, or both (the own ones win)."""

    text = forms.CharField(label="创始人的问题", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    firm = forms.ChoiceField(
        label="典型企业",
        required=False,
        choices=lambda: [("", "不选"), *((one.id, one.name) for one in sample_firms())],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ASKED:
            self.fields[name] = _field(FACTS[name])

    def facts(self) -> list[Any]:
        """The bound fields of the facts."""
        return [self[name] for name in ASKED]

    def clean(self) -> dict[str, Any]:
        """Adds ``profile``."""
        cleaned: dict[str, Any] = super().clean() or {}
        firm = next((one for one in sample_firms() if one.id == cleaned.get("firm")), None)
        base = firm.profile.model_dump(exclude_none=True) if firm else {}
        stated = {name: cleaned[name] for name in ASKED if cleaned.get(name) not in (None, "", [])}
        try:
            cleaned["profile"] = EnterpriseProfile.model_validate({**base, **stated})
        except ValidationError as error:
            for problem in error.errors():
                name = str(problem["loc"][0])
                self.add_error(name if name in self.fields else None, "这一项填得不对，请看一下格式。")
        return cleaned


class KeepForm(forms.Form):  # type: ignore[misc]
    """What of a test question may be changed later; ids one a line."""

    text = forms.CharField(label="问题", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    expected = forms.CharField(
        label="应找到（编号，一行一个）", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    unwanted = forms.CharField(
        label="不该出现（编号，一行一个）", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    note = forms.CharField(label="备注", max_length=300, required=False)
    known_failing = forms.CharField(
        label="为什么现在还通不过", max_length=300, required=False, help_text="通过了就清空。"
    )

    def clean_expected(self) -> list[str]:
        """The ids."""
        return _lines(self.cleaned_data["expected"])

    def clean_unwanted(self) -> list[str]:
        """The ids."""
        return _lines(self.cleaned_data["unwanted"])


def _field(fact: Fact) -> forms.Field:
    label = f"{fact.label}（{fact.unit}）" if fact.unit else fact.label
    if fact.name == "district":
        return _choice(label, (*SHENZHEN_DISTRICTS, *GUANGDONG_CITIES))
    if fact.type == "choice":
        return _choice(label, fact.choices)
    if fact.type == "choices":
        return forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=[(one, one) for one in fact.choices],
            widget=forms.CheckboxSelectMultiple,
        )
    if fact.type == "flag":
        return forms.TypedChoiceField(
            label=label, required=False, choices=_FLAGS, coerce=lambda value: value == "true", empty_value=None
        )
    if fact.type == "count":
        return forms.IntegerField(label=label, required=False, min_value=0)
    if fact.type == "month":
        return forms.CharField(label=label, required=False, max_length=7, help_text="如 2024-11 或 2024")
    return forms.FloatField(label=label, required=False)


def _choice(label: str, choices: tuple[str, ...]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "不知道"), *((one, one) for one in choices)])


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(text.split()))
