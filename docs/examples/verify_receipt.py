#!/usr/bin/env python3
"""Verifies a Passkeep receipt offline: verify_receipt.py TRUST.json RECEIPT. The format stands in docs/receipts.md.
Needs `cryptography` (Debian: python3-cryptography). Prints the receipt, or the check that failed."""
import base64, hashlib, json, re, sys, unicodedata
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
CURVES = {-7: (ec.SECP256R1(), 1, hashes.SHA256()), -35: (ec.SECP384R1(), 2, hashes.SHA384()), -36: (ec.SECP521R1(), 3, hashes.SHA512())}
check = "format"  # The check that is made now: whatever goes wrong, it is what failed.
def demand(name, holds=True):
    global check
    check = name if holds else sys.exit(f"failed: {name}")
text = lambda data: base64.urlsafe_b64encode(data).decode().rstrip("=")
def data(b64):
    decoded = base64.urlsafe_b64decode(b64 + "=" * (-len(b64) % 4))
    demand(check, text(decoded) == b64)  # Strictly: no padding, no other alphabet, no stray bits.
    return decoded
def H(tag, *fields):
    joined = b"passkeep/v1/" + tag.encode() + b"\0"
    for field in fields:
        field = field.to_bytes(8, "big", signed=True) if isinstance(field, int) else field.encode() if isinstance(field, str) else field
        joined += len(field).to_bytes(4, "big") + field
    return hashlib.sha256(joined).digest()
def canonical(value, depth=0):
    if isinstance(value, str) and depth > 0:
        demand("action", not HIDDEN.search(value) and unicodedata.is_normalized("NFC", value))
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    demand("action", isinstance(value, dict) and depth < 2 and all(re.fullmatch("[a-z0-9_]+", name) for name in value))
    return "{" + ",".join(f'"{name}":{canonical(value[name], depth + 1)}' for name in sorted(value)) + "}"
def cose(cbor):
    """A COSE key: a CBOR map of integers to integers and byte strings. Gives what verifies by it."""
    def head(at):
        info = cbor[at] & 31
        size = {24: 1, 25: 2}.get(info, 0)
        return cbor[at] >> 5, int.from_bytes(cbor[at + 1 : at + 1 + size], "big") if size else info, at + 1 + size
    items, (_, count, at) = [], head(0)
    for _ in range(2 * count):
        major, number, at = head(at)
        items.append({0: number, 1: -1 - number, 2: cbor[at : at + number]}[major])
        at += number if major == 2 else 0
    key, integer = dict(zip(items[::2], items[1::2])), lambda label: int.from_bytes(key[label], "big")
    demand("public_key", at == len(cbor) and key[1] == {-8: 1, -257: 3}.get(key[3], 2))
    if key[3] == -8:
        return ed25519.Ed25519PublicKey.from_public_bytes(key[-2]).verify
    if key[3] == -257:
        public = rsa.RSAPublicNumbers(integer(-2), integer(-1)).public_key()
        return lambda signature, message: public.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
    curve, number, digest = CURVES[key[3]]
    demand("public_key", key[-1] == number)
    public = ec.EllipticCurvePublicNumbers(integer(-2), integer(-3), curve).public_key()
    return lambda signature, message: public.verify(signature, message, ec.ECDSA(digest))

def verify(jws, trust):
    header, payload, signature = jws.decode().removesuffix("\n").split(".")
    head, body, raw = json.loads(data(header)), data(payload), data(signature)
    typ, alg, kid = (head[name] for name in ("typ", "alg", "kid"))
    demand("type", typ == "passkeep-receipt+jws"), demand("algorithm", alg == "ES256")
    named = {text(hashlib.sha256(f'{{"crv":"P-256","kty":"EC","x":"{k["x"]}","y":"{k["y"]}"}}'.encode()).digest()): k for k in trust["keys"]}
    demand("key", kid in named), demand("issuer_signature", len(raw) == 64)
    x, y, r, s = (int.from_bytes(n, "big") for n in (data(named[kid]["x"]), data(named[kid]["y"]), raw[:32], raw[32:]))
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    key.verify(utils.encode_dss_signature(r, s), f"{header}.{payload}".encode(), ec.ECDSA(hashes.SHA256())), demand("format")
    receipt = json.loads(body)
    demand("format", receipt["version"] == 1 and receipt["second"] in ("not_needed", "device", "waited"))
    demand("issuer", receipt["issuer"] == trust["issuer"]), demand("rp_id", receipt["rp_id"] == trust["rp_id"]), demand("action")
    demand("action", len(receipt["action"].encode()) <= 4096 and canonical(json.loads(receipt["action"])) == receipt["action"])
    demand("second", len(receipt["signatures"]) == (2 if receipt["second"] == "device" else 1))
    for signed in receipt["signatures"]:
        late = signed["signed_at"] >= receipt["expires_at"] and receipt["second"] != "device"
        demand("time", not late and signed["signed_at"] <= receipt["decided_at"]), signed_by_passkey(receipt, signed, trust)
    return receipt

def signed_by_passkey(receipt, signed, trust):
    demand("format", len(data(signed["nonce"])) == 32)
    preimage = [receipt[name] for name in ("issuer", "rp_id", "client", "account")] + [data(receipt["confirmation"])]
    preimage += [receipt["type"], receipt["type_version"], receipt["expires_at"], data(signed["nonce"]), receipt["action"]]
    challenge_of = H("confirm", *preimage, H("shown", signed["locale"], signed["text"]))
    client_data, authenticator, history = data(signed["client_data"]), data(signed["authenticator_data"]), signed["passkey"]
    demand("public_key")
    by_key = cose(data(history["public_key"]))
    demand("client_data")
    client = json.loads(client_data)
    kind, challenge, origin = (client[name] for name in ("type", "challenge", "origin"))
    demand("authenticator_data", len(authenticator) >= 37)
    demand("client_data_type", kind == "webauthn.get"), demand("challenge", challenge == text(challenge_of))
    framed = client.get("crossOrigin") not in (None, False) or "topOrigin" in client
    demand("origin", origin in trust["origins"]), demand("cross_origin", not framed)
    demand("rp_id_hash", authenticator[:32] == hashlib.sha256(trust["rp_id"].encode()).digest())
    flags = authenticator[32]
    demand("user_present", flags & 1), demand("user_verified", flags & 4)
    demand("synced", bool(flags & 8) == history["synced"] and (flags & 8 or not flags & 16))
    demand("passkey_signature"), by_key(data(signed["signature"]), authenticator + hashlib.sha256(client_data).digest())

if __name__ == "__main__":
    try:
        print(json.dumps(verify(open(sys.argv[2], "rb").read(), json.load(open(sys.argv[1]))), indent=2, ensure_ascii=False))
    except Exception:
        sys.exit(f"failed: {check}")
