"""A file into a Paper, one file a format; nothing here knows what a dataset is."""
