"""Would a query leave this machine? The store's library follows SERVICE to any address without asking.

A library that answers to others would then fetch addresses for them from inside the network it stands in.
"""

from __future__ import annotations

import re

# Where the word is text and no keyword.
_TEXT = re.compile(
    r'''
    """(?:[^"\\]|\\.|"(?!""))*"""       # long strings
  | \'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
  | "(?:[^"\\\n\r]|\\.)*"              # strings
  | '(?:[^'\\\n\r]|\\.)*'
  | <[^<>"{}|^`\x00-\x20]*>            # IRIs
  | \#[^\n\r]*                         # comments
  | \\.                                # an escape in a local name: the quote after it begins no string
  | (?P<service>service)
    ''',
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def asks_elsewhere(query: str) -> int | None:
    """The line of the first word that may be the keyword SERVICE, None where there is none.

    The library's parser takes "SERVICEex:a" and "1.SERVICE" for the keyword too, so the word counts wherever it stands
    outside of strings, IRIs and comments: as part of a variable or a local name it is refused needlessly.
    """
    for match in _TEXT.finditer(query):
        if match["service"]:
            return query.count("\n", 0, match.start()) + 1
    return None
