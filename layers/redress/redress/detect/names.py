"""Names of private people, where the words around one say that it is somebody's.

A name alone may be anybody's: authors, actors and brands have names too, and a customer may praise them. So a name
needs a word that leads to a private person: a role ("my neighbour"), a request ("ask for"), a form ("name:"), a
signature, a home. Talk of books, films and songs takes that away again.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from redress.detect.context import Hint
from redress.detect.folding import Folded
from redress.detect.languages import language_of
from redress.detect.people import FULL, FULL_IN_JAPANESE, HAN, has_given_name, is_a_name

GUIDELINE = "privacy.personal_data"
_SAYS = "what looks like a private person's full name"

_ROLE = (
    r"(?:husband|wife|son|daughter|brother|sister|(?:great |grand){0,3}(?:father|mother)|mum|mom|dad|aunt|uncle"
    r"|cousin|friend"
    r"|partner|mann|frau|sohn|tochter|bruder|schwester|hijo|hija|hermano|hermana|marido|mari|femme|fils|fille"
    r"|frère|sœur"
    r"|seller|vendor|technician|installer|electrician|fitter|repairman|representative|rep|agent|neighbou?rs?|landlord"
    r"|landlady|tenant|plumber|driver|courier|postman|nurse|colleague|coworker|co-worker|ex|ex-wife|ex-husband|boss"
    r"|manager|supervisor|employee|worker|cashier|salesman|saleswoman|salesperson|clerk|assistant|receptionist|owner"
    r"|teacher|doctor|dentist|therapist|roommate|flatmate|stalker|customer|guy|woman|lady|man|person|reviewer"
    r"|verkäufer(?:in)?|nachbar(?:in)?|chef(?:in)?|kolleg(?:e|in)|mitarbeiter(?:in)?|vermieter(?:in)?|fahrer(?:in)?"
    r"|techniker(?:in)?|inhaber(?:in)?|lehrer(?:in)?|vendedora?|vecin[oa]|jef[ae]|técnic[oa]|emplead[oa]|dueñ[oa]"
    r"|vendeu(?:r|se)|voisine?|patron(?:ne)?|technicien(?:ne)?|employée?|livreur|propriétaire|venditore|venditrice"
    r"|vicin[oa]|commess[oa]|tecnico|impiegat[oa]|corriere|padrone|verkoper|buurman|buurvrouw|monteur|medewerker"
    r"|collega|eigenaar|vizinh[oa]|chefe|técnic[oa]|funcionári[oa]|don[oa])"
)
_OWNER = (
    r"(?:the|this|that|our|my|your|his|her|their|an?|named|der|die|dem|den|mein\w{0,2}|unser\w{0,2}|el|la|mi|su"
    r"|nuestr[oa]|le|mon|ma"
    r"|notre|il|lo|mio|mia|nostr[oa]|de|mijn|onze|o|meu|minha|noss[oa])"
)
_LEADS = re.compile(
    r"(?:\b(?:contact|ask (?:there )?for|asked for|speak (?:to|with)|spoke (?:to|with)|talk(?:ed)? (?:to|with)"
    r"|complain(?:ed)? (?:to|about)|deal(?:t)? with|met with|meet with|served by|sold (?:to me )?by"
    r"|follow(?:ed)? up with"
    r"|addressed to|reach out to|report(?:ed)? to|fragen sie nach|wenden sie sich an|pregunt(?:ar?|en) por"
    r"|hablé con|demande[rz]|parlé (?:à|avec)|chiedete di|ho parlato con|vraag naar|pergunt(?:e|ar) por|falei com)"
    rf"(?: (?:the|der|dem|el|la|le) {_ROLE},?)?"
    rf"|\b{_OWNER} (?:[\w'-]{{2,14}} ){{0,2}}{_ROLE}(?:'s name is|'s named| named| (?:was )?called| is|,? (?:mr"
    rf"|mrs|ms|dr)\.?|,| namens| heißt| ist| llamad[oa]| se llama"
    r"| nommée?| qui s'appelle| di nome| si chiama| genaamd| heet| chamad[oa])?) $",
)
_ASKED_FOR = re.compile(
    r"\b(?:contact|ask(?:ed)? for|speak (?:to|with)|seller|vendor|technician|representative|customer service"
    r"|account|name[?:])"
    r"[^.!?\n]{0,24}$",
)
_NAMED = re.compile(
    r"\b(?:(?:my|his|her|their|the (?:seller|owner|driver|author)'s|real|full|account|billing|customer|whose|partner's"
    r"|husband's|wife's|maiden|last|family)(?: (?:real|full|maiden))? name(?:'s| is| was)?:?|surname(?: is|:)"
    r"|name:|name\?|(?:mein|sein|ihr|richtiger|voller) name (?:ist|lautet)|nachname:?|(?:me|se) llamo?a?"
    r"|(?:mi|su) nombre (?:completo )?es|(?:je m'|il s'|elle s')appelle|(?:mon|son) nom (?:complet )?est|mi chiamo"
    r"|si chiama|il (?:mio|suo) nome è|mijn naam is|(?:zijn|haar) naam is|(?:me|se) chamo?a?|(?:meu|seu) nome é"
    r"|名前は|氏名は|本名は|担当(?:者)?(?:は|の|:|：)|店員の|販売員の|隣(?:の人)?の) ?$",
)
_IN_A_FORM = re.compile(
    r"\bname\b[^.!\n]{0,30}[?:]\s{1,2}(?:\w{1,10}: )?$|\b(?:name|statement|card|account|reservation|order|booking"
    r"|beneficiary|nombre|nom|konto)\b[^.!?\n]{0,60}"
    r"\b(?:to|is|under|for|add|as|auf|a nombre de|au nom de) $|\bi want to add $|\bunder (?:the name )?$",
)
_INTRODUCED = re.compile(
    r"(?:\b(?:hello|hi|hey),? (?:this is|i am|i'm)|^(?:i am|i'm)|[.!?] (?:i am|i'm)|\bich bin|\bsono) $"
)
_LIVES_ON = re.compile(
    r",? (?:(?:who |der |die )?(?:lives?|living|resides|works|wohnt|arbeitet|vive|trabaja|habite|travaille|abita"
    r"|lavora|woont|werkt|mora)"
    r"\b|(?:from|at|of|in) (?:the )?(?:customer (?:service|support|care)|(?:tech(?:nical)? )?support|sales|returns"
    r"|billing"
    r"|complaints|(?:the |this |that )?(?:shop|store|branch|warehouse|call cent(?:er|re)))\b"
    r"|(?:vom|aus dem|von der) (?:kundenservice|kundendienst|support|vertrieb|laden|filiale)"
    r"|del servicio|du service client|dell'assistenza|van de klantenservice|do atendimento)"
    r"|'s (?:(?:home|mobile|cell|private|e-?mail) )?(?:phone|number|address|house|flat|apartment|e-?mail|mobile|cell)\b"
    rf"|,? (?:who (?:is|was) )?(?:my|our|the|this) (?:\w{{2,12}} )?{_ROLE}\b"
    r"|(?: ?さん|様|氏)",
)
_SERVED_BY = re.compile(
    r"\b(?:(?:installed|served|delivered|fixed|repaired|sold|helped|assisted|handled|scammed|cheated|harassed"
    r"|treated|called"
    r"|contacted|e?mailed|texted|insulted|ripped off|lied to|answered) (?:to (?:me|us) |off )?by"
    r"|(?:thanks|thank you|kudos|credit|shout ?out|hats off)(?: so much| again| very much)?(?: to|,)?"
    r"|bedient von|beraten von|dank an|atendid[oa] por|gracias a|servie? par|merci à|servit[oi] da|grazie a"
    r"|geholpen door) $",
)
_DOES = re.compile(
    r",? (?:(?:has |had |who )?(?:told|refused|promised|hung up|answered|sold|delivered|installed|repaired|charged"
    r"|insulted|yelled"
    r"|shouted|scammed|cheated|lied|ignored|assisted|emailed|replied|called|contacted|screwed|ripped) (?:me|us|my"
    r"|our|the (?:phone|call)|to (?:me|us)|at (?:me|us)|on (?:me|us)|over)\b"
    r"|(?:was|is) (?:\w{2,10} ){0,2}(?:rude|unprofessional|impolite|unhelpful|condescending|helpful|courteous"
    r"|polite|dishonest|knowledgeable)\b"
    r"|helped (?:me|us)|(?:hat|war) (?:mich|mir|uns|sehr|so)? ?(?:unfreundlich|unverschämt|beschimpft|beraten|betrogen)"
    r"|(?:me|nos) (?:dijo|atendió|insultó|engañó|cobró)|(?:m'a|nous a) (?:dit|insulté|arnaqué|vendu|répondu))",
)
_GOODBYE = re.compile(
    r"(?:regards|sincerely|yours(?: truly| faithfully)?|cheers|thank you|thanks|grüßen|grüße|gruß|lg|saludos"
    r"|atentamente"
    r"|cordialement|saluti|groeten|groetjes|abraços|cumprimentos)[,.!]?\s{1,3}$",
)
_ON_STAGE = re.compile(
    r"\b(?:books?|novels?|films?|movies?|story|stories|author|writer|characters?|plays?|played|playing|starring|stars"
    r"|direct(?:ed|or)|season|episodes?|actors?|actress|songs?|albums?|bands?|singer|music|read|reads|reading|chapter"
    r"|series|script|plot|narrat(?:or|ed)|biography|memoir|thriller|mystery|tale|heroine|protagonist|detective"
    r"|murder(?:ed|er)?|romance|cast|poems?|paintings?|buch|roman|autorin?|libro|novela|película"
    r"|autora?|livre|film|auteure?|romanzo|boek|livro)\b|監督|著者|作者|主演|小説|映画|作家",
)
_ROLE_FIRST = re.compile(rf"{_ROLE} ", re.IGNORECASE)
_BEFORE, _AFTER, _STAGE = 90, 60, 100
_ONLY_A_NAME = 40
_LONG_ENOUGH = 4
_MANY, _ENOUGH = 12, 2


def hints(text: Folded, author_lang: str = "", of_the_product: str = "") -> Iterator[Hint]:
    """`of_the_product` is its title: an author or brand that stands there is no private person."""
    original = text.original
    matches = chain(FULL.finditer(original), FULL_IN_JAPANESE.finditer(original) if HAN.search(original) else ())
    for match in matches:
        start, end = match.span("name")
        role = _ROLE_FIRST.match(original, start, end)  # German nouns have capital letters: "dem Verkäufer Jan Olsen"
        start = role.end() if role else start
        name = original[start:end]
        if role and not FULL.fullmatch(name):
            continue
        if not is_a_name(name) or any(part in of_the_product for part in name.split() if len(part) >= _LONG_ENOUGH):
            continue
        score = _score(text, start if role else match.start(), end, name, author_lang)
        if score:
            yield Hint(GUIDELINE, score, _SAYS, text.field, (start, end))


def _score(text: Folded, start: int, end: int, name: str, author_lang: str) -> float:
    before = text.original[max(0, start - _BEFORE) : start].lower()
    after = text.original[end : end + _AFTER].lower()
    language = language_of(text.text, author_lang)
    # A foreign name among English words needs no list; a German noun has a capital letter too.
    known = has_given_name(name) or (language == "en" and not name.isascii())
    score = 0.0
    if _NAMED.search(before) or _LEADS.search(before):
        score = 0.68 if known else 0.5 if language == "de" else 0.62
    elif known and (_DOES.match(after) or _SERVED_BY.search(before)):
        score = 0.63
    elif known and (_LIVES_ON.match(after) or _IN_A_FORM.search(before) or _INTRODUCED.search(before)):
        score = 0.64
    elif known and _signs(text, end, before):
        score = 0.62
    return min(score, 0.5) if score and _is_on_stage(text, start, end, before) else score


def _signs(text: Folded, end: int, before: str) -> bool:
    """The name is the last word, after a greeting or all by itself."""
    if text.field != "text" or len(text.original) - end > _AFTER or text.original[end:].strip(" .\n"):
        return False
    return _GOODBYE.search(before) is not None or (len(text.original) <= _ONLY_A_NAME and not before.strip())


def _is_on_stage(text: Folded, start: int, end: int, before: str) -> bool:
    if _ON_STAGE.search(_sentence(text.original, start, end).lower()):
        return True
    return _ASKED_FOR.search(before) is None and _is_about_a_story(text.text)


@lru_cache(maxsize=4)
def _is_about_a_story(text: str) -> bool:
    """The people of a story have neighbours and bosses as well."""
    return len({match.group() for match in islice(_ON_STAGE.finditer(text), _MANY)}) >= _ENOUGH


def _sentence(original: str, start: int, end: int) -> str:
    first, last = max(0, start - _STAGE), end + _STAGE
    before = re.split(r"[!?\n]|\. ", original[first:start])[-1]
    return before + re.split(r"[!?\n]|\. ", original[end:last])[0]
