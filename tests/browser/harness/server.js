/** The real server, in a process of its own, on data of its own, with a clock that a test can set forward. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Debian's package libfaketime: the binary under test stays the one that people run. */
const fakeTime = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/faketime/libfaketimeMT.so.1`;

/** @param {string[]} [more] further arguments of the demo */
export async function startServer(more = []) {
  const folder = await mkdtemp(join(tmpdir(), "passkeep-browser-"));
  const clock = join(folder, "clock");
  await writeFile(clock, "+0");
  const [port, brokeragePort] = [await freePort(), await freePort()];
  const ports = ["--port", String(port), "--brokerage-port", String(brokeragePort)];
  const url = `http://localhost:${port}`;
  let log = "";
  const start = async () => {
    const program = spawn(binary(), ["demo", ...ports, "--data", join(folder, "data"), ...more], {
      env: { ...process.env, ...clockEnvironment(clock) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [program.stdout, program.stderr]) stream.on("data", (chunk) => { log += chunk; });
    const ended = new Promise((resolve) => program.once("exit", resolve));
    await answering(() => fetch(`${url}/healthz`), ended, () => log);
    return { program, ended };
  };
  let running = await start();
  return {
    url,
    port,
    /** The brokerage beside it. */
    brokerageUrl: `http://localhost:${brokeragePort}`,
    /** Its folder, with its database and its key. */
    data: join(folder, "data"),
    /** Everything that the server has printed. */
    log: () => log,
    /** Sets the server's clock forward, from the time that it is. */
    setForward: (seconds) => writeFile(clock, `+${seconds}s`),
    /** Ends it at once, as a loss of power does, and starts it again on what it has written. */
    crash: async () => {
      running.program.kill("SIGKILL");
      await running.ended;
      running = await start();
    },
    /** Ends it, does something to what it has written, and starts it again. */
    whileDown: async (work) => {
      running.program.kill("SIGINT");
      await running.ended;
      await work(join(folder, "data"));
      running = await start();
    },
    /** A configuration with which an operator's commands find its database. */
    config: async () => {
      const config = join(folder, "data", "passkeep.toml");
      await writeFile(config, [
        `base_url = "${url}"`,
        `listen = "127.0.0.1:${port}"`,
        'master_key_file = "master.key"',
        "[sms]",
        'gateway = "http"',
        'url = "http://localhost/"',
        "body = '{\"to\":\"{to}\",\"text\":\"{text}\"}'",
      ].join("\n"));
      return config;
    },
    stop: async () => {
      running.program.kill("SIGINT");
      await running.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function binary() {
  const named = process.env.PASSKEEP_BIN;
  const built = named ? [named] : ["target/release/passkeep", "target/debug/passkeep"].map((path) => join(root, path));
  const found = built.find((path) => existsSync(path));
  if (!found) throw new Error(`no passkeep at ${built.join(" or ")}: build it, or name it in PASSKEEP_BIN`);
  return found;
}

function clockEnvironment(file) {
  if (!existsSync(fakeTime)) throw new Error(`${fakeTime} is missing: install libfaketime`);
  return {
    LD_PRELOAD: fakeTime,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
}

export async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Goes on once the server answers what is asked; fails with what it printed if it ends first. */
export async function answering(ask, ended, log) {
  let running = true;
  ended.then(() => { running = false; });
  while (running) {
    const response = await ask().catch(() => null);
    if (response?.status === 200) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the server ended:\n${log()}`);
}
