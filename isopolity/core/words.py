# SPDX-License-Identifier: EUPL-1.2
"""The words that scripts in the page say, in the reader's language. Handed over as JSON by ``{% page_words %}``."""

from django.utils.translation import gettext as _

from isopolity.core.levels import Level


def words() -> dict[str, str]:
    """Every word or sentence by its key; {braces} are filled in by the script."""
    return _saving() | _differences() | _rich_text() | _lines()


def _saving() -> dict[str, str]:
    return {
        "saving": _("saving …"),
        "saved_at": _("saved {time}"),
        "kept": _("Not sent yet – kept on this device. It is sent when the connection is back."),
        "signed_out": _("You are signed out. Your text is kept on this device. Sign in again, then it is sent."),
        "refused": _("This could not be saved. Check the text and try again."),
        "no_network": _("No connection. Nothing was changed."),
        "server_failed": _("Something went wrong on our side. Nothing was changed. Try again."),
        "chart_failed": _("The chart could not be drawn. The same numbers are in the table."),
        "moving": _("Moving the meeting …"),
    }


def _differences() -> dict[str, str]:
    return {
        "somebody": _("somebody else"),
        "changed_meanwhile": _("{by} changed this text while you wrote. Choose which one stays."),
        "your_text": _("Your text"),
        "their_text": _("Text by {by}"),
        "keep_mine": _("Keep mine"),
        "take_theirs": _("Take theirs"),
        "took_theirs": _("The other text is kept. Yours is below, until you leave this page."),
    }


def _rich_text() -> dict[str, str]:
    return {
        "rich_tools": _("Text tools"),
        "rich_bold": _("Bold"),
        "rich_italic": _("Italic"),
        "rich_heading": _("Heading"),
        "rich_list": _("List"),
        "rich_numbers": _("Numbers"),
        "rich_quote": _("Quote"),
        "rich_table": _("Table"),
        "rich_row": _("Add row"),
        "rich_column": _("Add column"),
        "rich_row_away": _("Remove row"),
        "rich_column_away": _("Remove column"),
        "rich_table_away": _("Remove table"),
        "rich_undo": _("Undo"),
    }


def _lines() -> dict[str, str]:
    levels = {f"level_{level.value}": str(level.label) for level in Level}
    return levels | {
        "fact": _("fact"),
        "opinion": _("opinion"),
        "line_text": _("What was said"),
        "line_items": _("Item code"),
        "line_item_away": _("Remove item {code}"),
        "line_level": _("Level it points to"),
        "line_basis": _("Fact or opinion"),
        "line_context": _("Context that matters"),
        "line_saved": _("saved"),
        "no_such_item": _("There is no item {code}."),
    }
