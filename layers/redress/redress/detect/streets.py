"""How an address is written: the words for streets, flats, boxes and the forms of postcodes in many countries.

Patterns for text as it was written: a street's name has a capital letter, which is most of what tells an address from
"a 2 hour drive".
"""

import re

_UP = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯΑ-ΩΆ-Ώ"
NAME = rf"[{_UP}][\w'’.-]{{1,24}}"
_SMALL = (
    r"(?:de la|de los|de las|de l'|del|della|delle|dei|degli|dello|de|di|da|do|dos|das|du|des|d'|von|van|der|den"
    r"|the|of|la|le|les|los|las|el|y|e|i|u)"
)
NAMES = rf"(?:(?:{_SMALL} |l'|d'|dell')?(?:{NAME} )){{0,4}}(?:{_SMALL} |l'|d'|dell')?{NAME}"
_SEP = r"[,;]?[ \n>?]{1,6}"
FLAT = (
    r"(?:(?:[Aa]pt|[Aa]partment|[Ff]lat|[Uu]nit|[Ss]uite|[Ss]te|[Aa]ppt|[Aa]pp|[Aa]pto|[Ww]ohnung|[Pp]iso"
    r"|[Pp]uerta|[Ii]nterno"
    r"|[Ss]cala|[Bb]loco|[Bb]us|[Ll]gh|[Dd]omu|m\.)\.? ?(?:n[o.º°]{1,2} ?)?|# ?)\d{1,5}[A-Za-z]?\b"
)
POSTCODE = (
    r"(?:[A-Z]{2},? \d{5}(?:-\d{4})?(?!\d)|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
    rf"|(?:[A-Z]{{1,2}}[- ])?(?:\d{{4,5}}|\d{{5}}-\d{{3}}|\d{{4}}-\d{{3}}|\d{{2}}-\d{{3}}|\d{{3}} \d{{2}}"
    rf"|\d{{4}} ?[A-Z]{{2}}) {NAME}"
    r"|[A-Z]{2,3} \d{4}(?!\d)|〒 ?\d{3}-\d{4}|\d{5}-\d{3}(?!\d)|\d{6}(?!\d))"
)
_PLACE = rf"(?P<place>(?:{_SEP}{FLAT}){{0,2}}{_SEP}(?:in )?(?:{NAME},? ){{0,4}}{POSTCODE})?"
_NUMBER = r"(?<![\w$€£.,-])\d{1,5}[a-zA-Z]?"
_AFTER = r"(?:n[.º°]{1,2} ?|nr\.? ?|nº ?)?\d{1,5}(?:[/-]\d{1,4})?[a-zA-Z]?(?![\w%.])"

_ENGLISH_NAME = rf"{_NUMBER} (?:[NSEW]\.? )?(?:{NAME} ){{1,3}}"
ENGLISH = re.compile(
    rf"{_ENGLISH_NAME}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Boulevard|Blvd|Crescent|Parkway|Highway)\b\.?{_PLACE}",
)
ENGLISH_WEAKLY = re.compile(
    rf"{_ENGLISH_NAME}(?:Drive|Dr|Court|Ct|Close|Terrace|Gardens|Grove|Mews|Way|Place|Square|Sq|Row|Walk|Hill|View)\b\.?"
    rf"{_PLACE}",
)
"""Words that goods have too ("2 Small Blue Court shoes"): a word beside it or a postcode must say it is a street."""

AMERICAN = re.compile(
    rf"(?<![\w$.])\d{{1,5}} (?:{NAME} ){{0,3}}{NAME}(?P<place>(?:{_SEP}{FLAT})?[, \n]{{1,2}}(?:{NAME} ){{0,2}}{NAME}"
    r",? [A-Z]{2},? \d{5}(?:-\d{4})?)(?!\w)",
)
SUFFIXED = re.compile(
    rf"(?<!\w)[{_UP}][\wäöüß.-]{{1,30}}?(?:straße|strasse|str\.|gasse|allee|weg|platz|damm|ufer|straat|laan|gracht"
    rf"|kade|singel"
    r"|dreef|steeg|vägen|gatan|gränd|veien|vegen|gade|katu|kuja|polku|braut|stræti|utca"
    r"|[ -](?:Straße|Strasse|Str\.|Weg|Gasse|Allee|Platz|Ring|Ufer|Damm|utca|útja?|tér))"
    rf" ?{_AFTER}{_PLACE}",
)
SUFFIXED_WEAKLY = re.compile(
    rf"(?<!\w)[{_UP}][\wäöüß.-]{{2,30}}?(?:ring|tie|vej|gate|gata|plein|hof|park|steig|berg) {_AFTER}{_PLACE}",
)
PREFIXED = re.compile(
    r"(?<!\w)(?:[Cc]alle|C/|[Aa]venida|[Aa]vda\.?|[Pp]aseo|[Gg]lorieta|[Rr]onda|[Cc]uesta|[Rr]ambla|[Cc]amino"
    r"|[Cc]allejón|[Pp]asaje|[Uu]rbanización|[Rr]ua|[Rr]úa|[Tt]ravessa|[Aa]lameda|[Rr]odovia|Viale|Piazza|Piazzale"
    r"|Vicolo"
    rf"|ul\.|ulica|[Uu]litsa|al\.|os\.|Rue|Impasse|Chemin|Quai) {NAMES},? {_AFTER}{_PLACE}",
)
PREFIXED_WEAKLY = re.compile(
    r"(?<!\w)(?:Via|Corso|Largo|Strada|Plaza|[Aa]cceso|Vial|[Cc]añada|Praça|Estrada|Av\.|Place|Am|An der|Auf dem"
    r"|Im|Zum|Zur)"
    rf" {NAMES},? {_AFTER}{_PLACE}",
)
FRENCH = re.compile(
    r"(?<![\w€$.,])\d{1,5}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|chemin|allée|impasse|quai|route|cours|square)"
    rf" {NAMES}{_PLACE}",
)
FLATTED = re.compile(
    rf"{_NUMBER},? (?=[^\n.!?#]{{0,60}}[{_UP}])(?:[\w'’./-]{{1,24}}[ ,]{{1,2}}){{0,5}}"
    rf"[\w'’./-]{{1,24}},?[ \n>?]{{1,6}}(?!#){FLAT}(?P<place>)"
)
BOX = re.compile(
    r"(?<!\w)(?:P\.? ?O\.? ?Box|Post Office Box|Postfach|Apartado(?: de [Cc]orreos)?|Apdo\.?|Caixa Postal"
    r"|Casella Postale|Postbus"
    rf"|Boîte Postale|Postboks|Postbox) ?(?:n[.º°]{{1,2}} ?)?\d{{1,6}}{_PLACE}",
)
MILITARY = re.compile(
    r"(?:(?<!\w)(?:PSC|CMR|Unit) \d{2,5},? Box \d{2,5}\W{1,4}|(?<!\w)USN?[SV] \w{2,20}\W{1,4})?"
    r"(?<!\w)(?P<place>[AFDafd][Pp][Oo],? A[AEPaep] \d{5})",
)
JAPANESE = re.compile(
    r"(?P<place>〒 ?\d{3}-?\d{4})?[^\S\n]?(?:東京都|北海道|(?:大阪|京都)府|[一-龠]{2,3}県)"
    r"[一-龠ぁ-んァ-ヶ]{1,8}[市区町村郡]"
    "(?=[一-龠ぁ-んァ-ヶ\\d\uff10-\uff19-]{1,24}?(?:丁目|番|号|[\\d\uff10-\uff19][-\u2010\u2212ー]))"
    "[一-龠ぁ-んァ-ヶ]{1,12}[\\d\uff10-\uff19]{0,4}(?:丁目|[-\u2010\u2212ー][\\d\uff10-\uff19]{1,4}|番地?|号){0,3}"
    "(?:[一二三四五六七八九十\\d\uff10-\uff19]{1,3}(?:番地?|号)){0,2}",
)
JAPANESE_POSTCODE = re.compile(r"〒 ?\d{3}-?\d{4}(?P<place>)")
CHINESE = re.compile(
    r"(?P<place>[一-龥]{2,8}?(?:省|市|自治区|区|县))[一-龥]{1,14}?(?:路|街|大道|巷|弄|胡同"
    r"|村)[一-龥]{0,4}[\d０-９]{1,5}号?(?:[一-龥]{0,6}[\d]{1,5}(?:栋|号楼|单元|室|号)){0,4}",
)
KOREAN = re.compile(
    r"(?P<place>(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충[북남]|전[북남]|경[북남]"
    r"|제주)[가-힣]{0,5} [가-힣]{1,6}(?:시|군|구)) ?[가-힣 ]{0,12}"
    r"[가-힣\d]{1,12}(?:로|길|동) ?\d{1,4}(?:-\d{1,4})?",
)
LINE = re.compile(
    rf"[ >?]{{0,6}}(?:.{{0,40}}, )?(?:\d{{1,5}}[a-zA-Z]? (?:[\w'’./,-]{{1,24}} ?){{1,7}}"
    rf"|(?:{NAME} ){{1,4}}\d{{1,5}}[a-z]?)\W{{0,3}}",
)
"""A line that could hold a street and a number; what stands on the next lines says whether it does."""

LINE_OF_A_PLACE = re.compile(
    rf"[ >?]{{0,6}}(?:{FLAT}|{POSTCODE}|(?:{NAME} ?){{1,4}}(?:\([\w ]{{2,20}}\) ?)?\d{{3,6}}"
    rf"|[A-Z]{{2}}[ ,]{{1,2}}\d{{3,6}}|\d{{4,6}})\W{{0,3}}",
)
STREET_WORD = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|lane|drive|boulevard|blvd|court|close|way|square|rue|calle|via|rua|avenida"
    r"|stra(?:ß|ss)e"
    r"|platz|weg|plaza|piazza|ul|box)\b|(?:straße|strasse|straat|gatan|vägen|vej|gade|katu|utca)\b",
)
