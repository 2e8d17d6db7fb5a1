"""One tool in a process of its own: texts in on standard input, what it flagged and how long it took out.

    PYTHON bench/classify_tools.py TOOL < texts.json

Nothing of Redress is imported but by its own tool: the guests run in an environment that does not have it.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

Judge = Callable[[str], Sequence[str]]
"""What a tool holds against a text, in its own words."""

ROUNDS = 3
LONG = 10.0
"""Seconds of a round after which no other is needed: what takes so long is measured well enough."""
WARM = 20
IDLE = {"DATE_TIME", "LOCATION", "NRP", "URL"}
"""Presidio finds these too; they are nobody's personal data by themselves."""
NAMES = """CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY TIME
WORK_OF_ART""".split()
DEPENDENCIES = """acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound
conj csubj dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd
parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp""".split()


def redress() -> tuple[Judge, str]:
    import_module("functions.triage.app")
    examine = import_module("redress.detect").examine
    policy = import_module("redress.policy").load_policy()
    review = import_module("redress.model").Review

    def judge(text: str) -> list[str]:
        found = examine(review(review_id="bench", text=text), policy)
        return sorted({finding.guideline for finding in found if finding.fired})

    return judge, f"policy {policy.version}"


def presidio() -> tuple[Judge, str]:
    """With a spaCy model where somebody has put one beside it; else with its patterns alone."""
    spacy = import_module("spacy")
    names = [name for name in ("en_core_web_lg", "en_core_web_md", "en_core_web_sm") if spacy.util.is_package(name)]
    if names:
        return _analyzer(spacy.load(names[0])), f"with {names[0]}"
    return _analyzer(spacy.blank("en")), "patterns alone, no spaCy model"


def presidio_with_a_network() -> tuple[Judge, str]:
    """For its speed alone: a parser and a name finder as in en_core_web_sm, untrained. They know nothing, and reckon as
    long as trained ones.
    """
    spacy = import_module("spacy")
    example = import_module("spacy.training").Example
    nlp = spacy.blank("en")
    parser, names = nlp.add_pipe("parser"), nlp.add_pipe("ner")
    for label in DEPENDENCIES:
        parser.add_label(label)
    for label in NAMES:
        names.add_label(label)
    words = nlp.make_doc("Ruth lives here")
    known = {"heads": [1, 1, 1], "deps": ["nsubj", "ROOT", "advmod"], "entities": [(0, 4, "PERSON")]}
    nlp.initialize(lambda: [example.from_dict(words, known)])
    return _analyzer(nlp), "an untrained network of en_core_web_sm's shape"


def _analyzer(nlp: Any) -> Judge:
    engine = import_module("presidio_analyzer.nlp_engine").SpacyNlpEngine(
        models=[{"lang_code": "en", "model_name": "given"}]
    )
    engine.nlp = {"en": nlp}
    tool = import_module("presidio_analyzer").AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])

    def judge(text: str) -> list[str]:
        return sorted({found.entity_type for found in tool.analyze(text=text, language="en")} - IDLE)

    return judge


def alt_profanity_check() -> tuple[Judge, str]:
    predict = import_module("profanity_check").predict
    return (lambda text: ["profane"] if predict([text])[0] else []), "predict, one text at a time"


def better_profanity() -> tuple[Judge, str]:
    profanity = import_module("better_profanity").profanity
    profanity.load_censor_words()
    return (lambda text: ["profane"] if profanity.contains_profanity(text) else []), "its own word list"


TOOLS = {
    tool.__name__: tool for tool in (redress, presidio, presidio_with_a_network, alt_profanity_check, better_profanity)
}


def main() -> None:
    asked: dict[str, Any] = json.load(sys.stdin)
    judge, how = TOOLS[sys.argv[1]]()
    for text in asked["speed"][:WARM]:
        judge(text)
    seconds = _seconds(judge, asked["speed"])
    if seconds < LONG:
        seconds = min(seconds, *(_seconds(judge, asked["speed"]) for _ in range(ROUNDS - 1)))
    flagged = {name: [list(judge(text)) for text in texts] for name, texts in asked["quality"].items()}
    said = {
        "how": how,
        "texts_a_second": len(asked["speed"]) / seconds,
        "flagged": flagged,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(said))


def _seconds(judge: Judge, texts: Sequence[str]) -> float:
    started = time.process_time()
    for text in texts:
        judge(text)
    return time.process_time() - started


if __name__ == "__main__":
    main()
