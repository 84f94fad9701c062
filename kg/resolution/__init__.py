"""Records into an Identity: which uses speak of one dataset. Pure, explains itself, no I/O."""
