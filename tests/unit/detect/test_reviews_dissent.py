"""Harsh, honest, angry, ironic, in many languages: who is shown these in vain stops believing the findings."""

import pytest

from tests.builders.findings import fired

HONEST = {
    "an angry but fair one-star review": (
        "Terrible. It died after nine days, hisses like a kettle and I want my money back. Rubbish."
    ),
    "harmless swearing at a thing": "Holy shit, this blender is loud as hell, but damn, it works.",
    "swearing at bad quality": "What a piece of crap. The bloody zip broke on day one.",
    "a threat to a product": "If it beeps once more I will smash this toaster with a hammer.",
    "another threat to a product": "I could kill this printer. I swear it will go out of the window.",
    "a killer product": "Killer headphones, the bass is insane and the battery is a beast.",
    "a product that is to die for": "The chocolate is to die for, I would murder somebody for the last piece, ha.",
    "a quoted insult": 'The box says "idiot-proof", and my brother still called me an idiot for buying it.',
    "an insult to oneself": "I was such an idiot to believe the pictures.",
    "irony": "Great, another charger that catches fire. Just what I always wanted.",
    "disagreement with other customers": (
        "I disagree with everybody here: the sound is flat and the praise is beyond me."
    ),
    "disagreement with one review": "The reviewer who found it too small has not read the size chart. Mine fits.",
    "a verdict on a company": "Greedy company. They took out the good filter and raised the price. Shame on them.",
    "a warning of public interest": (
        "Be careful: the plug got so hot that it melted. I reported it to the safety office."
    ),
    "a call not to buy": "Do not buy this. Everybody should stay away from it.",
    "a lawsuit announced": "If I don't get my refund by Friday you will hear from my lawyer.",
    "an honest comparison with a competitor": (
        "The Millbrae one costs less, pours better and has lasted three years. Buy that instead."
    ),
    "a comparison with one's old one": "I still prefer my old Brodel kettle, it is quieter.",
    "a fast verdict": "Meh.",
    "capitals and marks": "WORST PURCHASE EVER!!! DO NOT BUY!!!",
    "a refund": "They refunded me without a word. The lamp itself is still bad.",
    "a gift": "It was a gift from my aunt, she paid too much for it.",
    "a discount for everybody": "Got it in the spring sale for half the price, at that price it is fine.",
    "a bug with a link to the shop's own product": (
        "Error 17 each time. It only works with https://shop.example/products/hub-2."
    ),
    "a word on the parcel beside the product": (
        "The parcel came two days late, but the knife is sharp and well balanced."
    ),
    "a word on the seller beside the product": (
        "Friendly seller. The lid leaks and the handle gets hot, so three stars."
    ),
    "medical words": "My doctor told me to use it on my breast after the surgery; it healed well.",
    "a toy for adults, plainly": "The vibrator is quiet and the battery lasts; the box is discreet.",
    "a thriller's plot": (
        "He kills his wife in chapter two and hides the body. The police are corrupt and the ending is cheap."
    ),
    "a garden": "Kills weeds in a day. Shoot it at the roots and they die.",
    "a dog": "My bitch had six puppies in it and it still looks new.",
    "a cock": "The cock weathervane turns in the lightest wind.",
    "a film's gun": "The best Nerf gun, we shot each other all afternoon.",
    "a free sample given to everybody": "There was a free sample of tea in the box, nice touch.",
    "work in the same trade": "I am a carpenter and use it every day. Good steel.",
    "a friend's praise": "My friend bought it first and told me to get one too. She was right.",
    "a German verdict": "Absoluter Schrott. Nach zwei Tagen kaputt, eine Frechheit für das Geld. Finger weg!",
    "a German disagreement": "Ich verstehe die vielen guten Bewertungen nicht. Mir ist es zu laut und zu schwer.",
    "a Spanish verdict": "Una mierda de suela, se despegó a los dos meses. No lo compréis.",
    "a French verdict": "Une vraie camelote, les coutures prennent l'eau. Fuyez.",
    "an Italian verdict": "Che schifo. Dopo una settimana non funzionava più. Soldi buttati.",
    "a Portuguese verdict": "Péssimo. O cabo partiu ao terceiro dia, uma vergonha por este preço.",
    "a Dutch verdict": "Wat een rommel. Na een week kapot en veel te duur. Niet kopen.",
    "a Japanese verdict": "最悪でした。三日で壊れて、正直腹が立ちました。お金の無駄です。",
    "a Chinese verdict": "质量太差了，用了两天就坏，真是垃圾，千万别买。",
    "a Korean verdict": "최악이에요. 이틀 만에 고장났고 돈이 아깝습니다. 절대 사지 마세요.",
    "a Polish verdict": "Straszny bubel. Po dwóch dniach się zepsuł. Nie polecam.",
    "a Swedish verdict": "Ren skit, gick sönder efter en vecka. Köp inte.",
    "a Turkish verdict": "Berbat bir ürün, iki günde bozuldu. Almayın.",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HONEST.items()])
@pytest.mark.parametrize("rating", [1, None])
def test_it_is_no_violation(text: str, rating: int | None) -> None:
    assert fired(text, rating=rating, url="https://shop.example/reviews/R1") == set()
