"""What the tests share: the package as it stands in the checkout, and the default router."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "scripts" / "python"))
sys.path.insert(0, str(ROOT / "scripts" / "python" / "examples"))


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def model():
    return ROOT / "models" / "default.triage"


@pytest.fixture(scope="session")
def prompts():
    with open(ROOT / "datasets" / "everyday.jsonl", encoding="utf-8") as lines:
        return [json.loads(line)["prompt"] for line in lines]


@pytest.fixture()
def router(model):
    from triage_router import Router

    with Router(model) as router:
        yield router
