"""Prompts unlike anything in an English log: encoded, random, and in other languages."""

import base64
import random
import string

GERMAN = (
    "Welche der folgenden Aussagen über den Kreislauf des Wassers trifft zu, und warum fließen Flüsse bergab?",
    "Schreibe einen kurzen Brief an den Vermieter, weil die Heizung seit drei Tagen nicht mehr funktioniert.",
    "Ein Zug fährt um acht Uhr in Köln ab und erreicht Berlin viereinhalb Stunden später; wie schnell war er?",
    "Erkläre einem Kind, weshalb der Himmel blau erscheint und abends rötlich wird.",
)
RUSSIAN = (
    "Какое из следующих утверждений о круговороте воды верно и почему реки текут вниз по склону?",
    "Напиши короткое письмо хозяину квартиры: отопление не работает уже третий день.",
    "Поезд вышел из Москвы в восемь утра и прибыл через четыре с половиной часа; какова его скорость?",
    "Объясни ребёнку, почему небо голубое, а вечером становится красноватым.",
)
CHINESE = (
    "下列关于水循环的说法哪一项是正确的？请解释河流为什么往低处流。",
    "给房东写一封简短的信，说明暖气已经三天没有工作了。",
    "一列火车早上八点从北京出发，四个半小时后到达，它的平均速度是多少？",
    "向孩子解释天空为什么是蓝色的，傍晚又为什么变红。",
)


def strange(prompts: list[str], seed: int, count: int = 200) -> dict[str, list[str]]:
    """Kinds of strange prompts by name; the encoded ones are the given prompts."""
    chooser = random.Random(seed)
    chosen = [chooser.choice(prompts) for _ in range(count)]

    def letters() -> str:
        words = ("".join(chooser.choices(string.ascii_lowercase, k=chooser.randint(2, 9))) for _ in range(40))
        return " ".join(words)

    return {
        "base64": [base64.b64encode(prompt.encode()).decode() for prompt in chosen],
        "random letters": [letters() for _ in range(count)],
        "German": list(GERMAN),
        "Russian": list(RUSSIAN),
        "Chinese": list(CHINESE),
    }
