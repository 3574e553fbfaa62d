"""Answers heard to their end, streams and workbooks, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from asgiref.sync import async_to_sync
from rest_framework.test import APIClient


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back of a GET."""

    status: int
    headers: Mapping[str, str]
    said: bytes
    """The whole body; of a workbook, which is a zip archive of XML, all that is in it."""


def heard(browser: APIClient, path: str) -> Answer:
    """Ask, and hear the answer to its end."""
    answer: Any = browser.get(path)
    said = body_of(answer)
    headers = dict(answer.headers)
    return Answer(answer.status_code, headers, _unpacked(said) if said[:2] == b"PK" else said)


def body_of(answer: Any) -> bytes:
    """Return the whole body of an answer; one that streams ends with it."""
    if not answer.streaming:
        return bytes(answer.content)
    if answer.is_async:
        return async_to_sync(_gathered)(answer)
    return b"".join(answer)


async def _gathered(answer: Any) -> bytes:
    return b"".join([part async for part in answer])


def _unpacked(workbook: bytes) -> bytes:
    with ZipFile(BytesIO(workbook)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())
