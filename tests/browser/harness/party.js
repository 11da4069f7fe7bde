/** An app's backend on a port of its own: where people come back to, and where it hears that a session has ended. */

import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { binary } from "./server.js";

export class Party {
  /** @type {string[]} */
  heard = [];

  #waiting = [];

  static async open() {
    const party = new Party();
    const server = createServer((request, response) => party.#answer(request, response));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    party.url = `http://localhost:${server.address().port}`;
    party.callback = `${party.url}/callback`;
    party.bye = `${party.url}/bye`;
    party.close = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
    return party;
  }

  /** The next logout token that has not been taken yet. */
  async hears() {
    while (this.heard.length === 0) await new Promise((resolve) => this.#waiting.push(resolve));
    return this.heard.shift();
  }

  /** Registers it with a running server, as an operator does, and gives its secret. */
  async register(server, id, more = []) {
    const config = await server.config();
    const { stdout } = await promisify(execFile)(binary(), [
      "client", "add", id, "--name", "Halden Shop", "--config", config,
      "--redirect-uri", this.callback, "--post-logout-redirect-uri", this.bye,
      ...["openid", "profile", "phone", "offline_access"].flatMap((scope) => ["--scope", scope]),
      ...more,
      // Variables of ours are settings too.
    ], { env: { PATH: process.env.PATH } });
    return stdout.split("\n").at(2)?.trim();
  }

  #answer(request, response) {
    let body = "";
    request.on("data", (chunk) => { body += chunk; });
    request.on("end", () => {
      if (request.method === "POST") {
        this.heard.push(new URLSearchParams(body).get("logout_token"));
        this.#waiting.splice(0).forEach((go) => go());
      }
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<!doctype html><html lang=en><title>Halden Shop</title><main>Back at the shop</main></html>");
    });
  }
}
