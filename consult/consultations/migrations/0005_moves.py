from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("consultations", "0004_client_files")]

    operations = [
        migrations.AddField("consultation", "moves", models.PositiveIntegerField(default=0))
    ]
