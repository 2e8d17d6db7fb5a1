"""Which language a text is in, as far as the choice of weights needs it: by script, then by the commonest words."""

import re
from functools import lru_cache

from redress.detect.features import tokens

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
_LATIN = re.compile(r"[a-z]")
_COMMON = {
    "en": "the and is you to of it in that this for my with was are not have be on they at your so we if he just what"
    " but his all me like i'm it's don't u get do no her she who",
    "de": "der die das und ist nicht ich sie ein eine zu den mit es auf fur im dem von so wie auch wir sind aber man"
    " was noch hat bei nur werden oder haben wenn dass ihr euch er du mir mal",
    "es": "el la de que y en los las es un una no por con para se lo como su al del mas pero me te si ya este eres muy"
    " porque cuando mi tu esta todo eso hay esto yo le",
    "pt": "o a de que e do da em um uma nao os no na com por para se mas como mais ao eu voce ele ela meu minha tem ser"
    " esta isso muito vai foi so tu pra vc q pro sao pq essa esse mano kkk kkkk",
    "fr": "le la les des et est un une pas que je ne pour dans ce il qui sur vous avec plus au c'est mais on en du"
    " tres tout elle nous sont ont j'ai",
    "it": "il lo la di che e non un una per in sono con mi ma come si gli del della piu anche questo molto ho ha le dei"
    " era ci",
    "nl": "de het een en van ik te dat die in is niet op je met voor zijn er maar ook als aan heb nog wel bij wat om",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_ENOUGH_LETTERS = 0.25  # a brand in Latin letters does not make a Korean review English


@lru_cache(maxsize=16)
def language_of(text: str, told: str = "") -> str:
    """Empty where nothing can be said. What the author's language is said to be decides between equals."""
    latin = len(_LATIN.findall(text))
    for language, script in _SCRIPTS:
        if len(script.findall(text)) > latin * _ENOUGH_LETTERS:
            return language
    words = {token.word for token in tokens(text)}
    told = told.lower().partition("-")[0]
    votes = {language: len(words & common) + (language == told) * 0.5 for language, common in _WORDS.items()}
    best = max(votes, key=lambda language: votes[language])
    if votes[best]:
        return best
    return "en" if latin and text.isascii() else ""
