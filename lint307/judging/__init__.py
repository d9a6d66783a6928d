"""What a redirect means: evidence, and the one place where it is weighed."""
