"""German."""

from redress.letters.texts import Texts

TEXTS = Texts(
    lang="de",
    greeting="Guten Tag,",
    greeting_named="Guten Tag {name},",
    closing="Ihr Team für Rezensionen",
    answer_hint="Sie können einfach auf diese E-Mail antworten.",
    no_answer_hint="Diese E-Mail hat unser System geschrieben. Sie müssen nicht antworten.",
    reference="Zeichen: {reference}",
    review="Rezension: {url}",
    status_link="Stand der Dinge: {link}",
    received_subject="Ihre Meldung ist angekommen ({reference})",
    received_subject_several="Ihre Meldungen sind angekommen ({count})",
    received="Danke für Ihre Meldung. Sie ist angekommen, und wir sehen uns die Rezension an.",
    received_several=(
        "Danke für Ihre E-Mail. Wir haben die folgenden Meldungen angelegt, eine für jede Rezension. Nennen Sie noch "
        "mehr Rezensionen, so sieht sich ein Mensch die übrigen an."
    ),
    received_legal=(
        "Sie machen einen Rechtsanspruch geltend. Er geht daher an unsere Rechtsabteilung, bevor irgendetwas anderes "
        "entschieden wird. Sie bittet Sie vielleicht um Nachweise, etwa um die Abschrift eines Beschlusses."
    ),
    received_next=(
        "Wir teilen Ihnen mit, was entschieden wurde und warum. Eine scharfe Meinung oder wenige Sterne allein "
        "verstoßen gegen "
        "keine Regel; nicht jede gemeldete Rezension wird daher entfernt."
    ),
    question_subject="Eine Frage zu Ihrer Meldung",
    question_which=(
        "Danke für Ihre E-Mail. Wir konnten nicht erkennen, um welche Rezension es geht. Bitte antworten Sie mit "
        "dem Link zur "
        "Rezension: Öffnen Sie sie im Shop und kopieren Sie die Adresse aus Ihrem Browser."
    ),
    question_why=(
        "Danke für Ihre E-Mail. Wir sehen, um welche Rezension es geht, aber nicht, was daran falsch ist. Bitte "
        "antworten Sie "
        "in wenigen Worten: Was in der Rezension verstößt gegen die Regeln, und woher wissen Sie es?"
    ),
    question_asked="Um über Ihre Meldung zu entscheiden, müssen wir noch etwas wissen:",
    question_until="Hören wir bis zum {until} nichts, entscheiden wir mit dem, was wir haben.",
    question_answer="Bitte antworten Sie auf diese E-Mail. Ihre Adresse verbindet die Antwort mit Ihrer Meldung.",
    question_page="Oder antworten Sie auf der Seite Ihrer Meldung: {link}",
    redirected_subject="Ihre E-Mail gehört zu einem anderen Team",
    redirected=(
        "Danke für Ihre E-Mail. Wir kümmern uns nur um Rezensionen zu Produkten. Es scheint um etwas anderes zu gehen:"
    ),
    heard=(
        "Sie haben unserer Entscheidung widersprochen. Jemand, der daran nicht beteiligt war, hat sich alles noch "
        "einmal angesehen. Dies ist die Antwort."
    ),
    decided_subject="Unsere Entscheidung über Ihre Meldung ({reference})",
    decided_removed="Wir haben die Rezension entfernt, die Sie gemeldet haben.",
    decided_kept="Wir haben uns die Rezension angesehen, die Sie gemeldet haben. Sie bleibt stehen.",
    decided_restored=(
        "Die Rezension, die Sie gemeldet haben, ist wieder sichtbar. Der Entfernung wurde widersprochen, und wir "
        "haben gesehen, dass die Rezension gegen keine Regel verstößt."
    ),
    decided_out_of_scope="Über das, was Sie gemeldet haben, entscheiden wir nicht.",
    author_removed_subject="Ihre Rezension wurde entfernt",
    author_removed=(
        "Wir haben eine Rezension entfernt, die Sie geschrieben haben. Hier steht, was wir entschieden haben, "
        "warum, und was "
        "Sie tun können, wenn Sie es für falsch halten."
    ),
    author_restored_subject="Ihre Rezension ist wieder sichtbar",
    author_restored=(
        "Ihre Rezension war entfernt worden. Wir haben sie uns noch einmal angesehen, und sie ist im Shop wieder "
        "sichtbar."
    ),
    author_kept_subject="Zu Ihrer Rezension",
    author_kept="Wir haben uns unsere Entscheidung über Ihre Rezension noch einmal angesehen.",
    author_scope=(
        "Was das bedeutet: Niemand sieht die Rezension mehr im Shop, in keinem Land. Ein Enddatum gibt es nicht; "
        "sie kommt "
        "zurück, wenn ein Widerspruch Erfolg hat."
    ),
    author_bar="Solange das gilt, können Sie dasselbe Produkt nicht noch einmal rezensieren.",
    your_review="Ihre Rezension: {title}",
    ground="Die Richtlinie ({id}): {title}\n{explanation}",
    not_a_violation="Was nicht dagegen verstößt: {text}",
    facts="Die Gründe in diesem Fall:",
    how_by_machine=(
        "Wie entschieden wurde: Die Rezension wurde uns gemeldet. Ein Programm hat die Stellen gefunden und "
        "entschieden; ein "
        "Mensch hat sie noch nicht angesehen. Wenn Sie widersprechen, entscheidet ein Mensch."
    ),
    how_by_redirect=(
        "Wie entschieden wurde: Ein Programm hat gesehen, dass es um etwas anderes geht; ein Mensch hat noch "
        "nicht nachgesehen. Wenn Sie widersprechen, tut es einer."
    ),
    how_gone=(
        "Die Rezension gibt es nicht mehr: Wer sie geschrieben hat oder der Shop hat sie gelöscht. Es gab nichts "
        "mehr zu entscheiden."
    ),
    how_by_person=(
        "Wie entschieden wurde: Die Rezension wurde uns gemeldet. Programme helfen uns, Stellen zu finden, die "
        "gegen eine "
        "Richtlinie verstoßen könnten; entschieden hat ein Mensch."
    ),
    decision_link="Die ganze Entscheidung: {link}",
    appeal_until="Wenn Sie das für falsch halten, können Sie dort bis zum {until} kostenlos widersprechen.",
    other_ways=(
        "Sie können sich auch an eine zertifizierte außergerichtliche Streitbeilegungsstelle in der Europäischen "
        "Union wenden "
        "oder vor Gericht gehen. Unser eigener Widerspruch nimmt Ihnen beides nicht."
    ),
    same_people="Über einen Widerspruch entscheidet jemand, der an dieser Entscheidung nicht beteiligt war.",
)
