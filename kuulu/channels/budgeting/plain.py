"""Commands of this room that need nothing of the house: no settings, no database, no Django."""

COMMANDS = {
    "count": "kuulu.channels.budgeting.counting.command",
    "ballot-key": "kuulu.channels.budgeting.sealing.key_command",
    "elect": "kuulu.channels.budgeting.sealing.command",
}
