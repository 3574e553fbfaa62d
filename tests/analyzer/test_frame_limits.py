"""Every limit on untrusted pictures (S7, S8)."""

import struct
import tracemalloc
from contextlib import suppress

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.frame import END, FrameRejected, decode, read_header
from tests.analyzer.pictures import jpeg, png, portrait

WHOLE = jpeg(portrait())
OTHER = jpeg(portrait()[:, ::-1])


def reason_for(data: bytes) -> str:
    with pytest.raises(FrameRejected) as rejected:
        decode(data)
    return rejected.value.reason


def claiming(width: int, height: int) -> bytes:
    """Return the portrait's JPEG with another size in its header."""
    at = WHOLE.index(b"\xff\xc0") + 5
    return WHOLE[:at] + struct.pack(">HH", height, width) + WHOLE[at + 4 :]


def test_a_whole_frame_becomes_its_grey_picture() -> None:
    grey = decode(WHOLE)
    assert grey.shape == (240, 320)
    assert np.abs(grey - cv2.cvtColor(portrait(), cv2.COLOR_BGR2GRAY).astype(float)).mean() < 4


@pytest.mark.parametrize(
    ("sent", "decoded"),
    [
        ((640, 480), (640, 480)),
        ((957, 957), (957, 957)),
        ((1280, 961), (640, 481)),
        ((1920, 1080), (960, 540)),
        ((1079, 1919), (540, 960)),
        ((1918, 1078), (959, 539)),
    ],
)
def test_a_larger_frame_than_is_needed_is_decoded_smaller(
    sent: tuple[int, int], decoded: tuple[int, int]
) -> None:
    picture = np.asarray(cv2.resize(portrait(512, 512), sent), np.uint8)
    grey = decode(jpeg(picture))
    assert grey.shape[::-1] == decoded
    expected = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), decoded).astype(float)
    assert np.abs(grey - expected).mean() < 4


@pytest.mark.parametrize("data", [b"", b"GIF89a" + bytes(50), png(portrait()), b"\xff\xd8"])
def test_only_jpeg_is_let_in(data: bytes) -> None:
    assert reason_for(data) == "not_a_jpeg"


def test_the_header_is_read_without_decoding() -> None:
    header = read_header(claiming(60000, 50000))
    assert (header.width, header.height) == (60000, 50000)


@pytest.mark.parametrize("side", [20000, 65500])
def test_a_bomb_is_refused_before_it_takes_memory(side: int) -> None:
    tracemalloc.start()
    assert reason_for(claiming(side, side)) == "too_many_pixels"
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_opencv_itself_refuses_a_png_bomb() -> None:
    bomb = png(np.zeros((2000, 2000), np.uint8))
    with pytest.raises(cv2.error):
        cv2.imdecode(np.frombuffer(bomb, np.uint8), cv2.IMREAD_GRAYSCALE)


def test_a_tiny_picture_is_too_small() -> None:
    assert reason_for(jpeg(portrait(320, 40))) == "too_small"


def test_a_giant_file_is_refused() -> None:
    assert reason_for(WHOLE + bytes(3_000_000)) == "too_many_bytes"


def test_a_progressive_file_is_not_supported() -> None:
    assert reason_for(jpeg(portrait(), cv2.IMWRITE_JPEG_PROGRESSIVE, 1)) == "unsupported_jpeg"


def test_a_file_with_something_behind_it_is_refused() -> None:
    assert reason_for(WHOLE + b"PK\x03\x04 hidden" + END) == "damaged"


@pytest.mark.parametrize("share", [0.05, 1 / 3, 0.5, 0.9, 0.999])
def test_a_truncated_frame_is_rejected(share: float) -> None:
    assert reason_for(WHOLE[: int(len(WHOLE) * share)]) == "truncated"


@pytest.mark.parametrize("share", [1 / 3, 0.5, 0.9, 0.99])
def test_a_forged_end_does_not_hide_the_cut(share: float) -> None:
    cut = WHOLE[: int(len(WHOLE) * share)]
    for _ in range(20):  # freed memory must not be taken for a second, equal picture
        assert reason_for(cut + END) == "truncated"


def test_a_third_of_b_never_shows_a() -> None:
    decode(WHOLE)
    third = OTHER[: len(OTHER) // 3]
    assert reason_for(third) == "truncated"
    assert reason_for(third + END) == "truncated"


def test_orientation_tags_do_not_turn_the_picture() -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    turned = WHOLE[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + WHOLE[2:]
    assert np.array_equal(decode(turned), decode(WHOLE))


@given(at=st.integers(2, len(WHOLE) - 1), value=st.integers(0, 255))
def test_a_changed_byte_gives_a_picture_or_a_rejection(at: int, value: int) -> None:
    changed = WHOLE[:at] + bytes([value]) + WHOLE[at + 1 :]
    with suppress(FrameRejected):
        assert decode(changed).ndim == 2


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_rejected_with_a_reason(tail: bytes) -> None:
    assert reason_for(b"\xff\xd8\xff" + tail)
