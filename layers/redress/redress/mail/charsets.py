"""Bytes to text by our own table: a label from a mail never reaches Python's codec registry.

That registry knows codecs that inflate, run for seconds or are no charsets at all (zlib, punycode, unicode_escape).
Here labels are read as browsers and mail programs read them: as a wider relative (gb2312 is gb18030).
"""

import re

from redress.mail.guessing import guess

LONGEST_LABEL = 64

_BY_CODEC = {
    "utf-8": "utf8n utf8sig cp65001 65001 utf8 unicode11utf8 utf8mb4 xutf8 unicode20utf8",
    "utf-16": "utf16 ucs2 iso10646ucs2 unicode csunicode",
    "utf-16-le": "unicodefeff utf16le unicodelittle",
    "utf-16-be": "unicodefffe utf16be unicodebig",
    "utf-32": "utf32 ucs4 iso10646ucs4",
    "utf-7": "cp65000 imap4utf7 utf7 unicode11utf7 xunicode20utf7",
    "cp1252": (
        "isolatin1 28591 iso88591windows31latin1 iso88591windows30latin1 latin11 iso88591 latin1 l1 isoir100 "
        "88591 iso885911987 usascii ascii ansix341968 iso646us us cp367 ibm367  "
        "windows1252 cp1252"
        " xcp1252 ansi xansi ibm819 cp819 iso8859 default xunknown unknown8bit 8bit binary none xuserdefined "
        "userdefined"
    ),
    "cp1250": "windows1250 cp1250 xcp1250",
    "cp1251": "windows1251 cp1251 xcp1251 win1251",
    "cp1253": "windows1253 cp1253 xcp1253",
    "cp1254": "isoir148 isolatin5 windows1254 cp1254 xcp1254 iso88599 latin5 l5 iso885991989",
    "cp1255": "windows1255 cp1255 xcp1255",
    "cp1256": "windows1256 cp1256 xcp1256",
    "cp1257": "windows1257 cp1257 xcp1257",
    "cp1258": "windows1258 cp1258 xcp1258",
    "iso8859-2": "isoir101 isolatin2 iso88592 latin2 l2 iso885921987",
    "iso8859-3": "isoir109 isolatin3 iso88593 latin3 l3",
    "iso8859-4": "isoir110 isolatin4 iso88594 latin4 l4",
    "iso8859-5": "isoir144 isolatincyrillic iso88595 cyrillic iso885951988",
    "iso8859-6": "isoir127 isolatinarabic ecma114 iso885961987 iso88596 arabic iso88596i iso88596e asmo708",
    "iso8859-7": "isoir126 isolatingreek ecma118 elot928 iso885971987 suneugreek iso88597 greek greek8",
    "iso8859-8": "isoir138 isolatinhebrew iso885981988 iso88598 hebrew iso88598i iso88598e logical visual",
    "iso8859-10": "isoir157 isolatin6 iso8859101992 iso885910 latin6 l6",
    "iso8859-13": "iso885913 latin7",
    "iso8859-14": "iso885914 latin8",
    "iso8859-15": "isolatin9 iso885915fdis iso885915 latin9 l9 latin0",
    "iso8859-16": "iso885916 latin10",
    "cp874": "dos874 tis6202533 windows874 cp874 ibm874 tis620 iso885911 xwindows874 tis620259",
    "koi8-r": "koi8r koi koi8 cskoi8r",
    "koi8-u": "koi8u koi8ru",
    "koi8-t": "koi8t",
    "kz1048": "pt154 csptcp154 kz1048 rk1048 strk10482002 ptcp154 cp154",
    "cp437": "cp437 ibm437 437",
    "cp720": "cp720 ibm720",
    "cp737": "cp737 ibm737",
    "cp775": "cp775 ibm775",
    "cp850": "cp850 ibm850 850",
    "cp852": "cp852 ibm852 852",
    "cp855": "cp855 ibm855",
    "cp857": "cp857 ibm857",
    "cp858": "cp858 ibm858 ibm00858",
    "cp860": "cp860 ibm860",
    "cp861": "cp861 ibm861",
    "cp862": "cp862 ibm862 dos862",
    "cp863": "cp863 ibm863",
    "cp864": "cp864 ibm864",
    "cp865": "cp865 ibm865",
    "cp866": "cp866 ibm866 866",
    "cp869": "cp869 ibm869",
    "mac-roman": "macintosh macroman mac xmacroman csmacintosh xmac",
    "mac-cyrillic": "xmaccyrillic maccyrillic xmacukrainian macukrainian",
    "mac-greek": "xmacgreek macgreek",
    "mac-turkish": "xmacturkish macturkish",
    "mac-iceland": "xmacicelandic macicelandic",
    "mac-romanian": "xmacromania xmacromanian macromanian",
    "mac-croatian": "xmaccroatian maccroatian",
    "mac-arabic": "xmacarabic macarabic",
    "hp-roman8": "hproman8 roman8 r8 ibm1051 cp1051",
    "utf-32-le": "utf32le",
    "utf-32-be": "utf32be",
    "mac-latin2": "xmacce xmaccentraleurroman macce maccentraleurope maclatin2",
    "gb18030": (
        "iso58gb231280 gb180302000 gbk2k eucgb2312cn gb18030 gb2312 gbk xgbk cp936 ms936 windows936 euccn xeuccn "
        "gb231280 chinese cngb isoir58 csgb2312 gb"
    ),
    "hz": "hz hzgb2312 hzgb",
    "big5hkscs": "big52003 big51984 big5hkscs big5 cnbig5 xxbig5 csbig5 big5et",
    "cp950": "cp950 ms950 windows950",
    "cp932": (
        "shiftjis sjis xsjis windows31j cswindows31j cp932 ms932 mskanji shiftjisx0213 windows932 xmsmscp932 csshiftjis"
    ),
    "euc_jp": "cp51932 eucjpwin eucjp xeucjp cseucpkdfmtjapanese ujis eucjpms",
    "iso2022_jp_ext": "iso2022jp csiso2022jp iso2022jp1 iso2022jpms cp50220 cp50221 cp50222 iso2022jpext",
    "iso2022_jp_2004": "iso2022jp2004 iso2022jp3",
    "iso2022_jp_2": "iso2022jp2 csiso2022jp2",
    "cp949": (
        "cp51949 euckr ksc56011987 ksc56011989 ksc5601 korean cp949 ms949 uhc windows949 xwindows949 ksx1001 "
        "cseuckr isoir149  "
        "xeuckr"
    ),
    "iso2022_kr": "iso2022kr csiso2022kr",
    "johab": "johab ms1361 cp1361",
}
CODECS = {label: codec for codec, labels in _BY_CODEC.items() for label in labels.split()}
_SAYS_NOTHING = frozenset(("usascii", "ascii", "unknown8bit", "xunknown", "8bit", "binary", "none", "default", "ansi"))
_SHIFTED = {"iso2022_jp_ext", "iso2022_jp_2004", "iso2022_jp_2", "iso2022_kr", "hz", "utf-7"}
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BEFORE = re.compile(r"^(?:cs|x|windows(?=cp|ibm)|win(?=\d)|(?=\d{3,5}$))+")
_WITHIN = re.compile(
    r"utf-?8|iso[-_ ]?8859[-_ ]?1?\d|(?:windows|cp)[-_ ]?125\d|koi8-?[ru]|gb(?:2312|18030|k)|big5|shift[-_]?jis|"
    r"euc[-_]?(?:jp|kr)|iso-?2022-?(?:jp|kr)",
    re.IGNORECASE,
)
_NOT_A_LETTER = re.compile(r"[^a-z0-9]")


def codec_of(label: str) -> str | None:
    """The codec that reads this label; None for what is no charset we know.

    What programs put before a name (`x-`, `cs`, `windows-cp`) or around it (`utf-8; format=flowed`) is passed over.
    """
    plain = _plain(label)
    if found := CODECS.get(plain):
        return found
    bare = _BEFORE.sub("", plain)
    if found := CODECS.get(bare) or CODECS.get(f"cp{bare}") or CODECS.get(f"windows{bare}"):
        return found
    within = _WITHIN.search(label[:LONGEST_LABEL])
    return CODECS.get(_plain(within.group())) if within else None


def _plain(label: str) -> str:
    return _NOT_A_LETTER.sub("", label[:LONGEST_LABEL].lower())


def decode(content: bytes, label: str = "") -> tuple[str, bool]:
    """The text, and whether it was read without a doubt. Without a usable label: UTF-8, by the letters, cp1252."""
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(marked, "replace"), True
    codec = codec_of(label) if label else None
    if codec is None and b"\x1b$" in content:
        codec = "iso2022_jp_ext"
    known = codec is not None or not label
    if codec in _SHIFTED:
        return _strict(content, codec) or (content.decode(codec, "replace"), False)
    if codec in {"utf-16", "utf-32"}:
        return _wide(content, codec)
    if codec is None or codec in {"cp1252", "utf-8"}:
        text = _strict(content, "utf-8")
        if text:
            return text[0], known
        silent = codec is None or _plain(label) in _SAYS_NOTHING
        guessed = guess(content) if silent else None
        return (content.decode(guessed, "replace"), False) if guessed else _western(content, declared=codec)
    return _strict(content, codec) or _strict(content, "utf-8") or (content.decode(codec, "replace"), False)


def _strict(content: bytes, codec: str) -> tuple[str, bool] | None:
    try:
        return content.decode(codec), True
    except UnicodeDecodeError:
        return None


def _western(content: bytes, *, declared: str | None) -> tuple[str, bool]:
    """Not UTF-8. Labelled so and nearly so, it was damaged on its way; else it is the old Western charset."""
    if declared == "utf-8":
        text = content.decode("utf-8", "replace")
        if text.count("\ufffd") <= len(text) // 50 + 1 and len(text) > 50:
            return text, False
    certain = declared == "cp1252"
    return (_strict(content, "cp1252") or (content.decode("latin-1"), certain))[0], certain


def _wide(content: bytes, codec: str) -> tuple[str, bool]:
    """Without a mark the byte order shows in where the zeros are."""
    size = 2 if codec == "utf-16" else 4
    low, high = content[0::size].count(0), content[size - 1 :: size].count(0)
    order = "le" if high > low else "be"
    return content.decode(f"{codec}-{order}", "replace"), True
