"""Sockets ask the database together, and each gets its own answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from consult.live.batched_queries import BatchedQuery

# Its questions are asked in a thread of the database's, where a test before may have connected.
pytestmark = pytest.mark.django_db(transaction=True)


class Register:
    """Answers with the double; holds odd numbers against whoever asks for one."""

    def __init__(self) -> None:
        self.questions: list[list[int]] = []
        self.away = False

    def ask(self, numbers: Sequence[int]) -> list[int | Exception]:
        self.questions.append(list(numbers))
        if self.away:
            raise OSError("away")
        return [ValueError(str(n)) if n % 2 else 2 * n for n in numbers]


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def together(register: Register) -> BatchedQuery[int, int]:
    return BatchedQuery(register.ask)


async def test_those_who_come_at_once_are_one_question(
    register: Register, together: BatchedQuery[int, int]
) -> None:
    assert await asyncio.gather(*(together.ask(n) for n in (2, 4, 6))) == [4, 8, 12]
    assert register.questions == [[2, 4, 6]]


async def test_what_is_held_against_one_is_not_held_against_another(
    together: BatchedQuery[int, int],
) -> None:
    found = await asyncio.gather(together.ask(2), together.ask(3), return_exceptions=True)
    assert found[0] == 4
    assert isinstance(found[1], ValueError)


async def test_when_the_database_is_away_each_hears_it_and_may_ask_again(
    register: Register, together: BatchedQuery[int, int]
) -> None:
    register.away = True
    found = await asyncio.gather(together.ask(2), together.ask(4), return_exceptions=True)
    assert [type(one) for one in found] == [OSError, OSError]
    register.away = False
    assert await together.ask(2) == 4


async def test_one_that_gave_up_leaves_the_others_theirs(together: BatchedQuery[int, int]) -> None:
    gone, stays = (asyncio.create_task(together.ask(n)) for n in (2, 4))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 8
