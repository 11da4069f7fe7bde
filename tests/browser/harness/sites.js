/**
 * Passkeep as it is run: TLS of its own, a configuration, a gateway for text messages. Beside it two sites of other
 * domains, each an empty page. A browser of its own finds them all under their names.
 */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WINDOWED, launchBrowser } from "./device.js";
import { answering, binary, freePort } from "./server.js";

export const PASSKEEP = "account.example.com";
export const LISTED = "www.example.net";
export const STRANGER = "www.example.org";

export async function openSites() {
  const folder = await mkdtemp(join(tmpdir(), "passkeep-sites-"));
  const { cert, key } = certify(folder);
  const messages = [];
  const gateway = createHttpServer((asked, answer) => {
    messages.push(new URL(asked.url, "http://localhost").searchParams.get("text"));
    answer.end();
  });
  const site = createServer({ cert, key }, (_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end("<!doctype html><title>A site</title>");
  });
  const [port, gatewayPort, sitePort] = [await freePort(), await listening(gateway), await listening(site)];
  await writeFile(join(folder, "master.key"), "0f".repeat(32), { mode: 0o600 });
  await writeFile(join(folder, "passkeep.toml"), configuration(port, gatewayPort));
  const server = spawn(binary(), ["serve", "--config", join(folder, "passkeep.toml")], {
    env: {},
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => { log += chunk; });
  const ended = once(server, "exit");
  const ask = asker(port, cert);
  await answering(() => ask("GET", "/healthz"), ended, () => log);
  const names = [[PASSKEEP, port], [LISTED, sitePort], [STRANGER, sitePort]].map(([host, at]) => `MAP ${host}:443 127.0.0.1:${at}`);
  const browser = await launchBrowser({
    program: WINDOWED,
    more: ["--ignore-certificate-errors", `--host-resolver-rules=${names.join(",")}`],
  });
  return {
    browser,
    ask,
    /** The code of the newest text message. */
    async code() {
      while (messages.length === 0) await once(gateway, "request");
      return messages.at(-1).match(/\b\d{6}\b/)[0];
    },
    async close() {
      await browser.close();
      server.kill("SIGINT");
      await ended;
      for (const other of [gateway, site]) other.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(port, gatewayPort) {
  return `
    base_url = "https://${PASSKEEP}"
    listen = "127.0.0.1:${port}"
    master_key_file = "master.key"
    origins = ["https://${LISTED}"]
    tls = { certificate = "cert.pem", key = "key.pem" }
    [sms]
    gateway = "http"
    method = "GET"
    url = "http://localhost:${gatewayPort}/?to={to}&text={text}"
  `;
}

/** A certificate that nobody else trusts, for this run alone. */
function certify(folder) {
  const [cert, key] = ["cert.pem", "key.pem"].map((name) => join(folder, name));
  const names = [PASSKEEP, LISTED, STRANGER].map((host) => `DNS:${host}`).join(",");
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const subject = ["-subj", `/CN=${PASSKEEP}`, "-addext", `subjectAltName=${names}`];
  execFileSync("openssl", ["req", "-x509", ...curve, "-keyout", key, "-out", cert, ...subject], { stdio: "pipe" });
  return { cert: readFileSync(cert), key: readFileSync(key) };
}

/** Asks Passkeep as a site's own server does: with an instance of its own, and nothing that a browser sends. */
function asker(port, ca) {
  const headers = { "passkeep-instance": Buffer.alloc(32, 7).toString("base64url"), "content-type": "application/json" };
  return async (method, path, body) => {
    const asked = request({ host: "127.0.0.1", port, servername: PASSKEEP, ca, method, path, headers });
    asked.end(body && JSON.stringify(body));
    const [answer] = await once(asked, "response");
    const text = (await answer.toArray()).join("");
    return { status: answer.statusCode, type: answer.headers["content-type"], body: text.startsWith("{") ? JSON.parse(text) : text };
  };
}

async function listening(server) {
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  return server.address().port;
}
