"""Quarters of an hour, so that days of Kolkata or Kathmandu begin when they do there."""

from datetime import UTC

from django.db import migrations, models
from django.db.models.functions import Cast, ExtractMinute


def fill(apps, schema_editor):
    outcomes = apps.get_model("review", "Outcome").objects
    # PostgreSQL has minutes with decimals, and would round their quarters.
    minute = Cast(ExtractMinute("ended_at", tzinfo=UTC), models.IntegerField())
    outcomes.update(quarter=minute / 15)


class Migration(migrations.Migration):

    dependencies = [
        ('review', '0006_reminder_sent_at'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='outcome', name='outcome_counted'),
        migrations.RemoveIndex(model_name='outcome', name='outcome_by_counsellor'),
        migrations.RemoveIndex(model_name='outcome', name='outcome_narrowed'),
        migrations.AddField(
            model_name='outcome',
            name='quarter',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(fields=['practice', 'hour', 'quarter', 'counsellor', 'kind', 'asked', 'scale', 'csat', 'srs', 'coverage', 'index', 'fall', 'ratings_falling', 'index_falling', 'commented'], name='outcome_counted'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(fields=['practice', 'counsellor', 'hour', 'quarter', 'kind', 'asked', 'scale', 'csat', 'srs', 'coverage', 'index', 'fall', 'ratings_falling', 'index_falling', 'commented'], name='outcome_by_counsellor'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(fields=['practice', '-ended_at', '-consultation', 'hour', 'quarter', 'counsellor', 'kind', 'asked', 'scale', 'csat', 'srs', 'coverage', 'fall', 'ratings_falling', 'index_falling', 'commented', 'rated_at'], name='outcome_narrowed'),
        ),
    ]
