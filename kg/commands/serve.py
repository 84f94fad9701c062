"""`kg serve`: a library on the web."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.terminal import LibraryFolder, told


def serve(
    library: LibraryFolder,
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen at.", min=0, max=65535)] = 8000,
    seconds: Annotated[float, typer.Option(help="How long one answer may take.", min=0.1)] = 30.0,
    rows: Annotated[int, typer.Option(help="How many rows one answer may have.", min=1)] = 100_000,
) -> None:
    """A SPARQL endpoint and pages over a library, read-only; a rebuilt library is seen at once."""
    from kg.library import Library
    from kg.web.serving import Limits, listen
    from kg.web.serving import serve as serve_library

    with told():
        opened = Library.open(library)
        opened.graph_store().close()
        listener = listen(host, port)
        where = f"[{host}]" if ":" in host else host
        address = f"http://{where}:{listener.getsockname()[1]}/"
        print(f"{library} is at {address} with its SPARQL endpoint at {address}sparql; Ctrl-C ends it", flush=True)
        limits = Limits(seconds=seconds, rows=rows)
        serve_library(opened.place, listener, name=library.resolve().name, limits=limits)
