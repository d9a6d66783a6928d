"""Facts of many files in, knowledge across files out. Pure: no file is opened here."""
