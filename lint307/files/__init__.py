"""The only room that opens files: finding, decoding, reading whole projects, and writing back."""
