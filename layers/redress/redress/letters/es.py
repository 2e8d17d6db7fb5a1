"""Spanish."""

from redress.letters.texts import Texts

TEXTS = Texts(
    lang="es",
    greeting="Buenos días:",
    greeting_named="Buenos días, {name}:",
    closing="Un cordial saludo,\nEl equipo de reseñas",
    answer_hint="Puede responder directamente a este correo.",
    no_answer_hint="Este correo lo ha escrito nuestro sistema. No hace falta que responda.",
    reference="Referencia: {reference}",
    review="Reseña: {url}",
    status_link="En qué punto está: {link}",
    received_subject="Hemos recibido su denuncia ({reference})",
    received_subject_several="Hemos recibido sus denuncias ({count})",
    received="Gracias por su denuncia. La hemos recibido y vamos a revisar la reseña.",
    received_several=(
        "Gracias por su correo. Hemos creado las denuncias siguientes, una por reseña. Si menciona más reseñas, una "
        "persona revisará las demás."
    ),
    received_legal=(
        "Usted hace valer un derecho. Por eso pasamos su denuncia a nuestro equipo jurídico, antes de que se decida "
        "cualquier otra cosa. Quizá le pida pruebas, por ejemplo la copia de una orden judicial."
    ),
    received_next=(
        "Le diremos qué se ha decidido y por qué. Una opinión dura o una puntuación baja no incumple por sí sola "
        "ninguna norma, así que no todas las reseñas denunciadas se retiran."
    ),
    question_subject="Una pregunta sobre su denuncia",
    question_which=(
        "Gracias por su correo. No hemos podido ver de qué reseña se trata. ¿Podría respondernos con el enlace a la "
        "reseña? Ábrala en la tienda y copie la dirección de su navegador."
    ),
    question_why=(
        "Gracias por su correo. Vemos de qué reseña se trata, pero no cuál es el problema. ¿Podría decirnos en pocas "
        "palabras qué incumple las normas en la reseña y cómo lo sabe?"
    ),
    question_asked="Para decidir sobre su denuncia necesitamos saber algo más:",
    question_until="Si el {until} no hemos recibido su respuesta, decidiremos con lo que tenemos.",
    question_answer="Por favor, responda a este correo: su dirección une la respuesta a su denuncia.",
    question_page="O responda en la página de su denuncia: {link}",
    redirected_subject="Su correo corresponde a otro equipo",
    redirected=(
        "Gracias por su correo. Nosotros solo revisamos reseñas de productos escritas por clientes. Parece que se "
        "trata de otra cosa:"
    ),
    heard=(
        "Usted recurrió nuestra decisión. Una persona que no participó en ella lo ha revisado todo de nuevo. Esta "
        "es la respuesta."
    ),
    decided_subject="Nuestra decisión sobre su denuncia ({reference})",
    decided_removed="Hemos retirado la reseña que usted denunció.",
    decided_kept="Hemos revisado la reseña que usted denunció, y se queda.",
    decided_restored=(
        "La reseña que usted denunció se vuelve a mostrar. La retirada fue recurrida, y hemos visto que la reseña "
        "no incumple ninguna norma."
    ),
    decided_out_of_scope="No nos corresponde decidir sobre lo que usted denunció.",
    author_removed_subject="Su reseña se ha retirado",
    author_removed=(
        "Hemos retirado una reseña que usted escribió. Aquí le decimos qué hemos decidido, por qué y qué puede hacer "
        "si cree que nos equivocamos."
    ),
    author_restored_subject="Su reseña se vuelve a mostrar",
    author_restored="Su reseña se había retirado. La hemos revisado de nuevo y vuelve a estar en la tienda.",
    author_kept_subject="Sobre su reseña",
    author_kept="Hemos revisado de nuevo nuestra decisión sobre su reseña.",
    author_scope=(
        "Qué significa: ya nadie puede ver la reseña en la tienda, en ningún país. No hay fecha de fin; volverá a "
        "mostrarse si un recurso tiene éxito."
    ),
    author_bar="Mientras esto siga así, no podrá escribir otra reseña del mismo producto.",
    your_review="Su reseña: {title}",
    ground="La norma ({id}): {title}\n{explanation}",
    not_a_violation="Conviene saber: {text}",
    facts="Los motivos en este caso:",
    how_by_machine=(
        "Cómo se decidió: la reseña nos fue denunciada. Un programa encontró los pasajes y tomó la decisión; todavía "
        "no la ha revisado ninguna persona. Si la recurre, decidirá una persona."
    ),
    how_by_redirect=(
        "Cómo se decidió: un programa vio que la denuncia trata de otra cosa; todavía no la ha revisado ninguna "
        "persona. Si recurre la decisión, lo hará una persona."
    ),
    how_gone=(
        "La reseña ya no existe, porque la borró quien la escribió o la tienda. Así que no quedaba nada que decidir."
    ),
    how_by_person=(
        "Cómo se decidió: la reseña nos fue denunciada. Hay programas que nos ayudan a encontrar pasajes que pueden "
        "incumplir una norma; la decisión la tomó una persona."
    ),
    decision_link="La decisión completa: {link}",
    appeal_until="Si cree que es un error, puede recurrirla gratis hasta el {until}, en esa página.",
    other_ways=(
        "También puede acudir a un órgano certificado de resolución extrajudicial de litigios de la Unión Europea, o a "
        "los tribunales. Nuestro propio recurso no le quita ninguna de las dos vías."
    ),
    same_people="Del recurso se ocupa una persona que no participó en esta decisión.",
)
