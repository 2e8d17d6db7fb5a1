"""English."""

from redress.letters.texts import Texts

TEXTS = Texts(
    lang="en",
    greeting="Hello,",
    greeting_named="Hello {name},",
    closing="The review team",
    answer_hint="You can simply answer this mail.",
    no_answer_hint="This mail was written by our system. You need not answer it.",
    reference="Reference: {reference}",
    review="Review: {url}",
    status_link="Where it stands: {link}",
    received_subject="We have your report ({reference})",
    received_subject_several="We have your reports ({count})",
    received="Thank you for your report. We have it and will look at the review.",
    received_several=(
        "Thank you for your mail. We made the reports below, one for each review. If you name more reviews than that, "
        "a person looks at the rest."
    ),
    received_legal=(
        "You make a legal claim. So it goes to our legal team, before anything else has been decided. They may ask "
        "you for proof, such as a copy of an order."
    ),
    received_next=(
        "We will tell you what was decided and why. A harsh opinion or a low rating alone breaks no rule, so not every "
        "review that is reported is taken down."
    ),
    question_subject="A question about your report",
    question_which=(
        "Thank you for your mail. We could not see which review it is about. Please answer with the link to the "
        "review: "
        "open it in the shop and copy the address from your browser."
    ),
    question_why=(
        "Thank you for your mail. We see which review it is about, but not what is wrong with it. Please answer "
        "in a few "
        "words: what in the review breaks the rules, and how do you know?"
    ),
    question_asked="To decide about your report we need to know something more:",
    question_until="If we hear nothing by {until}, we decide with what we have.",
    question_answer="Please answer this mail. Its address ties your answer to your report.",
    question_page="Or answer on the page of your report: {link}",
    redirected_subject="Your mail belongs to another team",
    redirected=(
        "Thank you for your mail. We only look at customer reviews of products. It seems to be about something else:"
    ),
    heard=(
        "You contested our decision. Somebody who had no part in it has looked at everything again. This is the answer."
    ),
    decided_subject="Our decision about your report ({reference})",
    decided_removed="We have taken the review down that you reported.",
    decided_kept="We have looked at the review that you reported, and it stays.",
    decided_restored=(
        "The review that you reported is visible again. The removal was contested, and we found that the review "
        "breaks no rule."
    ),
    decided_out_of_scope="What you reported is not something that we decide about.",
    author_removed_subject="Your review was taken down",
    author_removed=(
        "We have taken down a review that you wrote. Here is what we decided, why, and what you can do if you "
        "think that we are wrong."
    ),
    author_restored_subject="Your review is visible again",
    author_restored="Your review was taken down. We have looked at it again, and it is back in the shop.",
    author_kept_subject="About your review",
    author_kept="We have looked again at our decision about your review.",
    author_scope=(
        "What it means: nobody can see the review in the shop any more, in any country. There is no end date; it "
        "comes back "
        "if an appeal is upheld."
    ),
    author_bar="While this stands you cannot review the same product again.",
    your_review="Your review: {title}",
    ground="The guideline ({id}): {title}\n{explanation}",
    not_a_violation="What does not break it: {text}",
    facts="The reasons in this case:",
    how_by_machine=(
        "How it was decided: the review was reported to us. A program found the passages and took the decision; "
        "no person has "
        "looked at it yet. If you contest it, a person decides."
    ),
    how_by_redirect=(
        "How it was decided: a program saw that the report is about something else; no person has looked at it "
        "yet. If you contest it, a person does."
    ),
    how_gone=(
        "The review is not there any more, because its author or the shop has deleted it. So there was nothing "
        "left to decide."
    ),
    how_by_person=(
        "How it was decided: the review was reported to us. Programs help us to find passages that may break a "
        "guideline; the "
        "decision was taken by a person."
    ),
    decision_link="The whole decision: {link}",
    appeal_until="If you think that this is wrong, you can contest it free of charge until {until}, on that page.",
    other_ways=(
        "You may also turn to a certified out-of-court dispute settlement body in the European Union, or go to "
        "court. Our own "
        "appeal takes neither away from you."
    ),
    same_people="An appeal is heard by somebody who had no part in this decision.",
)
