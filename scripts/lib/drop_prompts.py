"""Takes records out of a file by their prompt: drop_prompts.py RECORDS LIST

LIST is RouteLLM's contaminated_prompts.jsonl: prompts (`eval_prompt`) that also stand in the data its routers
were trained on, and that its published figures leave out.
"""
import json
import os
import sys


def main(records, listed):
    with open(listed, encoding="utf-8") as lines:
        prompts = {json.loads(line)["eval_prompt"] for line in lines if line.strip()}
    part = records + ".part"
    dropped = 0
    with open(records, encoding="utf-8") as lines, open(part, "w", encoding="utf-8") as out:
        for line in lines:
            if json.loads(line)["prompt"] in prompts:
                dropped += 1
            else:
                out.write(line)
    os.replace(part, records)
    print(f"fetch-datasets: {dropped} contaminated prompts left out", file=sys.stderr)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2])
    except (OSError, KeyError, ValueError) as error:
        print(f"fetch-datasets: drop_prompts: {error}", file=sys.stderr)
        sys.exit(65)
