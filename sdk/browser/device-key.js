/**
 * This browser's own signing keys, one for each account that trusts it: P-256, not exportable, kept in IndexedDB. A
 * copied cookie signs nothing.
 */

import { bytesOf, textOf } from "./credential-json.js";
import { PasskeepError } from "./errors.js";
import { hash } from "./hash.js";

const DATABASE = "passkeep-device";
const KEYS = "keys";
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };

/**
 * Where keys are kept; tests bring their own.
 *
 * @typedef {object} KeyStore
 * @property {(account: string) => Promise<CryptoKeyPair | undefined>} get
 * @property {(account: string, pair: CryptoKeyPair) => Promise<void>} put
 * @property {() => Promise<CryptoKeyPair[]>} all
 */

/**
 * Makes a key for an account in the place of any before, once `keep` says that the server has taken it: until then the
 * one before serves.
 *
 * @param {string} account  What tells the accounts of this browser apart, such as the user ID.
 * @param {KeyStore} [store]
 */
export async function newDeviceKey(account, store = keyStore) {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
  return { pair, publicKey: textOf((await point(pair)).buffer), keep: () => store.put(account, pair) };
}

/**
 * The key of an account.
 *
 * @param {string} account
 * @param {KeyStore} [store]
 * @returns {Promise<CryptoKeyPair>}
 */
export async function deviceKey(account, store = keyStore) {
  const pair = await store.get(account);
  if (!pair) throw new PasskeepError("device_proof_not_accepted");
  return pair;
}

/**
 * The key of an account, or every key of this browser.
 *
 * @param {string} [account]
 * @param {KeyStore} [store]
 * @returns {Promise<CryptoKeyPair[]>}
 */
export async function deviceKeys(account, store = keyStore) {
  if (account === undefined) return store.all();
  const pair = await store.get(account);
  return pair ? [pair] : [];
}

/**
 * What a request says, for the device's signature.
 *
 * @typedef {object} Request
 * @property {string} issuer  The server's base URL, without a slash at its end.
 * @property {"POST"} method
 * @property {string} path
 * @property {string} body  As it is sent.
 * @property {string} ticket
 * @property {string} nonce  base64url, as it came with the ticket.
 */

/**
 * Signs `H("device", issuer, key id, method, URL, H("body", body), H("ticket", ticket), nonce)`.
 *
 * @param {CryptoKeyPair} pair
 * @param {Request} request
 * @returns {Promise<string>}  For the `passkeep-device-signature` header.
 */
export async function signRequest(pair, { issuer, method, path, body, ticket, nonce }) {
  const keyId = (await hash("device-key", await point(pair))).slice(0, 16);
  const signed = await hash(
    "device",
    issuer,
    keyId,
    method,
    issuer + path,
    await hash("body", body),
    await hash("ticket", ticket),
    bytesOf(nonce),
  );
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, signed);
  return textOf(signature);
}

/** @param {CryptoKeyPair} pair */
async function point(pair) {
  return new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
}

/** @type {KeyStore} */
const keyStore = {
  get: (account) => inStore("readonly", (keys) => keys.get(account)),
  all: () => inStore("readonly", (keys) => keys.getAll()),
  put: async (account, pair) => {
    await inStore("readwrite", (keys) => keys.put(pair, account));
  },
};

/**
 * @param {IDBTransactionMode} mode
 * @param {(keys: IDBObjectStore) => IDBRequest} work
 * @returns {Promise<any>}
 */
async function inStore(mode, work) {
  const database = await settled(open());
  try {
    return await settled(work(database.transaction(KEYS, mode).objectStore(KEYS)));
  } catch (cause) {
    throw new PasskeepError("unsupported", { cause });
  } finally {
    database.close();
  }
}

function open() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(KEYS);
  return request;
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
