"""The test questions that come with the package; what staff delete stays deleted."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from knowledge.evaluation.questions import starting_questions


def add(apps: Any, schema_editor: Any) -> None:
    saved = apps.get_model("trying", "SavedQuestion")
    saved.objects.bulk_create(
        saved(
            key=question.id,
            text=question.text,
            profile=question.profile.model_dump(mode="json", exclude_defaults=True),
            expected=list(question.expected),
            unwanted=list(question.unwanted),
            note=question.note,
            known_failing=question.known_failing,
        )
        for question in starting_questions()
    )


class Migration(migrations.Migration):
    dependencies = [("trying", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
