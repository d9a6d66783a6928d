"""How a status is written in source: the only room that writes Python, as text edits."""
