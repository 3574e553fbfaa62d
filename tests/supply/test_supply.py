"""What is delivered is listed with its licence, and an audit that asked nobody is not clean."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.supply import audit, licences, sbom
from tests.supply.locks import MODELS, ROOT, normal, npm_packages, python_packages

KNOWN = {"PYSEC-1": "only with a switch that is off here"}


def pip_told(*vulnerable: str, skipped: bool = False) -> str:
    one = {"name": "django", "version": "5.2", "vulns": [{"id": flaw} for flaw in vulnerable]}
    away = {"name": "django", "skip_reason": "Dependency not found on PyPI"}
    return json.dumps({"dependencies": [away if skipped else one], "fixes": []})


def npm_told(*flaws: str) -> str:
    via = [{"url": f"https://github.com/advisories/{flaw}"} for flaw in flaws]
    total = {"dependencies": {"total": 3}}
    return json.dumps({"vulnerabilities": {"preact": {"via": [*via, "x"]}}, "metadata": total})


@pytest.mark.parametrize("answer", ["", "not JSON", pip_told(skipped=True)])
def test_pip_audit_that_could_ask_nobody_says_so_by_name(answer: str) -> None:
    [only] = audit.read_pip(answer, {})
    assert only.words == "SKIPPED pip-audit: PyPI's advisory service cannot be reached"
    assert not only.serious


@pytest.mark.parametrize("answer", ["", '{"message": "405 Method Not Allowed", "error": {}}'])
def test_npm_audit_that_could_ask_nobody_says_so_by_name(answer: str) -> None:
    [only] = audit.read_npm(answer, {})
    assert only.words == "SKIPPED npm audit: npm's advisory service cannot be reached"


def test_a_vulnerable_package_fails_unless_it_is_explained() -> None:
    assert not any(one.serious for one in audit.read_pip(pip_told(), KNOWN))
    told = audit.read_pip(pip_told("PYSEC-1", "PYSEC-2"), KNOWN)
    assert [one.words for one in told if one.serious] == ["VULNERABLE django 5.2: PYSEC-2"]
    assert any("only with a switch" in one.words for one in told)
    told = audit.read_npm(npm_told("GHSA-1"), KNOWN)
    assert [one.words for one in told if one.serious] == ["VULNERABLE preact: GHSA-1"]


def test_each_explained_advisory_has_a_reason() -> None:
    assert all(audit.explained().values())


def test_the_page_of_licences_is_that_of_the_locks() -> None:
    text = licences.PAGE.read_text(encoding="utf-8")
    wanted = python_packages() | python_packages(MODELS)
    wanted |= {name: one["version"] for name, one in npm_packages().items()}
    listed = dict(line.strip("| ").split(" | ")[:2] for line in text.splitlines() if "| " in line)
    listed.pop("package")
    assert listed == wanted, "run: make licences"
    assert "UNKNOWN" not in text


def test_nothing_delivered_obliges_to_give_the_source() -> None:
    text = licences.PAGE.read_text(encoding="utf-8").replace("LGPL", "").replace("Lesser", "")
    assert "GPL" not in text.replace("GPL-compatible", "")
    assert "AFFERO" not in text.upper()


@pytest.mark.parametrize("weights", ["MediaPipe", "Apache License 2.0", "Haar cascade", "Intel"])
def test_others_weights_are_named(weights: str) -> None:
    assert weights in (ROOT / "NOTICE").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("npm"), reason="no npm on this machine")
def test_the_bill_of_materials_lists_each_locked_package(tmp_path: Path) -> None:
    python, npm = (json.loads(path.read_text(encoding="utf-8")) for path in sbom.write(tmp_path))
    packages = python_packages() | python_packages(MODELS)
    for bill, wanted in ((python, packages), (npm, npm_packages())):
        assert bill["bomFormat"] == "CycloneDX"
        listed = {normal(_named(one)) for one in bill["components"]}
        assert {normal(name) for name in wanted} <= listed
        assert all(one["purl"].startswith("pkg:") for one in bill["components"])


def _named(component: dict[str, str]) -> str:
    return "/".join(filter(None, (component.get("group"), component["name"])))
