"""Webhooks cannot be led to loopback, private or link-local addresses, however they are spelt."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from consult.integrations.addresses import AddressRefused, is_public, vetted

OWN = [ipaddress.ip_network("127.0.0.0/8")]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://127.0.0.1/hook", "not_public"),
        ("https://localhost/hook", "not_public"),
        ("https://[::1]/hook", "not_public"),
        ("https://2130706433/hook", "not_public"),
        ("https://0x7f.1/hook", "not_public"),
        ("https://0.0.0.0/hook", "not_public"),
        ("https://10.0.0.5/hook", "not_public"),
        ("https://172.16.3.4/hook", "not_public"),
        ("https://192.168.1.1/hook", "not_public"),
        ("https://169.254.169.254/latest/meta-data", "not_public"),
        ("https://100.64.0.1/hook", "not_public"),
        ("https://224.0.0.1/hook", "not_public"),
        ("https://[fe80::1]/hook", "not_public"),
        ("https://[fd00::1]/hook", "not_public"),
        ("https://[::ffff:127.0.0.1]/hook", "not_public"),
        ("https://[64:ff9b::7f00:1]/hook", "not_public"),
        ("https://[2002:7f00:1::]/hook", "not_public"),
        ("https://[::127.0.0.1]/hook", "not_public"),
        ("https://[fec0::1]/hook", "not_public"),
        ("https://[64:ff9b:1::7f00:1]/hook", "not_public"),
        ("https://192.0.0.192/hook", "not_public"),
        ("http://8.8.8.8/hook", "not_https"),
        ("ftp://8.8.8.8/hook", "not_an_address"),
        ("https://user:word@8.8.8.8/hook", "not_an_address"),
        ("https:///hook", "not_an_address"),
        ("https://8.8.8.8:99999/", "not_an_address"),
        ("https://[::1", "not_an_address"),
    ],
)
def test_an_address_that_is_not_called(url: str, reason: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        vetted(url)
    assert refused.value.reason == reason


def test_a_public_address_is_connected_to_itself() -> None:
    target = vetted("https://8.8.8.8:8443/hook?to=1")
    assert (str(target.ip), target.port, target.path) == ("8.8.8.8", 8443, "/hook?to=1")


def test_an_operators_own_network_may_be_called_without_tls() -> None:
    assert str(vetted("http://127.0.0.1:9000", OWN).ip) == "127.0.0.1"
    with pytest.raises(AddressRefused, match="not_public"):
        vetted("http://10.0.0.1:9000", OWN)


def test_one_private_address_behind_a_name_spoils_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(*asked: Any, **options: Any) -> list[Any]:
        return [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("127.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(AddressRefused, match="not_public"):
        vetted("https://receiver.example.org/")


def test_a_name_in_another_script_is_called_as_its_certificate_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def one(host: str, *rest: Any, **options: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("8.8.8.8", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", one)
    assert vetted("https://приклад.укр/hook").host == "xn--80aikifvh.xn--j1amh"
    assert asked == ["xn--80aikifvh.xn--j1amh"]
    with pytest.raises(AddressRefused, match="unknown_host"):
        vetted(f"https://{'п' * 70}.укр/")


def test_a_name_without_a_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*asked: Any, **options: Any) -> list[Any]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(AddressRefused, match="unknown_host"):
        vetted("https://receiver.example.org/")


def test_public_means_the_open_internet() -> None:
    assert is_public(ipaddress.ip_address("2606:4700:4700::1111"))
    assert is_public(ipaddress.ip_address("::ffff:8.8.8.8"))
    assert is_public(ipaddress.ip_address("64:ff9b::808:808"))
    assert not is_public(ipaddress.ip_address("ff02::1"))
