"""Which charset bytes are in that no label speaks for, by how a language's letters are spread.

Some mail programs of old name no charset and send the local one. Words all in high bytes are no Western text. A guess
is made only when one language's commonest letters show, and is said to be one (`charset_doubtful`).
"""

import re

LONGEST = 4_000
FEWEST = 8
"""High bytes: with fewer nothing can be told."""

_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_WORDS = re.compile(rb"[\x80-\xff]{3,}")
_CYRILLIC = "оеаинтсрвл"
_HAN = "的一是不了人我在有他这这中大来上个国到说们为子和你地出道也时年得就那要下以生会"
_HAN_OLD = "的一是不了人我在有他這中大來上個國到說們為子和你地出道也時年得就那要下以生會"
_COMMON: tuple[tuple[str, str, float], ...] = (
    ("koi8-r", _CYRILLIC, 0.35),
    ("cp1251", _CYRILLIC, 0.35),
    ("cp866", _CYRILLIC, 0.35),
    ("euc_jp", "のにはをたがでてとしれさいなもする", 0.2),
    ("cp932", "のにはをたがでてとしれさいなもする", 0.2),
    ("cp949", "이다는을가에의고하지를은로한기사리해", 0.12),
    ("gb18030", _HAN, 0.06),
    ("big5hkscs", _HAN_OLD, 0.06),
)


def guess(content: bytes) -> str | None:
    """The codec whose language these bytes show; None where they look Western or like nothing we know."""
    sample = content[:LONGEST]
    high = len(_HIGH.findall(sample))
    if high < FEWEST or sum(map(len, _HIGH_WORDS.findall(sample))) * 2 < high:
        return None
    shares = {codec: _share(sample, codec, common) / least for codec, common, least in _COMMON}
    best = max(shares, key=lambda codec: shares[codec])
    return best if shares[best] >= 1 else None


def _share(sample: bytes, codec: str, common: str) -> float:
    """How many of the letters that are not Latin are among the commonest; none where the bytes do not fit."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError as broken:
        if broken.start < len(sample) - 4 or len(sample) < LONGEST:
            return 0.0
        text = sample[: broken.start].decode(codec)  # the sample was cut within a letter
    letters = [letter for letter in text if letter > "\x7f"]
    return sum(map(common.count, letters)) / len(letters) if letters else 0.0
