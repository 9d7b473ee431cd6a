"""How what the room holds of somebody, and what was done to it, is told to that person."""

from django.utils.translation import gettext_lazy as _

from .vocabulary import AppealState, CommentState, HideReason

WORDS = {
    "comment": _("Comment"),
    "written": _("Sent"),
    "comment.state": _("State"),
    "hidden_because": _("Why it was hidden"),
    "hidden_note": _("A word to the writer"),
    "appeal": _("Your appeal"),
    **{f"comment.state={state}": state.label for state in CommentState},
    **{f"hidden_because={reason}": reason.label for reason in HideReason},
    **{f"appeal={state}": state.label for state in AppealState},
    "verb=comment_hidden": _("Hid a comment"),
    "verb=comment_shown": _("Showed a comment"),
    "verb=reports_settled": _("Looked at what readers reported"),
    "verb=appeal_reversed": _("Showed a comment after an appeal"),
    "verb=appeal_upheld": _("Kept a comment hidden after an appeal"),
    "about=comment": _("Comment"),
}
