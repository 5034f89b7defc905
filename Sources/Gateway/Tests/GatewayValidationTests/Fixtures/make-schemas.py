"""Makes schemas.json: random (schema, value, valid) triples, judged by the PyPI package `jsonschema`.

    python3 make-schemas.py > schemas.json
"""
import json
import random

from jsonschema import Draft202012Validator

rng = random.Random(20261121)
NAMES = ["a", "b", "c", "a/b", "é"]
TEXTS = ["", "a", "ab", "abc", "x-1", "x-1\n", "2026", "é", "e\u0301", "😀😀", "[", "A_1"]
PATTERNS = ["^a", "b$", "^x-[0-9]+$", "^\\d{4}$", "[[]", "^\\w*$", "é|😀", "^.{2}$", "^[\\d_A]+$", "^[^a-c]+$"]
NUMBERS = [0, 1, -1, 2, 3, 1.0, 2.5, -0.5, 10, 1e3, 12345678901234567890, 1.5e300]


def value(depth=2):
    kind = rng.randrange(8 if depth else 5)
    if kind == 0:
        return rng.choice([None, True, False])
    if kind in (1, 2):
        return rng.choice(NUMBERS)
    if kind in (3, 4):
        return rng.choice(TEXTS)
    if kind == 5:
        return [value(depth - 1) for _ in range(rng.randrange(4))]
    return {rng.choice(NAMES): value(depth - 1) for _ in range(rng.randrange(4))}


def names():
    return rng.sample(NAMES, rng.randrange(1, 3))


def keyword(depth):
    inner = lambda: schema(depth - 1)
    many = lambda: [inner() for _ in range(rng.randrange(1, 4))]
    simple = {
        "type": lambda: rng.choice(["null", "boolean", "number", "integer", "string", "array", "object",
                                    ["string", "null"], ["integer", "object"]]),
        "enum": lambda: [value(1) for _ in range(4)],
        "const": lambda: value(1),
        "minimum": lambda: rng.choice(NUMBERS), "maximum": lambda: rng.choice(NUMBERS),
        "exclusiveMinimum": lambda: rng.choice(NUMBERS), "exclusiveMaximum": lambda: rng.choice(NUMBERS),
        "multipleOf": lambda: rng.choice([1, 2, 3, 0.5, 2.5]),
        "minLength": lambda: rng.randrange(4), "maxLength": lambda: rng.randrange(4),
        "pattern": lambda: rng.choice(PATTERNS),
        "minItems": lambda: rng.randrange(3), "maxItems": lambda: rng.randrange(4), "uniqueItems": lambda: True,
        "minProperties": lambda: rng.randrange(3), "maxProperties": lambda: rng.randrange(4),
        "required": names, "dependentRequired": lambda: {rng.choice(NAMES): names()},
    }
    nested = {
        "properties": lambda: {name: inner() for name in names()},
        "additionalProperties": inner, "propertyNames": inner,
        "patternProperties": lambda: {rng.choice(["^a", "b$", "^[bc]$", "é"]): inner()},
        "items": inner, "prefixItems": many, "contains": inner,
        "minContains": lambda: rng.randrange(3), "maxContains": lambda: rng.randrange(3),
        "anyOf": many, "allOf": many, "oneOf": many, "not": inner,
        "if": inner, "then": inner, "else": inner,
        "dependentSchemas": lambda: {rng.choice(NAMES): inner()},
        "$ref": lambda: rng.choice(["#/$defs/one", "#/$defs/list", "#/$defs/a~1b", "#named", "#"]),
    }
    name = rng.choice(list(nested) * 2 + list(simple) if depth else list(simple))
    return name, (nested.get(name) or simple[name])()


def schema(depth):
    if depth < 3 and rng.random() < 0.1:
        return rng.random() < 0.6
    return dict(keyword(depth) for _ in range(rng.randrange(1, 4)))


def document():
    whole = schema(2)
    if "$ref" in json.dumps(whole):
        whole["$defs"] = {
            "one": schema(0), "a/b": schema(0), "n": {"$anchor": "named", "allOf": [schema(0)]},
            "list": {"anyOf": [{"type": ["null", "number"]}, {"type": "object", "required": ["a"],
                                                              "properties": {"a": {"$ref": "#/$defs/list"}}}]},
        }
    return whole


def main():
    triples, counts = [], {True: 0, False: 0}
    while min(counts.values()) < 300:
        whole, item = document(), value()
        try:
            valid = Draft202012Validator(whole).is_valid(item)
        except (RecursionError, OverflowError):  # a reference to itself at the same place; a float too large
            continue
        if counts[valid] < 300:
            counts[valid] += 1
            triples.append([whole, item, valid])
    print("[\n" + ",\n".join(json.dumps(triple, ensure_ascii=False) for triple in triples) + "\n]")


main()
