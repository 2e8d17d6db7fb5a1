"""Reviews written by hand for the guidelines on respect, each beside its near miss. A machine decides none."""

import pytest

from redress.model import Route
from tests.builders.findings import fired, routed

BREACHES = {
    "respect.harassment": {
        "an insult to another customer": "Tobias, who wrote the one-star review: you are a pathetic idiot.",
        "an insult to the seller": "The seller is a stupid moron and a liar.",
        "an insult in disguise": "You are an 1d10t, all of you who like this.",
        "a German insult": "Der Verkäufer ist ein Vollidiot, du dummes Arschloch.",
        "a Spanish insult": "Eres un imbécil y un hijo de puta.",
        "a French insult": "Le vendeur est un connard, tu es un imbécile.",
        "a Japanese insult": "店員は馬鹿野郎だ。お前は本当にバカだな。",
    },
    "respect.threat": {
        "a threat at the gate": "I know when your shift ends. I will break your fingers.",
        "a threat between the lines": "I know where you live and I will find you.",
        "a death threat": "I am going to kill you and your family.",
        "a German threat": "Ich weiß, wo du wohnst, und ich werde dich umbringen.",
        "a Spanish threat": "Sé dónde vives y te voy a matar.",
    },
    "respect.incitement": {
        "a call to burn": "Geht alle hin und zündet ihr Lager an. Samstag, bringt Benzin.",
        "a call to hurt": "Somebody should go there and beat them up. Who is coming?",
        "hatred of a people": "These people are vermin and should all be gassed.",
    },
    "respect.obscenity": {
        "lewd talk that is no use of the thing": "I used the rest of the pot to jerk off with. Try it on your dick.",
    },
    "respect.defamation": {
        "a crime stated as fact": "The owner is a convicted fraudster.",
        "a bribe stated as fact": "The company bribed the inspectors to look away.",
        "sawdust stated as fact": "They mix sawdust into the beans, and they paid the food inspector to look away.",
        "a Spanish crime stated as fact": "El dueño es un delincuente condenado.",
    },
    "respect.pile_on": {
        "a call to attack together": "Everyone please give this shop one star until they close.",
        "a call to a profile": "Allons tous ce soir sur son profil, un message d'insultes chacun.",
    },
    "respect.erasure": {
        "a call to report": "Everybody please report the one-star review until they take it off.",
        "pressure on an author": "Delete your review or you will hear from us.",
    },
}

NEAR_MISSES = {
    "a threat to a toaster": "I will smash this toaster if it burns my bread again.",
    "a threat of a complaint": "I will report you to the consumer office and take you to court.",
    "a quoted insult": 'The man in the shop called me "an idiot", and I left.',
    "an idiot in the mirror": "I was an idiot and put it in the dishwasher.",
    "an idiot-proof manual": "Even an idiot can assemble it.",
    "stupid design": "What a stupid place for a button. Whoever thought of that?",
    "damn good": "Damn good coffee, hell yes.",
    "a thriller": "The killer waits at the gate and breaks her fingers. I slept badly.",
    "a game with guns": "You shoot zombies and burn their camp, great fun.",
    "kill time": "Good to kill time on the train.",
    "an opinion on the price": "This price is a crime, what a rip-off.",
    "an experience told as it happened": "They refused my refund twice and closed the ticket. I call that dishonest.",
    "a warning about safety": "The battery swelled and caught fire on my desk. Be careful.",
    "a book on crime": "The book is about a convicted murderer and a corrupt inspector.",
    "many unhappy customers": "I see that many others had the same trouble with the zip.",
    "a call not to buy": "Everybody, save your money and do not buy it.",
    "good faith about a report": "I reported this to the seller and they replaced it.",
    "a cream for the skin": "Helps with sore nipples and a dry bottom, the midwife told me.",
}


@pytest.mark.parametrize(
    "guideline,text",
    [pytest.param(guideline, text, id=name) for guideline, cases in BREACHES.items() for name, text in cases.items()],
)
def test_it_is_shown_to_a_person(guideline: str, text: str) -> None:
    assert guideline in fired(text)
    assert routed(text) in {Route.HUMAN_REVIEW, Route.LEGAL_REVIEW}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in NEAR_MISSES.items()])
def test_it_is_left_alone(text: str) -> None:
    assert fired(text) == set()
