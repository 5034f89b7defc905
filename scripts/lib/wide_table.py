"""Writes result files of public benchmarks as the wide CSV that `triage import wide-csv` reads.

    wide_table.py TABLE MODELS READER FOLDER [READER FOLDER]...

READER is zeroeval, mmlu-pro, bbh or gaokao; MODELS are the ones to keep, with commas between, or - for all. Every reader yields (id, prompt, domain, model, score). A model that has no answer to a question has an empty
cell; questions that only one model answered are left out, because nothing can be routed there.
"""
import csv
import glob
import json
import os
import re
import sys
import zipfile

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def with_options(question, options):
    return "\n".join([question.strip()] + [f"{LETTERS[i]}. {text}" for i, text in enumerate(options)])


def load(path):
    with open(path, encoding="utf-8-sig") as file:
        return json.load(file)


def zeroeval(folder):
    """ZeroEval's result_dirs_parsed/TASK/MODEL.json: a list of items with `matched`, or `solved` for puzzles."""
    task = os.path.basename(folder.rstrip("/"))
    for path in sorted(glob.glob(os.path.join(glob.escape(folder), "*.json"))):
        model = os.path.basename(path)[: -len(".json")]
        for item in load(path):
            verdict = item.get("matched", item.get("solved"))
            if not isinstance(verdict, bool):
                # "No answer extracted": an answer was given, and it was of no use.
                verdict = False
            name = item.get("id") or item["session_id"]
            if task == "mmlu-redux":
                prompt = with_options(item["question"], item["choices"])
                domain = re.sub(r"^mmlu-redux-|-#\d+$", "", name)
            elif task == "zebra-grid":
                prompt = item["puzzle"]
                domain = "zebra_" + item.get("size", "").replace("*", "x")
            else:
                prompt = item.get("question") or item["problem"]
                domain = {"crux": "code_output_prediction"}.get(task, task)
            yield f"zeroeval/{task}/{name}", prompt, domain, model, float(verdict)


def mmlu_pro(folder):
    """MMLU-Pro's eval_results: gpt4o/SUBJECT_result.json, and one zip of lists for each other model."""

    def items(rows, model):
        for row in rows:
            options = [text for text in row["options"] if text != "N/A"]
            prompt = with_options(row["question"], options)
            score = float(row.get("pred") == row["answer"])
            yield f"mmlu_pro/{row['question_id']}", prompt, row["category"], model, score

    for path in sorted(glob.glob(os.path.join(glob.escape(folder), "gpt4o", "*_result.json"))):
        yield from items(load(path), "gpt-4o-2024-05-13")
    for path in sorted(glob.glob(os.path.join(glob.escape(folder), "model_outputs_*_5shots.zip"))):
        model = os.path.basename(path)[len("model_outputs_") : -len("_5shots.zip")].replace("3_1", "3.1")
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.namelist()):
                if member.endswith(".json") and "summary" not in member and "__MACOSX" not in member:
                    rows = json.loads(archive.read(member).decode("utf-8"))
                    if isinstance(rows, list):
                        yield from items(rows, model)


def bbh(folder):
    """BIG-Bench-Hard's model outputs: the same model asked directly, and to think step by step."""
    for effort in ["code-davinci-002-direct", "code-davinci-002-cot"]:
        for path in sorted(glob.glob(os.path.join(glob.escape(folder), effort, "*_few_shot_template_0-255000.json"))):
            task = os.path.basename(path)[: -len("_few_shot_template_0-255000.json")]
            for item in load(path)["outputs"]:
                # The last question, behind the solved ones that all prompts of a task share.
                question = item["input"].rsplit("\nQ: ", 1)[-1].rsplit("\nA:", 1)[0].strip()
                prediction = item["prediction"].rsplit("the answer is", 1)[-1]
                right = normal(prediction) == normal(item["target"])
                yield f"bbh/{task}/{question}", question, task, effort, float(right)


def normal(answer):
    return answer.strip().rstrip(".").strip().lower()


def gaokao(folder):
    """GAOKAO-Bench's answers to objective questions, wherever in the repository a model's files lie."""
    for path in sorted(glob.glob(os.path.join(glob.escape(folder), "**", "*.json"), recursive=True)):
        content = load(path)
        if not isinstance(content, dict) or not content.get("model_name") or "example" not in content:
            continue
        for item in content["example"]:
            wanted, given = item.get("standard_answer"), item.get("model_answer")
            if not wanted or given is None:
                continue
            # One question may ask several things: the share that is right.
            right = sum(a == b for a, b in zip(wanted, list(given) + [None] * len(wanted)))
            keyword = content["keyword"]
            name = f"gaokao/{keyword}/{item['index']}"
            yield name, item["question"], f"gaokao_{keyword}", content["model_name"], right / len(wanted)


READERS = {"zeroeval": zeroeval, "mmlu-pro": mmlu_pro, "bbh": bbh, "gaokao": gaokao}


def main(table, wanted, *sources):
    wanted = None if wanted == "-" else wanted.split(",")
    rows, models = {}, []
    for kind, folder in zip(sources[::2], sources[1::2]):
        for name, prompt, domain, model, score in READERS[kind](folder):
            if wanted is not None and model not in wanted:
                continue
            if model not in models:
                models.append(model)
            if prompt.strip():
                rows.setdefault(name, (prompt, domain, {}))[2].setdefault(model, score)
    absent = [model for model in wanted or [] if model not in models]
    if absent:
        raise ValueError(f"no answers of {', '.join(absent)}, only of {', '.join(models) or 'no model'}")
    kept = {name: row for name, row in rows.items() if len(row[2]) > 1}
    if not kept:
        raise ValueError(f"no question that two models answered ({len(models)} models found)")
    with open(table, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "prompt", "domain"] + [f"{model}/score" for model in models])
        for number, (name, (prompt, domain, scores)) in enumerate(kept.items()):
            # BIG-Bench-Hard has no ids: the question told the two answers' rows together, a number is shorter.
            name = f"bbh/{domain}/{number}" if name.startswith("bbh/") else name
            out.writerow([name, prompt, domain] + [scores.get(model, "") for model in models])


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (OSError, KeyError, TypeError, ValueError, IndexError, zipfile.BadZipFile) as error:
        print(f"fetch-datasets: wide_table: {type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(65)
