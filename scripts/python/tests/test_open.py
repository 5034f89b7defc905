"""Opening, describing, explaining and closing."""

import gc
import os
import subprocess
import sys
import threading

import pytest
import triage_router
from triage_router import InvalidModel, LibraryNotFound, MissingModel, Router, TriageError, UnreadableModel


def test_failures_are_exceptions_that_say_what_was_found(tmp_path, model):
    with pytest.raises(MissingModel, match="none.triage: no such file"):
        Router(tmp_path / "none.triage")
    with pytest.raises(FileNotFoundError):
        Router("none.triage")
    with pytest.raises(UnreadableModel, match="not a regular file"):
        Router(tmp_path)
    data = model.read_bytes()
    damaged = bytearray(data)
    damaged[5000] ^= 1
    for name, content, words in (
        ("cut", data[:9000], "cut short"),
        ("damaged", bytes(damaged), "checksum"),
        ("text", b"no model " * 50, "magic"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InvalidModel, match=f"{name}: .*{words}"):
            Router(tmp_path / name)
        with pytest.raises(ValueError, match=words):
            Router.from_bytes(content)
    with pytest.raises(ValueError, match="NUL"):
        Router("a\0b")
    for kind in (MissingModel, UnreadableModel, InvalidModel, LibraryNotFound):
        assert issubclass(kind, TriageError)


def test_a_file_and_its_bytes_are_the_same_router(router, model):
    other = Router.from_bytes(model.read_bytes())
    assert other.identity == router.identity and other.decide("why?") == router.decide("why?")


def test_a_router_tells_what_its_file_holds(router):
    assert [model.name for model in router.models] == ["small", "large"]
    small, large = router.models
    assert small.input_price < large.input_price and small.context_window == 128_000
    assert [tier.models for tier in router.tiers] == [("small",), ("large",)]
    assert router.tiers[0].threshold == 0.5 and router.band_half_width == pytest.approx(0.05)
    assert router.identity.startswith("sha256:") and len(router.identity) == 71
    assert router.manifest["held_out"]
    assert "small, large" in repr(router)


def test_an_explanation_sums_to_the_logits(router):
    explanation = router.explain("Explain why this race condition occurs, zzzqqq 世界")
    assert explanation.decision == router.decide("Explain why this race condition occurs, zzzqqq 世界")
    for name, logit in explanation.logits.items():
        assert sum(part.contributions[name] for part in explanation.parts) == pytest.approx(logit, abs=1e-3)
    texts = {part.text: part.kind for part in explanation.parts}
    assert texts["bias"] == "bias" and texts["condition"] == "word" and texts["zzzqqq"] == "unseen"
    assert [part.text for part in router.explain(b"\xff zzz").parts][-1] == "zzz"


def test_a_closed_router_says_so(model):
    with Router(model) as router:
        router.decide("a")
    for use in (
        lambda: router.decide("a"),
        lambda: router.decide_many(["a"]),
        lambda: router.decide_many([]),
        lambda: router.explain("a"),
    ):
        with pytest.raises(ValueError, match="closed"):
            use()
    router.close()
    assert "closed" in repr(router) and router.models[0].name == "small"


def test_threads_get_the_answers_of_one_and_may_be_closed_upon(model, prompts):
    router = Router(model)
    expected = [router.decide(prompt) for prompt in prompts]
    wrong, closed = [], []

    def work(start):
        try:
            for index in range(start, start + 40 * len(prompts)):
                index %= len(prompts)
                if router.decide(prompts[index]) != expected[index]:
                    wrong.append(index)
                if index % 300 == 0 and list(router.decide_many(prompts[:50])) != expected[:50]:
                    wrong.append("many")
        except ValueError as error:
            closed.append(str(error))

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=work, args=(start,)) for start in range(6)]
        for thread in threads:
            thread.start()
        threads[0].join(0.5)
        router.close()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert not wrong and set(closed) <= {"the router is closed"} and closed


def test_closing_gives_memory_and_files_back(model):
    def mapped():
        gc.collect()
        with open("/proc/self/maps") as maps:
            return sum("default.triage" in line for line in maps)

    if not os.path.exists("/proc/self/maps"):
        pytest.skip("no /proc")
    before = mapped()
    routers = [Router(model) for _ in range(20)]
    assert mapped() == before + 20
    for router in routers[:10]:
        router.close()
    assert mapped() == before + 10
    del routers, router
    assert mapped() == before


def test_the_library_is_named_or_beside_the_package(root, tmp_path):
    def path(**environment):
        code = "import triage_router as t; print(t.library_path()); t.library_version()"
        return subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(root / "scripts" / "python"), **environment},
            capture_output=True,
            text=True,
        )

    found = triage_router.library_path()
    assert path(TRIAGE_LIBRARY=found).stdout.strip() == found
    missing = path(TRIAGE_LIBRARY=str(tmp_path / "none.so"))
    assert missing.returncode and "LibraryNotFound: TRIAGE_LIBRARY names" in missing.stderr
    (tmp_path / "other.so").write_bytes(b"not a library")
    assert "LibraryNotFound" in path(TRIAGE_LIBRARY=str(tmp_path / "other.so")).stderr
    assert triage_router.library_version() == triage_router.__version__
