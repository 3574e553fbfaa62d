from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0005_erased_are_not_asked"),
    ]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="sent_at",
            field=models.DateTimeField(null=True),
        ),
    ]
