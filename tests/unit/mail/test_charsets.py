"""Labels as programs write them; what is no charset is none, whatever Python's registry knows by that name."""

import pytest

from redress.mail.charsets import CODECS, codec_of, decode

SPOKEN = {
    "cp1252": "Größe “x” – déjà vu",
    "cp1250": "zażółć gęślą jaźń",
    "cp1251": "Привет, уберите отзыв",
    "koi8-r": "Привет, уберите отзыв",
    "cp932": "日本語のレビュー",
    "euc_jp": "日本語のレビュー",
    "iso2022_jp_ext": "日本語のレビュー",
    "gb18030": "请删除这条评论",
    "big5hkscs": "請刪除這則評論",
    "cp949": "리뷰를 지워 주세요",
    "cp874": "ลบรีวิวนี้",
    "iso8859-8": "ביקורת",
    "iso8859-6": "مراجعة",
    "iso8859-7": "Κριτική",
    "cp1254": "İncelemeyi kaldırın",
    "cp850": "Größe",
    "mac-roman": "Größe",
}


@pytest.mark.parametrize("label, codec", [pair for pair in CODECS.items() if pair[1] in SPOKEN])
def test_a_label_reads_what_its_charset_wrote(label: str, codec: str) -> None:
    assert decode(SPOKEN[codec].encode(codec), label)[0] == SPOKEN[codec]


@pytest.mark.parametrize(
    "label, codec",
    [
        ("UTF-8; format=flowed", "utf-8"),
        ("'utf-8'", "utf-8"),
        ("en_US.UTF-8", "utf-8"),
        ("utf8n", "utf-8"),
        ("x-iso-8859-1", "cp1252"),
        ("csISOLatin2", "iso8859-2"),
        ("iso-ir-101", "iso8859-2"),
        ("win-1252", "cp1252"),
        ("windows-cp1251", "cp1251"),
        ("1250", "cp1250"),
        ("windows-1252http-equivContent-Type", "cp1252"),
        ("x-windows-950", "cp950"),
        ("CP_850", "cp850"),
        ("eucJP-win", "euc_jp"),
        ("KS_C_5601-1987", "cp949"),
    ],
)
def test_what_stands_around_a_name_is_passed_over(label: str, codec: str) -> None:
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    "label",
    ["zlib", "rot13", "punycode", "idna", "unicode_escape", "hex", "base64", "undefined", "mbcs", "cs", "x", "cp", ""],
)
def test_what_is_no_charset_is_none(label: str) -> None:
    assert codec_of(label) is None
