"""Merges record sets into one with the tiers small and large: what the default router is trained on.

usage: merge_default.py FOLDER EVERYDAY > RECORDS

Each set names one of its models small and one large; other models and sets whose licence does not allow
shipping weights are left out. The domain becomes the source, so that reports say how each fares.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

# set: (the model called small, the model called large)
PAIRS: dict[str, tuple[str, str]] = {
    "routellm_mmlu": ("mistralai/Mixtral-8x7B-Instruct-v0.1", "gpt-4-1106-preview"),
    "mixed_llama8b_gpt4o": ("Meta-Llama-3.1-8B-Instruct", "gpt-4o-2024-05-13"),
    "gaokao_zh": ("gpt-3.5-turbo", "gpt-4-0314"),
}
# Everyday prompts are few among exam questions, and the nearest to what a default will meet.
EVERYDAY_WEIGHT = 5


def merged(folder: Path, everyday: Path):
    """Yields outcome records with the outcomes `small` and `large`."""
    for name, (small, large) in PAIRS.items():
        with open(folder / f"{name}.jsonl", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                outcomes = record["outcomes"]
                if small in outcomes and large in outcomes:
                    yield {
                        "id": f"{name}/{record['id']}",
                        "prompt": record["prompt"],
                        "domain": name,
                        "group": f"{name}/{record['group']}",
                        "outcomes": {
                            "small": {"score": outcomes[small]["score"]},
                            "large": {"score": outcomes[large]["score"]},
                        },
                    }
    with open(everyday, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            result = {
                "id": record["id"],
                "prompt": record["prompt"],
                "domain": "everyday",
                "outcomes": {tier: record["outcomes"][tier] for tier in ("small", "large")},
                "weight": EVERYDAY_WEIGHT,
            }
            if "group" in record:
                result["group"] = record["group"]
            yield result


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 64
    folder, everyday = Path(sys.argv[1]), Path(sys.argv[2])
    missing = [name for name in PAIRS if not (folder / f"{name}.jsonl").exists()]
    if missing:
        print(f"{folder}: no {missing[0]}.jsonl, expected the sets {', '.join(PAIRS)}", file=sys.stderr)
        return 66
    for record in merged(folder, everyday):
        print(json.dumps(record, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
