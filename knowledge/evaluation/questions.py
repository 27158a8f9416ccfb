"""Test questions: what a founder asks, and what must and must not come up."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from knowledge.eligibility.profile import EnterpriseProfile

_FILE = Path(__file__).with_name("questions.yml")


class TestQuestion(BaseModel):
    """``expected``: ids of records, terms or common questions of which each must be shown; ``unwanted``: none may be.

    ``known_failing``: why it does not pass yet, empty for one that must.
    """

    __test__ = False
    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    text: str = Field(min_length=2, max_length=500)
    profile: EnterpriseProfile = EnterpriseProfile()
    expected: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    note: str = ""
    known_failing: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> TestQuestion:
        if not (self.expected or self.unwanted):
            raise ValueError("应找到的和不该出现的，至少要填一个")
        if both := set(self.expected) & set(self.unwanted):
            raise ValueError(f"{'、'.join(sorted(both))} 不能既应找到又不该出现")
        return self


@cache
def starting_questions() -> tuple[TestQuestion, ...]:
    """The set that comes with the package."""
    return tuple(TestQuestion.model_validate(raw) for raw in YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")))
