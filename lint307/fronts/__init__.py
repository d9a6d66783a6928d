"""The ways in: command line, flake8, codemod; and the ways out: the output formats."""
