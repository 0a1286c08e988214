"""Django's own commands, for whoever knows them."""

from django.core.management import execute_from_command_line


def run(arguments: list[str]) -> int:
    execute_from_command_line(["ketenwerk manage", *arguments])
    return 0
