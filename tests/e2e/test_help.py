"""Help: every command is listed and shows an example that exists."""

from importlib.metadata import entry_points

import pytest

COMMANDS = sorted(entry.name for entry in entry_points(group="jts.commands"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_shows_an_example(jtsc, command: str) -> None:
    result = jtsc(command, "--help")
    assert result.code == 0
    assert "Example" in result.out
    assert f"  jtsc {command} " in result.out


def test_the_commands_are_listed(jtsc) -> None:
    result = jtsc("--help")
    assert result.code == 0
    assert [line.split()[0] for line in result.out.partition("Commands:")[2].strip().splitlines()] == COMMANDS
    assert "..." not in result.out.partition("Commands:")[2]  # no description is cut


def test_without_arguments_it_is_shown_too(jtsc) -> None:
    result = jtsc()
    assert result.code == 2
    assert result.out.startswith("Usage: jtsc")
    assert result.err == ""
