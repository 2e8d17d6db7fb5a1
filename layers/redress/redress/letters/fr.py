"""French."""

from redress.letters.texts import Texts

TEXTS = Texts(
    lang="fr",
    greeting="Bonjour,",
    greeting_named="Bonjour {name},",
    closing="Bien cordialement,\nL’équipe des avis",
    answer_hint="Vous pouvez simplement répondre à cet e-mail.",
    no_answer_hint="Cet e-mail a été écrit par notre système. Vous n’avez pas besoin d’y répondre.",
    reference="Référence : {reference}",
    review="Avis : {url}",
    status_link="Où en est votre signalement : {link}",
    received_subject="Nous avons bien reçu votre signalement ({reference})",
    received_subject_several="Nous avons bien reçu vos signalements ({count})",
    received="Merci pour votre signalement. Nous l’avons bien reçu et allons examiner l’avis.",
    received_several=(
        "Merci pour votre e-mail. Nous avons créé les signalements ci-dessous, un par avis. Si vous citez davantage "
        "d’avis, une personne examinera les autres."
    ),
    received_legal=(
        "Vous faites valoir un droit. Votre signalement va donc à notre équipe juridique, avant toute autre décision. "
        "Celle-ci vous demandera peut-être des justificatifs, par exemple la copie d’une décision de justice."
    ),
    received_next=(
        "Nous vous dirons ce qui a été décidé et pourquoi. Une opinion sévère ou une mauvaise note n’enfreint à elle "
        "seule aucune règle : les avis signalés ne sont donc pas tous retirés."
    ),
    question_subject="Une question sur votre signalement",
    question_which=(
        "Merci pour votre e-mail. Nous n’avons pas pu voir de quel avis il s’agit. Pourriez-vous nous répondre avec le "
        "lien vers l’avis ? Ouvrez-le dans la boutique et copiez l’adresse depuis votre navigateur."
    ),
    question_why=(
        "Merci pour votre e-mail. Nous voyons de quel avis il s’agit, mais pas quel est le problème. Pourriez-vous "
        "nous dire en quelques mots ce qui, dans cet avis, enfreint les règles, et comment vous le savez ?"
    ),
    question_asked="Pour décider au sujet de votre signalement, nous avons besoin d’en savoir un peu plus :",
    question_until="Sans réponse de votre part d’ici au {until}, nous déciderons avec ce que nous avons.",
    question_answer="Merci de répondre à cet e-mail : son adresse relie votre réponse à votre signalement.",
    question_page="Ou répondez sur la page de votre signalement : {link}",
    redirected_subject="Votre e-mail concerne une autre équipe",
    redirected=(
        "Merci pour votre e-mail. Nous n’examinons que les avis de clients sur des produits. Il semble s’agir "
        "d’autre chose :"
    ),
    heard=(
        "Vous avez contesté notre décision. Une personne qui n’y avait pas pris part a tout réexaminé. Voici la "
        "réponse."
    ),
    decided_subject="Notre décision sur votre signalement ({reference})",
    decided_removed="Nous avons retiré l’avis que vous avez signalé.",
    decided_kept="Nous avons examiné l’avis que vous avez signalé, et il reste.",
    decided_restored=(
        "L’avis que vous avez signalé est de nouveau visible. Le retrait a été contesté, et nous avons constaté "
        "que l’avis n’enfreint aucune règle."
    ),
    decided_out_of_scope="Ce n’est pas à nous de décider de ce que vous avez signalé.",
    author_removed_subject="Votre avis a été retiré",
    author_removed=(
        "Nous avons retiré un avis que vous avez écrit. Voici ce que nous avons décidé, pourquoi, et ce que vous "
        "pouvez faire si vous pensez que nous avons tort."
    ),
    author_restored_subject="Votre avis est de nouveau visible",
    author_restored="Votre avis avait été retiré. Nous l’avons réexaminé, et il est de nouveau dans la boutique.",
    author_kept_subject="Au sujet de votre avis",
    author_kept="Nous avons réexaminé notre décision sur votre avis.",
    author_scope=(
        "Ce que cela veut dire : plus personne ne peut voir l’avis dans la boutique, dans aucun pays. Il n’y a pas de "
        "date de fin ; l’avis revient si une contestation aboutit."
    ),
    author_bar="Tant que cette décision s’applique, vous ne pouvez pas écrire d’autre avis sur le même produit.",
    your_review="Votre avis : {title}",
    ground="La règle ({id}) : {title}\n{explanation}",
    not_a_violation="Bon à savoir : {text}",
    facts="Les raisons dans ce cas :",
    how_by_machine=(
        "Comment nous avons décidé : l’avis nous a été signalé. Un programme a trouvé les passages et pris la "
        "décision ; aucun humain ne l’a encore examinée. Si vous la contestez, c’est une personne qui décidera."
    ),
    how_by_redirect=(
        "Comment nous avons décidé : un programme a vu que le signalement porte sur autre chose ; aucun humain ne "
        "l’a encore examiné. Si vous contestez la décision, une personne le fera."
    ),
    how_gone=(
        "L’avis n’existe plus, car son auteur ou la boutique l’a supprimé. Il n’y avait donc plus rien à décider."
    ),
    how_by_person=(
        "Comment nous avons décidé : l’avis nous a été signalé. Des programmes nous aident à trouver les passages qui "
        "pourraient enfreindre une règle ; c’est une personne qui a pris la décision."
    ),
    decision_link="La décision complète : {link}",
    appeal_until=(
        "Si vous pensez que c’est une erreur, vous pouvez la contester gratuitement jusqu’au {until}, sur cette page."
    ),
    other_ways=(
        "Vous pouvez aussi vous adresser à un organe de règlement extrajudiciaire des litiges certifié dans l’Union "
        "européenne, ou à un tribunal. Contester la décision auprès de nous ne vous enlève ni l’un ni l’autre."
    ),
    same_people="Une personne qui n’a pas pris part à cette décision examine votre contestation.",
)
