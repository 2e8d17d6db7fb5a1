"""What a name looks like: capitals, titles, common given names; and the scripts that write none of these."""

import re
import unicodedata
from functools import cache
from pathlib import Path

_GIVEN_NAMES = Path(__file__).with_name("phrases") / "given_names.txt"

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯΑ-Ω"
_LOWER = "a-zß-öø-ÿĀ-žа-яёά-ώ"
_PART = rf"[{_UPPER}][{_LOWER}]{{1,20}}(?:[-'’][{_UPPER}][{_LOWER}]{{1,20}})?"
_INITIAL = rf"[{_UPPER}]\.?"
_PARTICLE = r"(?:de|del|della|di|da|do|dos|das|van|von|der|den|ten|ter|la|le|al|el|bin|ibn|zu)"
_BETWEEN = rf"(?:{_PARTICLE}|Mc|O'|{_INITIAL}|{_PART})"
TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Sgt|Ing|Mag|Dipl\.? ?-? ?(?:Ing|Kfm)|Univ\. ?-? ?Prof|Herrn?|Frau"
    r"|Hr|Sra?|Srta|Don|Doña|Señora?|Mme|Mlle|Monsieur|Madame|Sig|Sig\.ra|Signora?|Dott|Dhr|Mevr|Pan|Pani)\b\.? ?)"
)
_LATIN = rf"(?P<titles>{TITLE}{{0,3}})(?P<name>(?:{_PART})(?: {_BETWEEN}){{0,3}} (?:{_PARTICLE} ){{0,2}}(?:{_PART}))"
_SURNAMES = (
    "佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|林|斎藤|斉藤|清水"
    "|山崎|阿部|森|池田"
    "|橋本|山下|石川|中島|前田|藤田|後藤|小川|岡田|村上|長谷川|近藤|石井|坂本|遠藤|青木|藤井|西村|福田|太田|三浦"
    "|藤原|岡本|松田|中川"
    "|中野|原田|小野|田村|竹内|金子|和田|中山|石田|上田|森田|小島|柴田|原|宮崎|酒井|工藤|横山|宮本|内田|高木|安藤"
    "|島田|谷口|大野|高田"
    "|丸山|今井|河野|藤本|村田|武田|上野|杉山|増田|小山|大塚|平野|菅原|久保|松井|千葉|岩崎|桜井|木下|野口|松尾"
    "|野村|菊地|菊池|佐野"
    "|杉本|新井|浜田|古川|市川|水野|小松|五十嵐|北村|西田|菅野|川口|東|山内|平田|川崎|飯田|吉川|本田|久保田|沢田|辻|関"
)
_JAPANESE = rf"(?P<name>(?<![一-龠々])(?:{_SURNAMES}|[一-龠々]{{2}})[ \u3000][一-龠々ぁ-んァ-ヶ]{{1,4}}(?![一-龠々]))"
FULL = re.compile(rf"(?=[{_UPPER}])(?<![\w@.-]){_LATIN}(?![\w@])")
FULL_IN_JAPANESE = re.compile(_JAPANESE)
"""A full name as it is written; most of what looks so is none."""

HAN = re.compile("[一-龠]")
_NO_NAMES = frozenset(
    """
    the this that these those my our your his her their its and but for with from not very dear best good great love
    of in on at to mr mrs ms miss sir lady lord king queen prince princess captain saint san santa new old planet doctor
    just only also even all any some when what why how who where there here then than after before
    der die das den dem des ein eine mein meine unser unsere ihr ihre sein seine und aber nicht sehr nur auch mit bei
    el la los las un una mi mis su sus muy pero con por para le les une mon ma mes notre votre son sa ses tres mais avec
    il lo gli mio mia nostro nostra suo sua molto per het een mijn onze zijn zeer maar voor os as um uma meu minha nosso
    """.split(),
)


@cache
def given_names() -> frozenset[str]:
    """Read when somebody is first looked for."""
    lines = _GIVEN_NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def _transliterated(letter: str) -> str:
    return {"ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ß": "ss", "å": "a", "ð": "d", "þ": "th"}.get(letter, letter)


def bare(word: str) -> str:
    folded = unicodedata.normalize("NFKD", "".join(_transliterated(letter) for letter in word.casefold()))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def is_a_name(written: str) -> bool:
    """Two words with capital letters, and none of those that sentences begin with."""
    return bare(written.split(maxsplit=1)[0]) not in _NO_NAMES


def has_given_name(name: str) -> bool:
    """One of its words but the last is a given name that is hardly ever another word."""
    if HAN.search(name):
        return True
    words = re.findall(r"[^\W\d_]+", name)
    return any(bare(word) in given_names() for word in words[:-1])
