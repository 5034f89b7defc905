"""The pairs of the results table: which file, which weak model, which strong one."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pair:
    """One row of the table. `file` is the name of the records without `.jsonl` or `.jsonl.gz`."""

    file: str
    weak: str
    strong: str
    title: str
    note: str = ""


PAIRS: tuple[Pair, ...] = (
    Pair(
        "routellm_mmlu", "mistralai/Mixtral-8x7B-Instruct-v0.1", "gpt-4-1106-preview", "Mixtral-8x7B → GPT-4"
    ),
    Pair("mixed_llama8b_gpt4o", "Meta-Llama-3.1-8B-Instruct", "gpt-4o-2024-05-13", "Llama-3.1-8B → GPT-4o"),
    Pair("mmlu_redux_12_models", "gpt-3.5-turbo-0125", "gpt-4o-2024-08-06", "GPT-3.5 → GPT-4o"),
    Pair(
        "routerbench_11_models_usd",
        "mistralai/mixtral-8x7b-chat",
        "gpt-4-1106-preview",
        "Mixtral-8x7B → GPT-4",
    ),
    Pair(
        "gaokao_zh",
        "gpt-3.5-turbo",
        "gpt-4-0314",
        "GPT-3.5 → GPT-4",
        "Most prompts are Chinese, written without spaces: each ideograph is a word for every router.",
    ),
    Pair("bbh_effort", "code-davinci-002-direct", "code-davinci-002-cot", "direct → step by step"),
)


def find(folder: Path, name: str) -> Path | None:
    """The records called `name` in `folder`, plain or gzipped."""
    for suffix in (".jsonl", ".jsonl.gz"):
        if (path := folder / f"{name}{suffix}").is_file():
            return path
    return None
