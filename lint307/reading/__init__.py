"""The only room that knows LibCST: text to facts."""
