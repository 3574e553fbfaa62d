"""A mail server in the hands of a test: it can let whoever comes wait."""

from __future__ import annotations

import threading
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any


class Mailbox(ThreadingTCPServer):
    """Takes mail for everybody, as RFC 5321 has it, while it is `open`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.open = threading.Event()
        self.kept_waiting = threading.Event()
        """Somebody has a mail to give, and has no answer."""
        self.taken: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Return what `EMAIL_URL` is to be."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __exit__(self, *details: Any) -> None:
        self.shutdown()
        super().__exit__(*details)


class _Talk(StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            word = line[:4].upper().strip()
            if word == b"MAIL":
                self.server.kept_waiting.set()
                self.server.open.wait()
            if word == b"DATA":
                self._say("354 go on")
                self.server.taken.append(self._text())
            self._say("221 bye" if word == b"QUIT" else "250 fine")

    def _text(self) -> str:
        return b"".join(iter(self.rfile.readline, b".\r\n")).decode()

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
