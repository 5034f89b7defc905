"""Cuts the worked examples from prompts that carry some: last_shot.py RECORDS

RouterBench asks with a few solved questions before the real one. They are the same in all prompts of a task, say
nothing about the question, and would tie the whole task into one group of near-duplicates.
"""
import json
import os
import re
import sys

# An answer, alone on its line, and the blank line before the next question.
SOLVED = re.compile(r"Answer:\s*\(?[A-E]\)?[ \t]*\n\n")
HEADING = "Please answer with the letter of the correct answer.\n\n"


def last_shot(prompt):
    for solved in SOLVED.finditer(prompt):
        end = solved.end()
    if SOLVED.search(prompt):
        prompt = prompt[end:]
    return prompt.removeprefix(HEADING)


def main(records):
    part = records + ".part"
    with open(records, encoding="utf-8") as lines, open(part, "w", encoding="utf-8") as out:
        for line in lines:
            record = json.loads(line)
            record["prompt"] = last_shot(record["prompt"]) or record["prompt"]
            out.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    os.replace(part, records)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (OSError, KeyError, ValueError) as error:
        print(f"fetch-datasets: last_shot: {error}", file=sys.stderr)
        sys.exit(65)
