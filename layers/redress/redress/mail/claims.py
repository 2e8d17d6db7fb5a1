"""The words by which a mail shows what else it is: a legal claim, another team's business, something for us.

Data, like `lexicon`. Who only speaks of a lawyer is a customer; a letter has a lawyer's phrases or a lawyer's title. A
legal claim sends a mail to people who may weigh it; nothing here decides anything.
"""

import re
from collections.abc import Mapping

from redress.mail.words import Words, any_of
from redress.model import LegalKind, Relation

# The profession as a title: on a line of its own, or in front of a name at a line's beginning.
TITLE = (
    r"^[ \t*_-]{0,4}(?:[^\n.,!?]{0,40}[ ,]{1,2})?(?:rechtsanw[aä]lt(?:e|in|innen)?|attorneys?|solicitors?|barrister|"
    r"avocate?s?|abogad[oa]s?|avvocat[oi]|advocaat|advogad[oa])[ \t]*(?:,[^\n]{0,40})?$"
    r"|^[ \t]{0,4}(?:rechtsanw[aä]lt(?:e|in|innen)?|maître|attorney|abogad[oa]|avv\.)\s(?:dr\.?\s)?\w{2,20}"
    r"(?:\s\w{2,20}){0,2}[ \t]*$"
    r"|^[^\n。]{0,20}弁護士[ \u3000]{1,2}[^\n。]{2,12}$"
)

# What a customer says of lawyers and courts without bringing a letter or an order of theirs.
ONLY_SPOKEN_OF = re.compile(
    r"(?<!am )(?<!are )(?<!as )\b(?:my|our|his|her|their|your|a|an|any|some|the) (?:own )?(?:lawyer|attorney|solicitor|"
    r"barrister|legal team|law firm|legal counsel)s?\b(?! (?:for|at law))|"
    r"\b(?:tennis|food|squash|badminton|basketball) courts?\b|"
    r"\b(?:get|getting|obtain|seek|want|without|unless there is|apply for|go for|need|no|await|wait for) (?:a |an |any )?"
    r"(?:court order|court decision|court ruling|injunction|subpoena|restraining order)s?\b|"
    r"\b(?:send|sending|get|expect|receive) (?:you )?(?:a |an )?(?:cease[- ]and[- ]desist|lawyer'?s letter)\b|"
    r"\b(?:meine[nm]?|unsere[nm]?|eine[nm]?|ihre[nm]?|seine[nm]?|zum|beim|den|dem) (?:rechts)?anw[aä]lt(?:in|e|en|s)?\b|"
    r"\b(?:mit|ohne|eine) (?:einer )?(?:abmahnung|einstweilige[rn]? verfügung|gerichtsbeschluss)\b.{0,30}"
    r"\b(?:drohen|rechnen|erwirken|beantragen|holen)\b|"
    r"\b(?:mon|ma|notre|un|une|votre|son) avocate?s?\b|\b(?:mi|un|una|nuestr[oa]|su) abogad[oa]s?\b|"
    r"\b(?:mio|un|nostro) avvocato\b|\b(?:mijn|een|onze) advocaat\b|"
    r"弁護士(?:に|へ|と|を|にも)(?:相談|依頼|連絡|話|立て|雇|通|頼|お願い)|(?:我的|我们的|请)律师|내 변호사|변호사(?:와|에게) 상담"
)

LEGAL: Mapping[LegalKind, Words] = {
    LegalKind.COURT_ORDER: any_of(
        r"\b(?:court|judicial)\s(?:order|decree|ruling|decision|judgment|injunction)\b|\b(?:preliminary|interim|"
        r"permanent|temporary) injunction\b|"
        r"\border of the\s(?:\w+\s){0,4}court\b|\bsubpoena\b|\brestraining order\b|"
        r"\bthe court (?:has )?(?:orders?|ordered|rul(?:es|ed))\b",
        r"einstweilige verfügung|gerichtsbeschluss|beschluss des (?:\w+\s)?(?:land|amts|oberlandes|"
        r"bundes)?gericht\w*|gerichtliche (?:anordnung|entscheidung)|"
        r"urteil des \w*gericht\w*|ordonnance (?:de référé|du tribunal|judiciaire|du juge)|décision (?:de justice|"
        r"du tribunal|judiciaire)|"
        r"jugement du tribunal|orden judicial|auto judicial|sentencia (?:judicial|del (?:juzgado|tribunal))|"
        r"resoluci[óo]n judicial|medida cautelar|"
        r"ordinanza del tribunale|ordine del (?:tribunale|giudice)|gerechtelijk bevel|ordem judicial|decisão judicial",
        r"仮処分|裁判所(?:の|より|から)?(?:命令|決定|判決)|判決(?:書|正本|に基づ)|法院(?:命令|判决|裁定)|법원 (?:명령|결정|판결)|"
        r"решени\w+ суда|постановлени\w+ суда",
    ),
    LegalKind.IDENTITY_DISCLOSURE: any_of(
        r"\b(?:disclose|disclosure of|reveal|provide|hand over|surrender|release)\b(?:(?!\b(?:my|our|his|her)\b).){0,60}"
        r"\b(?:identity|identifying information|names? and address(?:es)?|ip address|"
        r"account (?:data|details|information)|subscriber|user data|contact details)\b.{0,60}\b(?:review\w*|"
        r"author|poster|user|customer|person|who)\b|"
        r"\b(?:disclose|disclosure of|reveal|request|demand|require|obtain)\b.{0,30}\bidentity of (?:the )?"
        r"(?:reviewer|author|poster|person who)\b|"
        r"\b(?:tell|inform|provide) (?:me|us)\b.{0,30}\bwho (?:wrote|posted|published|is behind)\b.{0,60}\b(?:address|ip)\b",
        r"(?:auskunft über|herausgabe|mitteilung|offenlegung).{0,60}(?:identität|bestandsdaten|nutzerdaten|"
        r"verfasser|namen? und anschrift)|"
        r"identität de[sr] (?:verfasser|rezensent|nutzer|autor)\w*|bestandsdaten|communi\w+ (?:de )?l'identité|"
        r"(?:données|éléments) (?:d'identification|permettant d'identifier)|"
        r"identité de l'auteur|revelar? la identidad|"
        r"datos (?:identificativos|de identificaci[óo]n|de contacto) del? (?:autor|usuari)|"
        r"identidad del? (?:autor|usuario)|identità dell'autore|"
        r"identiteit van",
        r"投稿者の.{0,20}開示|発信者情報|開示請求|情報開示|身分披露|披露.{0,8}身份|신원 공개|раскрыт\w+ личност",
    ),
    LegalKind.LAWYER_LETTER: any_of(
        r"\b(?:i|we) (?:act|am acting|are acting|write|am writing|are writing) (?:for|on behalf of) (?:my |our |the )?"
        r"(?:client|company|claimant|mr|mrs|ms|dr)\b|\b(?:on behalf of|represent(?:ing|s)?|instructed by) (?:my|our|"
        r"the) client\b|\bour client\b|\bmy client\b|\bcease[- ]and[- ]desist\b|\battorneys?[- ]at[- ]law\b|\bllp\b|"
        r"\blaw (?:firm|office)s? (?:of|representing|acting)\b|\blegal counsel (?:for|to|of)\b|\bletter before "
        r"(?:action|claim)\b|\bsolicitors? (?:for|acting)\b|"
        r"\bwe act (?:for|on behalf of)\b|\bwe (?:are|have been) instructed by\b|"
        r"\b(?:this|our) firm (?:represent|act)s\b|\bi act on behalf of (?:mr|mrs|ms|dr|the|my client)\b|"
        r"\b(?:am|are|as) (?:the |an? )?(?:attorney|lawyer|solicitor|barrister|counsel)s?\b.{0,30}\b(?:for|to the|of|represent\w*|"
        r"act(?:ing)?)\b|\b(?:i|we) represent (?:mr|mrs|ms|dr|the (?:company|claimant|manufacturer|owner)s?)\b|"
        r"\b(?:this|letter|mail) is (?:a )?formal notice\b|\bgive you (?:formal )?notice\b|"
        r"\bput you on (?:formal )?notice\b|"
        r"\bwe are (?:the )?(?:solicitors|attorneys|a law firm)\b",
        r"anwaltskanzlei|rechtsanwaltskanzlei|\bkanzlei\b|unser(?:er|e|en)? mandant\w*|mein(?:er|e|en)? mandant\w*|"
        r"namens und (?:in|im) (?:vollmacht|auftrag)|abmahnung|unterlassungserklärung|strafbewehrt|"
        r"vertretung unserer|anwaltlich versicher\w*|anwaltlich (?:vertreten|beauftragt)|"
        r"(?:rechtlich|anwaltlich)en? (?:interessen|vertretung)|"
        r"\bbin (?:\w+ )?(?:rechts)?anw[aä]lt(?:in)?\b.{0,40}\bvertrete|"
        r"cabinet d'avocats|\bavocats? (?:au|à la|du) (?:barreau|cour)|"
        r"mise en demeure|\b(?:mets?|mettons|mettre) en demeure|\b(?:suis|sommes) (?:l')?avocate?s?\b.{0,30}\b(?:représent|"
        r"agi|interv|de la |de m)|qualité (?:de conseil|d'avocate?)|je représente (?:la société|l'entreprise|les intérêts|"
        r"m(?:me|onsieur|adame|\.))|au nom et pour le compte|notre cabinet (?:représente|défend|assiste|conseille)|"
        r"(?:mon|notre) client(?:e)?\b.{0,40}(?:demande|exige|m'a)|agissant au nom|"
        r"\bbufete\b|despacho de abogad|burofax|requerimiento (?:formal|extrajudicial)|(?:mi|nuestr[oa]) (?:cliente|"
        r"representad[oa])\b|en representaci[óo]n (?:legal )?de|"
        r"nombre y (?:en )?representaci[óo]n|"
        r"\bsoy (?:el |la )?(?:abogad[oa]|letrad[oa])\b.{0,30}\b(?:represent|actú|de la |"
        r"del )|\bcomo abogad[oa] de |\ben (?:calidad|condici[óo]n) de (?:abogad|letrad)|"
        r"\brepresento (?:a la (?:empresa|sociedad)|los intereses|legalmente)|"
        r"studio legale|diffida|in nome e per conto|advocatenkantoor|ingebrekestelling|notificação extrajudicial|"
        r"namens (?:mijn )?cli[ëe]nt",
        r"法律事務所|代理人(?:として|である|弁護士)|弁護士(?:で|として|の立場).{0,20}代理|依頼[人者]を代理|内容証明|通知人(?<!被通知人)|当職|律师(?:事务所|函)|법무법인|"
        r"адвокатск\w+ (?:бюро|контор)",
        TITLE,
    ),
    LegalKind.COPYRIGHT: any_of(
        r"\bdmca\b|\bcopyright (?:infring\w+|notice|violation|claim|owner|holder)\b|\binfring\w+ (?:of )?(?:my|"
        r"our|the)?\s?copyright\b|\b512\(c\)|\b(?:own|hold|owns|holds) (?:the |all )?copyright\b",
        r"\b(?:als|bin (?:der|die)) urheber(?:in)?\b|\binhaber(?:in)? der (?:urheber|nutzungs)recht|"
        r"urheberrechtsverletzung|urheberrechtlich|verletzung (?:meines|unseres|des) urheberrecht\w*|(?:atteinte|"
        r"violation|contrefaçon).{0,30}droits? d'auteur|"
        r"infracci[óo]n.{0,30}derechos? de autor|violazione.{0,30}diritto d'autore|auteursrechtinbreuk",
        r"著作権(?:侵害|を侵害)|侵犯.{0,6}(?:版权|著作权)|저작권 침해|нарушени\w+ авторск",
    ),
    LegalKind.DEFAMATION: any_of(
        r"\bdefamation\b|\bdefamatory\b|\blibel(?:l?ous)?\b|\bslander(?:ous)?\b",
        r"verleumd(?:ung|erisch)\w*|üble[rn]? nachrede|§+\s?18[5-7]\s?stgb|diffamatoire\w*|diffamation|"
        r"calomnieu\w*|difamaci[óo]n|difamatori\w*|calumni\w*|"
        r"diffamazione|diffamatori\w*|smaadschrift|difamação",
        r"名誉毀損|名誉棄損|信用毀損|诽谤罪?|명예훼손|клевет\w*",
    ),
    LegalKind.PRIVACY: any_of(
        r"\bgdpr\b|\bgeneral data protection regulation\b|\bright to (?:be forgotten|erasure)\b|"
        r"\bdata protection (?:act|law|officer|authority|"
        r"violation)\b|\bart(?:icle|\.)? ?17\b.{0,20}\bgdpr\b|"
        r"\b(?:invasion|violation|breach) of (?:my |our )?privacy\b|\bccpa\b|\b(?:under|per) art(?:icle|\.) ?17\b|"
        r"\b(?:erase|erasure of|right to delete) (?:all )?(?:my|our|the) (?:personal )?data\b",
        r"\bds-?gvo\b|datenschutz(?:verletzung|verstoß|beauftragt|recht|grundverordnung)\w*|recht auf (?:löschung|"
        r"vergessen\w*)|persönlichkeitsrecht\w*|löschung (?:meiner|unserer|der) (?:personenbezogenen )?daten|"
        r"(?:effacement|suppression) de (?:mes|nos|ses) données|supresi[óo]n de (?:mis|nuestros|sus) datos|"
        r"\brgpd\b|droit à (?:l'oubli|l'effacement)|atteinte à (?:la|ma|notre) vie privée|derecho al olvido|"
        r"derecho de supresi[óo]n|\blopd(?:gdd)?\b|"
        r"protecci[óo]n de datos|diritto all'oblio|\bavg\b|\blgpd\b",
        r"プライバシー(?:の)?侵害|プライバシー権|個人情報保護法|忘れられる権利|侵犯隐私|개인정보 ?보호법|"
        r"персональн\w+ данн\w+.{0,20}закон",
    ),
}

COURT = any_of(
    r"\b(?:high|regional|superior|supreme|circuit|district|county|federal|local|crown|magistrates'?|family|commercial) "
    r"courts?\b|\bcourt of (?:appeals?|justice|first)\b|\bthe court\b(?!-| (?:shoe|scene|case|drama)s?\b)|"
    r"\bmagistrate\b|(?<!to )(?<!not )(?<!be the )\bjudge\b(?! (?:the|it|this|me|my|by|for)\b)|"
    r"\b(?:mr|mrs|ms)\.? justice\b",
    r"\b(?:land|amts|oberlandes|bundes|kammer|verwaltungs|verfassungs|arbeits|handels|bezirks|kantons)gericht\w*|"
    r"gerichtshof|\bgericht (?:hat (?:entschieden|angeordnet|beschlossen)|verpflichtet)|\bvom gericht\b|"
    r"\b(?:zivil|straf)kammer\b|\brichter(?:in|s)?\b|(?<!au )\btribunal\b|tribunale\b|\bcour (?:d'appel|"
    r"de cassation|suprême|supérieure)|\bjuges?\b|\bjuzgado|audiencia (?:provincial|nacional)|\bjue(?:z|za)\b|"
    r"\bmagistrad[oa]\b|corte d'appello|\bgiudice\b|rechtbank|gerechtshof|\b(?:voorzieningen|kanton)?rechter\b|"
    r"\bjuiz(?:a|o)?\b|vara cível",
    r"裁判所|裁判官|地裁|高裁|簡裁|家裁|法院|法官|법원|판사",
)
ORDERED = any_of(
    r"(?<!\bi )(?<!\bwe )(?<!\bmy )(?<!have )(?<!'ve )\border(?:s|ed|ing)?\b|\binjunction|\bdirect(?:s|ed)\b|"
    r"\brequir(?:es|ed|ing)\b|\brul(?:ed|es|ing)\b|"
    r"\bjudge?ment\b|\bdecree|\bdecision\b|\bfound (?:that|the (?:review|post|statement|comment))\b|\bheld\b|"
    r"\benjoin|\bcompel",
    r"angeordnet|anordnung|ordnet|beschluss|beschlossen|urteil|verfügung|verpflicht|entschieden|entscheidung|untersagt|"
    r"verurteilt|ordonn|enjoi|injonction|jugement|\barrêt\b|décision|impos|condamn|\bordena|ordenó|\bautos? (?:de|n|d)|"
    r"sentencia|resoluci[óo]n|providencia|acordó|acordado|acuerda|dict[óa]|\bobliga|\bconden|impone|medida|\bordin[aie]|"
    r"provvedimento|sentenza|decreto|bevolen|beveelt|vonnis|uitspraak|veroordeel|beschikking|gelast|ordenou|determinou|"
    r"sentença|decisão|despacho|liminar|acórdão",
    r"命じ|命令|命ずる|決定|判決|認容|判决|裁定|责令|명령|판결",
)
CARRIED_OUT = any_of(
    r"\bremov(?:e|ed|al)\b|\bdelet(?:e|ed|ion)\b|\btake[ns]?\b.{0,30}\bdown\b|\btaking down\b|\btakedown\b|\boffline\b|"
    r"\berase|\bdisclos|\bblock(?:ed|ing)?\b|\bunlawful|\benclosed?\b|\battached\b",
    r"lösch|entfern|unterlass|sperr|beigefügt|in der anlage|retrait|retir|supprim|suppression|effac|ci-joint|elimin|"
    r"suprim|supresi|borra|adjunt|rimozione|rimuov|rimoss|cancella|allegat|verwijder|bijgevoegd|remoção|remov|apagar|anexo",
    r"削除|非表示|公開停止|開示|添付|删除|移除|삭제",
)
"""In one sentence the three are a court's order: who, that it orders, and what is to be done. Each alone is a story."""

ELSEWHERE: Mapping[str, Words] = {
    "seller_rating": any_of(
        r"\bseller(?:'s)? (?:rating|feedback|score)\b|\b(?:rating|feedback) (?:of|for|about|on) (?:the|my|our|"
        r"a) (?:seller|shop|store)\b|\bmy seller account\b",
        r"verkäuferbewertung|händlerbewertung|bewertung (?:des|meines|unseres) (?:verkäufer|händler|shop)s|"
        r"note du vendeur|évaluation du vendeur|"
        r"valoraci[óo]n del vendedor|出品者(?:の)?評価|ショップ評価|卖家评分|판매자 평점|рейтинг продавца",
    ),
    "order": any_of(
        r"\bmy (?:order|parcel|package|delivery|refund|shipment|invoice)\b|\border (?:number|no\.?|#|has not|"
        r"hasn't|never|is late)|\bwhere is my\b|"
        r"\b(?:not|never) (?:been )?(?:arrived|delivered|received|refunded)\b|\btracking (?:number|says)\b|"
        r"\breturn label\b|\bmoney back\b|\brefund\b",
        r"meine (?:bestellung|lieferung|sendung|rechnung|rückerstattung)|bestellnummer|(?:paket|ware|"
        r"lieferung) (?:ist|wurde|kam) (?:noch )?nicht|nicht (?:geliefert|"
        r"angekommen)|rückerstattung|sendungsnummer|geld zurück|ma commande|mon colis|numéro de commande|"
        r"remboursement|pas (?:reçu|arrivé|livré)|"
        r"mi pedido|mi paquete|n[úu]mero de pedido|reembolso|no ha llegado|il mio ordine|mio pacco|rimborso|"
        r"mijn bestelling|mijn pakket",
        r"注文番号|注文した|商品が届|届いて(?:い)?(?:ない|ません)|届きません|配送|返金(?:して|を|が|されて)|返品|"
        r"订单|快递|退款|주문|배송|환불|мой заказ|посылк|"
        r"возврат денег",
    ),
}

OWN_BUSINESS = any_of(
    r"\bmy (?:\w+ )?(?:order|parcel|package|delivery|refund|shipment|invoice|money|seller)\b|\bwhere is my\b|"
    r"\bi (?:\w+ )?(?:ordered|bought|paid|want|need|would like|received|got|get|receive)\b|"
    r"\bi(?:'ve| have) (?:\w+ )?(?:not|never|ordered|paid|been waiting|complained)\b|\bi(?:'m| am) (?:still )?waiting\b",
    r"mein\w* (?:\w+ )?(?:bestellung|lieferung|sendung|paket|ware|rechnung|rückerstattung|geld)|"
    r"\bich (?:habe|hab|warte|möchte|will|wollte|bekam|bekomme)\b|"
    r"\bma commande|\bmon (?:colis|argent|remboursement)|\bj'(?:ai|attends)\b|\bje (?:veux|voudrais|n'ai)\b|"
    r"\bmi (?:pedido|paquete|dinero|reembolso)|\b(?:quiero|no he recibido|he pedido|he comprado|compré|pedí)\b|"
    r"\bil mio (?:ordine|pacco|rimborso)|\bmijn (?:bestelling|pakket|geld)",
    r"注文した|商品が届|届いて(?:い)?(?:ない|ません)|届きません|返金(?:して|を)|返品(?:したい|を)|我的(?:订单|快递|包裹)|我要退款|"
    r"제 주문|주문한|мой заказ|мою посылку|моя посылка",
)
"""Somebody asks for what is theirs. A refund or an order's number alone may as well be what a review tells of."""

OF_ANOTHER = any_of(
    r"\bhe\b(?! \w+[ai]do\b)|"
    r"\b(?:she|him|his|her|hers|somebody|someone|person|people|author|customer|competitor|we|our|us)\b|"
    r"\b(?:lie|lies|lied|liar|lying|untrue|false|fake|not true|made up|accus\w*|alleg\w*|claim\w*|refus\w*)\b|"
    r"\b(?:says?|said|writes?|wrote|written|text|words?|photo\w*|picture\w*|image\w*|film\w*|video\w*|post|posts|"
    r"posted|posting|publish\w*|remove\w*|delet\w*|down)\b",
    r"\b(?:er|wir|uns|unser\w*|lüg\w*|gelogen|falsch\w*|unwahr\w*|behaupt\w*|schreib\w*|geschrieben|text\w*|foto\w*|"
    r"bild\w*|film\w*|veröffentlich\w*|kunde\w*|löschen|gelöscht|entfern\w*|mitbewerber\w*|konkurren\w*)\b|"
    r"\b(?:mensong\w*|ment|faux|fausse\w*|prétend\w*|écri\w*|texte|nous|notre|nos|supprim\w*|retir\w*)\b|"
    r"\b(?:mentira\w*|miente\w*|fals[oa]s?|dice|escrib\w*|texto|fotos?|imagen\w*|public\w*|nosotros|nuestr\w*|"
    r"elimin\w*|borr\w*)\b|\b(?:bugia|falso|scrive|noi|nostr\w*|leugen\w*|schrijft|wij|onze)\b",
    r"嘘|うそ|虚偽|事実では|事実に反|写真|画像|書か|書い|書き|削除|消して|当店|弊社|彼|名前|誹謗|中傷|谎|假的|照片|删除|他|她|我们|"
    r"거짓|사진|삭제|그가|그녀|우리|лож|лж[её]т|неправд|фото|удалит",
)
"""Words of a third person, of truth, or of what can be read and seen: then a review may be meant."""

REVIEWS = any_of(
    r"\breview(?:s|er|ers|ed)?\b|\bratings?\b|\bcomments?\b|\btestimonials?\b|rezension\w*|bewertung\w*|"
    r"kundenmeinung\w*|"
    r"kommentar\w*|\bavis\b|commentaire\w*|rese[ñn]as?\b|opini(?:ón|on|ones)\b|comentario\w*|valoraci[óo]n\w*|"
    r"recension\w*|"
    r"beoordeling\w*|avalia[çc](?:ão|ões)|coment[áa]rio\w*|opinia|opini[ei]\b|omd[öo]me\w*|レビュー|口コミ|"
    r"クチコミ|評価|投稿|"
    r"コメント|评论|评价|評論|리뷰|후기|отзыв\w*",
)

RELATIONS: Mapping[Relation, Words] = {
    Relation.AUTHORITY: any_of(
        r"\b(?:police|prosecutor'?s? office|ministry|consumer protection (?:agency|authority)|law enforcement)\b|"
        r"staatsanwaltschaft|polizei\w*|"
        r"parquet\b|gendarmerie|fiscal[íi]a|polic[íi]a|警察|検察|消費者庁|公安|경찰|полици",
    ),
    Relation.SELLER: any_of(
        r"\b(?:our|my) (?:product|shop|store|listing|item|business)s?\b|\b(?:i am|we are|as) (?:the|a) (?:seller|"
        r"manufacturer|vendor|merchant)\b|"
        r"unser(?:e|em|es|en)? (?:produkt|artikel|shop|geschäft|unternehmen)|(?:ich bin|wir sind|als) (?:der |"
        r"die )?(?:verkäufer|händler|hersteller)|"
        r"(?:notre|mon) (?:produit|boutique|entreprise)|nuestr[oa] (?:producto|tienda|empresa)|当社|弊社|当店",
    ),
    Relation.NAMED_PERSON: any_of(
        r"\bmy (?:phone|telephone|mobile|full |real |home |private )?\s?(?:number|name|address|e-?mail)\b|"
        r"\bnames me\b|meine (?:nummer|telefonnummer|adresse)|"
        r"mein(?:en)? namen?|mon (?:nom|num[ée]ro|adresse)|mi (?:nombre|direcci[óo]n|tel[ée]fono)|私の(?:名前|"
        r"電話|住所|氏名|個人)",
    ),
}
