"""Abuse: of people, not of things."""

import pytest

from redress.model import Route
from tests.builders.findings import fired, marked, routed, the_finding

HARASSMENT = "respect.harassment"

ABUSE = [
    (HARASSMENT, "You are a pathetic idiot and everybody knows it."),
    (HARASSMENT, "To the reviewer below: you moron, learn to read."),
    (HARASSMENT, "The seller is a fucking scumbag."),
    (HARASSMENT, "Whoever wrote this book is a complete imbecile."),
    (HARASSMENT, "Idiot seller, moron staff."),
    (HARASSMENT, "Kill yourself, nobody will miss you."),
    (HARASSMENT, "I hope you die of cancer, all of you at this shop."),
    (HARASSMENT, "Go back to your country."),
    (HARASSMENT, "Du bist ein Vollidiot und ein Versager."),
    (HARASSMENT, "Sie sind doch alle Arschl\u00f6cher!"),
    (HARASSMENT, "Eres un imb\u00e9cil, como todos los que venden aqu\u00ed."),
    (HARASSMENT, "T'es vraiment un connard."),
    (HARASSMENT, "Voc\u00ea \u00e9 um babaca."),
    (HARASSMENT, "Sei un coglione."),
    (HARASSMENT, "お前は本当にクズだな。"),
    (HARASSMENT, "店主は頭がおかしい、死ね。"),
    (HARASSMENT, "你们老板就是个脑残"),
    (HARASSMENT, "사장 개새끼야"),
    ("respect.threat", "I know where you live and I will break your legs."),
    ("respect.threat", "I'm going to kill you, you hear me?"),
    ("respect.threat", "We will burn down your shop tonight."),
    ("respect.threat", "Watch your back from now on."),
    ("respect.threat", "Ich wei\u00df, wo du wohnst."),
    ("respect.threat", "Ich bringe dich um."),
    ("respect.threat", "Te voy a matar, ya ver\u00e1s."),
    ("respect.threat", "Je vais te retrouver, je sais o\u00f9 tu habites."),
    ("respect.threat", "夜道に気をつけろよ。"),
    ("respect.incitement", "Somebody should burn down their warehouse."),
    ("respect.incitement", "Everyone go and beat up the owner on Saturday."),
    ("respect.incitement", "Geht hin und z\u00fcndet ihr Haus an."),
    ("respect.incitement", "Hay que quemar su tienda con ellos dentro."),
    ("respect.incitement", "Il faut les tuer tous."),
    ("respect.obscenity", "I jerk off to the pictures in it."),
    ("respect.obscenity", "Suck my dick, then we talk about stars."),
]


@pytest.mark.parametrize("guideline,text", ABUSE)
def test_abuse_of_people_fires_and_goes_to_a_person(guideline: str, text: str) -> None:
    assert guideline in fired(text)
    assert routed(text) is Route.HUMAN_REVIEW


HARSH_BUT_FAIR = [
    "This damn kettle is shit. It leaked from day one.",
    "What a piece of crap. Total garbage, do not buy this trash.",
    "The worst fucking headphones I have ever owned, I am furious.",
    "I was an idiot to buy this.",
    "I'm going to kill him, I thought, when my husband bought a second one.",
    "My wife will kill me if she sees the price.",
    "I feel so stupid for trusting the stars.",
    "You would have to be an idiot to build a lid like that.",
    "An idiot-proof manual would have helped.",
    "A killer product at a killer price. This drill kills it.",
    "This spray will kill them all: ants, wasps, the lot.",
    "I could kill this printer. I want to throw it out of the window.",
    "The villain is a bastard and the heroine shoots him in the face.",
    "My dog is a big pig when it comes to these treats.",
    "The company should be ashamed. Never again. Zero stars.",
    "I will report you to the ombudsman and see you in court.",
    "You will regret buying this, save your money.",
    "He called me an idiot on the phone when I asked for a refund.",
    'The manual says "you are a moron" on page 3, very funny.',
    "You are not an idiot if you cannot open it, nobody can.",
    "The death of the author is the point of the novel.",
    "Boycott them. Tell everybody. Do not shop here.",
    "Helps with dry skin on the penis and around the vagina, my doctor recommended it.",
    "Verdammter Mist, das Ding ist Schei\u00dfe und kam kaputt an.",
    "Was f\u00fcr ein Saftladen, nie wieder!",
    "Una mierda de producto, tir\u00e9 el dinero.",
    "C'est de la merde, n'achetez pas \u00e7a.",
    "ゴミみたいな商品。金返せ。バカ高いし最悪。",
    "垃圾产品，千万别买",
    "Shoots great pictures, hits hard, sick bass, wicked fast.",
    "Bring your kids, everyone go and see it, it is a blast.",
    "Beat the egg whites, then hang the cloth to dry and shoot.",
    "Scunthorpe United mug, arrived with a crack. Cocktail glasses were fine.",
]


@pytest.mark.parametrize("text", HARSH_BUT_FAIR)
def test_harsh_words_on_a_thing_and_fair_anger_are_no_violation(text: str) -> None:
    assert fired(text) == set()


EVASIONS = [
    ("You are an 1d10t", "You are an 1d10t"),
    ("You are an i d i o t!", "You are an i d i o t"),
    ("You are an i.d.i.o.t", "You are an i.d.i.o.t"),
    ("You are a m\u043er\u043en", "You are a m\u043er\u043en"),
    ("You are an idi\u200bot", "You are an idi\u200bot"),
    ("You are a mooooooron", "You are a mooooooron"),
    ("You are an \uff49\uff44\uff49\uff4f\uff54", "You are an \uff49\uff44\uff49\uff4f\uff54"),
    ("you are an \u00efd\u00ef\u00f6t", "you are an \u00efd\u00ef\u00f6t"),
    ("You @$$hole", "You @$$hole"),
    ("You are a b*tch", "You are a b*tch"),
]


@pytest.mark.parametrize("text,shown", EVASIONS)
def test_an_evasion_fires_and_the_span_shows_what_was_written(text: str, shown: str) -> None:
    assert HARASSMENT in fired(text)
    assert shown in marked(text, HARASSMENT)


@pytest.mark.parametrize("text", ["You are a 5 star shop", "you are 2x4", "A B C D E F", "you are #1", "soooooo good"])
def test_numbers_and_letters_that_hide_nothing_stay_as_they_are(text: str) -> None:
    assert fired(text) == set()


def test_an_insult_aimed_at_nobody_is_only_a_hint() -> None:
    finding = the_finding("What idiot thought of this lid?", HARASSMENT, by="abuse")

    assert not finding.fired
    assert finding.score < 0.5


def test_russian_stays_russian() -> None:
    good_kettle = (
        "\u041e\u0447\u0435\u043d\u044c \u0445\u043e\u0440\u043e\u0448\u0438\u0439 \u0447\u0430\u0439\u043d\u0438\u043a"
    )

    assert fired(good_kettle) == set()
