from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0007_quarters"),
    ]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="orders",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
    ]
