"""An SMTP server for the tests, by aiosmtpd: says its port, then each email that it took as a line of JSON.

Takes its settings as JSON in the one argument: port, tls ("none", "starttls", "implicit"), certificate, key,
mechanism (a login that it demands, or null), answers (to recipients, one each; then it takes every other).
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

settings = json.loads(sys.argv[1])
mechanisms = []


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = settings["answers"].pop(0) if settings["answers"] else "250 2.1.5 ok"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        taken = {
            "to": envelope.rcpt_tos,
            "from": envelope.mail_from,
            "message_id": message["message-id"],
            "subject": message["subject"],
            "text": message.get_content(),
            "protected": server.transport.get_extra_info("ssl_object") is not None,
            "login": mechanisms[-1] if session.authenticated else None,
        }
        print(json.dumps(taken), flush=True)
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    mechanisms.append(mechanism)
    known = data.login == b"passkeep" and data.password == b"hunter2"
    return AuthResult(success=known, handled=False)


async def main():
    context = None
    if settings["tls"] != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(settings["certificate"], settings["key"])
    starttls = settings["tls"] == "starttls"
    login = settings["mechanism"]

    def server():
        return SMTP(
            Handler(),
            hostname="localhost",
            tls_context=context if starttls else None,
            require_starttls=starttls,
            authenticator=authenticate if login else None,
            auth_required=bool(login),
            auth_require_tls=starttls,
            auth_exclude_mechanism=[other for other in ("PLAIN", "LOGIN") if other != login],
        )

    implicit = context if settings["tls"] == "implicit" else None
    listening = await asyncio.get_running_loop().create_server(server, "127.0.0.1", settings["port"], ssl=implicit)
    print("port", listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


asyncio.run(main())
