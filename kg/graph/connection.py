"""Requests to a server with its login, and what goes wrong with them in words."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kg import __version__
from kg.errors import LibraryError

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
# Seconds: to be connected, and between two pieces of an answer. A query over a large library takes minutes.
_TIMEOUT = (10.0, 600.0)
_LOGIN = "set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, or add the server to ~/.netrc"

Form = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Login:
    """Who we are to a server: a token, or a user and a password; nothing of it is ever stored or shown."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls) -> Login:
        """The login in KG_STORE_TOKEN, or in KG_STORE_USER and KG_STORE_PASSWORD."""
        found = (os.environ.get(f"KG_STORE_{name}", "") for name in ("USER", "PASSWORD", "TOKEN"))
        return cls(*found)


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Connection:
    """A line to one server: it logs in when the server asks for it, by the way the server asks for."""

    def __init__(self, login: Login, *, timeout: tuple[float, float] = _TIMEOUT) -> None:
        self._login = login
        self._timeout = timeout
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"citeset/{__version__}"
        if login.token:
            self._session.auth = _Bearer(login.token)

    def close(self) -> None:
        self._session.close()

    def ask(
        self,
        method: str,
        address: str,
        *,
        form: Form | None = None,
        parameters: Mapping[str, str] | None = None,
        body: bytes | None = None,
        kind: str = "",
        accept: str = RESULTS,
    ) -> requests.Response:
        """The answer to a request, whatever its status; a refused login is tried again once with the login we have.

        Raises LibraryError where the server cannot be reached, breaks off, or takes too long.
        """
        headers = {"Accept": accept, **({"Content-Type": kind} if kind else {})}
        try:
            answer = self._send(method, address, form, parameters, body, headers)
            if answer.status_code in (401, 403) and self._log_in(answer):
                answer = self._send(method, address, form, parameters, body, headers)
        except requests.Timeout as error:
            raise LibraryError(
                "the server did not answer in time", path=address, advice="try again, or ask for less"
            ) from error
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
            raise LibraryError(
                "the server cannot be reached, or broke off",
                path=address,
                advice="look at the address, and whether the server runs; what was sent before is kept",
            ) from error
        except requests.RequestException as error:
            raise LibraryError(f"the request failed: {error}", path=address, advice="look at the address") from error
        return answer

    def expect(self, answer: requests.Response, kinds: Sequence[str] = ()) -> requests.Response:
        """The answer, if it is a success and of one of these media types.

        Raises LibraryError for a refused login, a moved address, an error, and a page where data were asked for.
        """
        address = answer.url.partition("?")[0]
        if answer.status_code in (401, 403):
            raise LibraryError("the server refused the login", path=address, advice=_LOGIN)
        if answer.is_redirect:
            raise LibraryError(
                f"the server has moved to {answer.headers['location'].partition('?')[0]}",
                path=address,
                advice="give that address",
            )
        if answer.status_code >= 400:
            said = spoken(answer)
            raise LibraryError(
                f"the server says {answer.status_code}" + (f": {said}" if said else ""),
                path=address,
                advice="look at the address" if answer.status_code < 500 else "look at the server's log",
            )
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        if kinds and kind not in kinds:
            raise LibraryError(
                f"the server sent {kind or 'something'} where data were asked for",
                path=address,
                advice="look at the address: this may be a page for people",
            )
        return answer

    def _send(
        self,
        method: str,
        address: str,
        form: Form | None,
        parameters: Mapping[str, str] | None,
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> requests.Response:
        def send() -> requests.Response:
            return self._session.request(
                method,
                address,
                params=parameters,
                data=body if form is None else form,
                headers=headers,
                timeout=self._timeout,
                # A login must not follow to another server, and a redirected write would become a read.
                allow_redirects=False,
            )

        try:
            return send()
        except requests.Timeout:
            raise
        except requests.ConnectionError:
            # A server may end a line that was kept open just as the next request is sent. All our requests can be sent
            # twice: what they write is a whole graph.
            return send()

    def _log_in(self, answer: requests.Response) -> bool:
        """Whether there is a login to try that has not been tried."""
        if self._session.auth is not None:
            return False
        user, password = self._login.user, self._login.password
        if not user:
            user, password = requests.utils.get_netrc_auth(answer.url) or ("", "")
        if not user:
            return False
        digest = answer.headers.get("www-authenticate", "").lower().startswith("digest")
        self._session.auth = HTTPDigestAuth(user, password) if digest else HTTPBasicAuth(user, password)
        return True


def spoken(answer: requests.Response) -> str:
    """What an error page says, as one line without markup."""
    text = re.sub(r"<(style|script|title)\b.*?</\1>|<[^<>]*>", " ", answer.text, flags=re.DOTALL | re.IGNORECASE)
    return " ".join(text.split())[:300]
