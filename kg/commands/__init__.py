"""The commands, one file a command or family: thin, they parse, call and print."""
