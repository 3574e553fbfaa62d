"""Django's command line for this project."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consult.settings")
    import django
    from django.core.management import execute_from_command_line

    from consult.garbage_collection import loading

    with loading():
        django.setup()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
