"""Records and their Identity as RDF; store.py alone talks to a triple store."""
