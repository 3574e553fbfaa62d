"""What a command says when it refuses."""

import pytest

from analyzer.__main__ import main


def error_of(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(argument) for argument in arguments]) == 2
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    return complaint
