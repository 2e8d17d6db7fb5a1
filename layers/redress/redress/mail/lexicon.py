"""The words by which people say what is wrong, in the languages we read. Data: each line a guideline or kind and its patterns.

A word here only says what a sender points to: it bears on the queue and never on the outcome.
"""

from collections.abc import Mapping

from redress.mail.words import Words, any_of

GUIDELINES: Mapping[str, Words] = {
    "privacy.personal_data": any_of(
        r"\b(?:my|our|his|her|their|private|personal|home|real|full|employee'?s?)\s(?:\w+\s){0,2}(?:phone|"
        r"telephone|mobile|cell|"
        r"e-?mail(?:\saddress)?|address|surname|full name|real name|name and address|number plate|licen[cs]e plate)\b",
        r"\b(?:phone|telephone|mobile|cell)\s?(?:number|no\b)",
        r"\b(?:personal|private)\s(?:data|information|details|info)\b|\bdox+(?:ed|ing|es)?\b|\bhome address\b|"
        r"\bprivacy\b",
        r"\b(?:names?|named|naming|identif(?:y|ies|ied))\s(?:me|us|my (?:wife|husband|son|daughter|child|employee|"
        r"colleague))\b",
        r"telefonnummer|handynummer|mobilnummer|\bprivatadresse|(?:meine|unsere|private|seine|"
        r"ihre)\s(?:\w+\s)?(?:adresse|anschrift|"
        r"nummer|e-?mail-?adresse|daten|namen?)\b|personenbezogen|persönliche\sdaten|privatsphäre|klarname",
        r"num[ée]ro\s(?:personnel\s)?de\s(?:t[ée]l[ée]phone|portable)|donn[ée]es\s(?:personnelles|priv[ée]es|"
        r"à caractère personnel)|"
        r"adresse\s(?:personnelle|priv[ée]e|postale|e-?mail)|vie\spriv[ée]e|mon\s(?:nom|num[ée]ro|adresse)\b",
        r"n[úu]mero\sde\s(?:tel[ée]fono|m[óo]vil|celular|telefone)|datos\s(?:personales|privados)|dados\spessoais|"
        r"mi\s(?:nombre|"
        r"direcci[óo]n|tel[ée]fono|n[úu]mero|correo)|direcci[óo]n\s(?:particular|postal|de\smi)|privacidad",
        r"numero\sdi\s(?:telefono|cellulare)|dati\s(?:personali|privati)|telefoonnummer|persoonsgegevens|privégegevens",
        r"電話番号|携帯番号|個人情報|住所|メールアドレス|本名|実名|氏名|プライバシー|电话号码|手机号|個資|"
        r"个人信息|隐私|전화번호|개인정보",
        r"номер\sтелефона|персональн\w+\sданн|личн\w+\sданн|номер телефону",
    ),
    "respect.threat": any_of(
        r"\b(?:threat(?:en(?:s|ed|ing)?|s)?|death threat|kill (?:me|us|you|him|her|them)|burn (?:down|my|our)|"
        r"hurt (?:me|us|you))\b",
        r"\b(?:be)?droh(?:t|ung|ungen|en|end)\b|todesdrohung|umbringen|menac(?:e|es|er|é|ée|ant)\b|amenaz\w*|"
        r"minacci\w*|bedreig\w*",
        r"脅迫|脅し|殺害|殺す|殺し|威胁|恐吓|협박|угроз\w*|угрожа\w*|ameaç\w*",
    ),
    "respect.incitement": any_of(
        r"\bincit(?:e|es|ing|ement)\b|\bcalls? (?:for|to) (?:violence|attack)|\bhate\s?speech\b|\bracis[tm]\w*|"
        r"\bracial(?:ly)?\b|\banti-?semit",
        r"volksverhetz|hetze\b|hetzt\b|rassis\w*|aufruf zu(?:r|m)?\s|incitation|haineux|racist[ae]s?|racismo|"
        r"incita\w*|odio\b",
        r"ヘイト|差別|人種|扇動|煽動|歧视|煽动|혐오|разжиган",
    ),
    "respect.harassment": any_of(
        r"\bharass(?:es|ing|ment|ed)?\b|\bstalk(?:s|ing|ed|er)?\b|\bbully(?:ing)?\b|\babus(?:ive|es me|ing me)\b|"
        r"\binsult(?:s|ed|ing)?\b|"
        r"\boffensive\b|\bslurs?\b|\bcalls (?:me|us|my|our)\b",
        r"beleidig\w*|belästig\w*|mobbing|stalk\w*|beschimpf\w*|harc[èe]l\w*|insult\w*|injur(?:es|e|ieux|ieuse)|"
        r"acoso|acosa\w*|molest\w+|"
        r"insolent|offes[aeo]\b|offensiv[oae]|pesten\b|scheldt",
        r"嫌がらせ|侮辱|誹謗|中傷|暴言|悪口|骚扰|侮辱|괴롭힘|모욕|оскорб\w*|травл\w*",
    ),
    "respect.obscenity": any_of(
        r"\b(?:obscen\w+|pornograph\w+|porn|lewd|indecent|sexual(?:ly)?|nude|nudity|vulgar|swear\s?words?|"
        r"foul language)\b",
        r"obszön\w*|pornografi\w*|sexuell\w*|vulgär\w*|obsc[èe]n\w*|sexuel\w*|vulgaire\w*|obscen[oa]s?|"
        r"sexual(?:es)?\b|volgar\w*|osceno",
        r"わいせつ|猥褻|卑猥|性的|淫秽|色情|음란|непристойн|порнограф",
    ),
    "respect.defamation": any_of(
        r"\bdefam\w+|\blibel\w*|\bslander\w*|\b(?:false|untrue|fabricated|invented|lying)\s(?:\w+\s)?(?:statement|"
        r"accusation|claim|allegation|fact)s?\b|"
        r"\ballegations?\b.{0,40}\b(?:false|untrue)\b|\b(?:lies|lying) about\b|\bdamag(?:es|ing) (?:to )?(?:our|"
        r"my) reputation\b",
        r"verleumd\w*|üble nachrede|rufschädig\w*|rufmord|(?:unwahre|falsche)\s(?:tatsachen)?behauptung\w*|"
        r"geschäftsschädig\w*|schmähkritik",
        r"diffam\w*|calomni\w*|difam\w*|calumni\w*|injurias|calunni\w*|laster(?:lijk)?\b|smaad",
        r"名誉毀損|名誉棄損|名誉を(?:毀損|傷)|信用毀損|虚偽|事実無根|诽谤|名誉|명예훼손|клевет\w*",
    ),
    "identity.impersonation": any_of(
        r"\bimpersonat\w+|\b(?:poses?|posing|pretend(?:s|ing)?) (?:as|to be)\b|\bfake (?:profile|identity|"
        r"account in my)\b|\bin (?:my|our) name\b",
        r"gibt sich als|gibt vor,|in meinem namen|identitätsdiebstahl|usurp\w*|se fait passer|suplant\w*|"
        r"se hace pasar|si spaccia|"
        r"doet zich voor|なりすまし|成りすまし|冒充|사칭|выда[её]т себя",
    ),
    "promotion.compensated": any_of(
        r"\b(?:paid|bribed?|offered|offers|gets?|got|received|given)\b.{0,40}\b(?:review|stars|money|gift ?card|"
        r"voucher|refund|free product|"
        r"cash|commission)\b|\b(?:gift ?card|voucher|cash ?back|refund)s?\b.{0,40}\b(?:for|in exchange|"
        r"in return)\b|\bin exchange for\b|"
        r"\bextort\w*|\bblackmail\w*|\bpaid reviews?\b|\bincentivi[sz]ed\b",
        r"bezahlte?\w*\s(?:bewertung|rezension)\w*|gekaufte?\w*\s(?:bewertung|rezension)|gutschein\w*\s(?:für|"
        r"gegen|im austausch)|erpress\w*|"
        r"gegen (?:geld|bezahlung)|avis (?:payé|acheté|rémunéré)\w*|contre (?:un remboursement|de l'argent)|"
        r"carte[- ]cadeau|"
        r"rese[ñn]as? (?:pagad|comprad)\w*|a cambio de|tarjeta regalo|chantaj\w*|soborn\w*|recension\w+ (?:pagat|"
        r"comprat)\w*|in cambio di",
        r"報酬|ギフト券|ギフトカード|謝礼|やらせ|返金.{0,12}レビュー|レビュー.{0,12}(?:返金|報酬)|好评返现|收买|"
        r"대가|за деньги|купленн",
    ),
    "promotion.competitor": any_of(
        r"\b(?:a|our|my|by|from|rival|direct)\s?(?:\w+\s)?competitors?\b|\bcompeting (?:seller|shop|brand|product|"
        r"company)\b|\brival (?:seller|shop)\b",
        r"konkurren(?:t|z|ten|tin)\w*|mitbewerber\w*|wettbewerber\w*|concurrent[es]?\b|concurrence|competidor\w*|"
        r"competencia|concorren\w*|"
        r"concurrent\b|競合|ライバル|同業他社|竞争对手|경쟁사|конкурент\w*",
    ),
    "promotion.conflict_of_interest": any_of(
        r"\b(?:his|her|their|its|your|the seller's|own)\s(?:own\s)?(?:wife|husband|brother|sister|family|friend|"
        r"employee|cousin|staff|"
        r"product|shop|company|book)s?\b.{0,50}\b(?:wrote|written|review\w*|posted)\b|\b(?:reviewer|author|"
        r"writer) (?:is|works|worked|was)\b.{0,40}"
        r"\b(?:seller|owner|employee|brother|sister|wife|husband|friend|cousin|for the)\b|"
        r"\bconflict of interest\b|\b(?:ex|former)[- ]employee\b|"
        r"\breview(?:s|ing|ed)? (?:his|her|their) own\b",
        r"interessenkonflikt|eigene\w*\sprodukt|ehemalige\w*\smitarbeiter|(?:bruder|schwester|frau|mann|"
        r"freund)\sde[sr]\s(?:verkäufer|händler)|"
        r"conflit d'intérêts|ancien(?:ne)? (?:employé|salarié)|conflicto de inter|ex ?-?emplead\w+|"
        r"conflitto d'interess|"
        r"自社|関係者|身内|元従業員|従業員が|利益相反|利益冲突|конфликт интересов",
    ),
    "promotion.external_link": any_of(
        r"\b(?:external|outside|suspicious|spam|phishing|affiliate)\s(?:\w+\s)?(?:links?|urls?|website)\b|"
        r"\blinks? to (?:another|an external|a|his|her|"
        r"their|other)\s(?:\w+\s)?(?:shop|site|website|store|page)\b",
        r"(?:externe[rn]?|fremde[rn]?)\s(?:link|seite|shop|website)|link (?:zu|auf) (?:eine|einen|ander)|"
        r"lien (?:externe|vers)|enlace (?:externo|a )|"
        r"外部リンク|外部サイト|リンクが(?:貼|含)|外部链接|외부 링크|внешн\w+ ссылк",
    ),
    "promotion.advertising": any_of(
        r"\b(?:advertis\w+|\bads?\b|promot(?:es|ing|ion|ional)|solicit\w*|spam(?:my|ming)?|promo ?codes?|"
        r"discount codes?)\b",
        r"werbung|werbe\w+|schleichwerbung|rabattcode|publicit\w+|code promo|publicidad|anuncio|propaganda|"
        r"pubblicit\w+|reclame\b|"
        r"広告|宣伝|勧誘|スパム|クーポンコード|广告|推销|광고|реклам\w*|спам",
    ),
    "rights.copied_text": any_of(
        r"\bcop(?:ied|y|ying|ies)\b.{0,40}\b(?:from|text|word for word|verbatim|my|our|blog|review)\b|"
        r"\bplagiar\w+|\bcopyright\w*|\bstolen (?:text|"
        r"photo|review|words)|\bmy (?:photo|picture|text|own review)s?\b.{0,40}\bwithout\b",
        r"urheber\w*|plagiat\w*|kopiert|abgeschrieben|droits? d'auteur|plagi\w+|copié\w*|derechos? de autor|"
        r"copiad[oa]|copiat[oa]|diritto d'autore|"
        r"auteursrecht|著作権|無断転載|転載|盗用|盗作|コピー|抄袭|版权|저작권|표절|авторск\w+ прав|плагиат",
    ),
    "integrity.repost": any_of(
        r"\b(?:re-?post(?:ed|ing|s)?|posted (?:it )?again|same review again|is back again|already removed|"
        r"was removed before|reappeared)\b",
        r"erneut (?:veröffentlicht|eingestellt|gepostet)|wieder (?:online|da|eingestellt)|à nouveau publi|"
        r"republi\w+|de nouevo|"
        r"publicad\w+ de nuevo|再投稿|再掲載|また投稿|重新发布|재게시|повторно",
    ),
    "integrity.surge": any_of(
        r"\b(?:review[- ]?bomb\w*|(?:dozens|hundreds|lots|many|several|flood|wave|"
        r"series) of (?:\w+\s)?(?:one[- ]star |1[- ]star |fake |negative |bad |"
        r"positive |five[- ]star )?reviews?|coordinated|mass reviews?|campaign against)\b",
        r"bewertungsflut|shitstorm|massenhaft|viele (?:schlechte|negative) (?:bewertung|rezension)|"
        r"avalanche d'avis|vague d'avis|avalancha|"
        r"oleada de rese|大量の(?:レビュー|投稿|低評価)|組織的|大量差评|리뷰 폭탄|накрутк",
    ),
    "authenticity.fake": any_of(
        r"\b(?:fake|fraudulent|bogus|made[- ]?up|fabricated|not (?:a )?(?:genuine|real)|bot|ai[- ]generated|"
        r"written by (?:a )?(?:bot|machine|ai)|"
        r"chatgpt)\b.{0,40}\b(?:reviews?|customer|account|experience|reviewer|text)\b|\breviews? (?:is|are|looks?|"
        r"seems?)\s(?:\w+\s)?(?:fake|bogus|"
        r"fraudulent|generated)|\bnever (?:bought|ordered|purchased|used|was (?:a|our) customer|been (?:a|"
        r"our) customer)\b|\bnot (?:a|our) customer\b|\bfake review",
        r"fake[- ]?(?:bewertung|rezension)|gefälscht|(?:war|ist) (?:nie|kein) kunde|nie (?:gekauft|bestellt)|"
        r"faux avis|avis (?:faux|bidon|frauduleux)|"
        r"jamais (?:acheté|client|commandé)|rese[ñn]as? fals|falsa rese|nunca (?:compr|fue client)|"
        r"recension\w+ fals|falsa recension|nep-?(?:recensie|review)",
        r"偽レビュー|偽の(?:レビュー|口コミ)|フェイク|サクラ|購入していない|購入履歴(?:が|は)(?:ない|ありません)|"
        r"客ではない|虚假评论|假评论|刷单|가짜 리뷰|허위 리뷰|"
        r"фальшив|поддельн|накручен",
    ),
    "relevance.off_topic": any_of(
        r"\boff[- ]?topic\b|\bnothing to do with\b|\bnot about (?:the|this|our) (?:product|item)\b|\b(?:another|"
        r"wrong|different) product\b|\birrelevant\b",
        r"nichts mit (?:dem|diesem|unserem) (?:produkt|artikel)|hat nichts .{0,30} zu tun|falsche[sm]? produkt|"
        r"hors[- ]sujet|rien à voir|"
        r"nada que ver|otro producto|fuori tema|無関係|関係のない|関係ない|商品と関係|无关|관련 없는|не относится",
    ),
}
