import assert from "node:assert/strict";
import { test } from "node:test";
import { FreshFlow } from "../fresh-flow.js";
import { flow, handTimers } from "./fake-browser.js";

function counted(timers, lifetime_seconds = 600) {
  let count = 0;
  const fresh = new FreshFlow(async () => flow(`ticket ${++count}`, { expires_in_seconds: lifetime_seconds }), timers);
  return { fresh, ticket: async () => (await fresh.current()).ticket, requests: () => count };
}

test("one flow serves until a sheet could outlast it", async () => {
  const timers = handTimers();
  const { fresh, ticket } = counted(timers);
  let old = 0;
  fresh.onOld = () => { old += 1; };
  assert.equal(await ticket(), "ticket 1");
  timers.advance(299_999);
  assert.equal(await ticket(), "ticket 1");
  assert.equal(old, 0);
  timers.advance(1);
  assert.equal(old, 1);
  assert.equal(await ticket(), "ticket 2");
});

test("a short life is renewed at its half", async () => {
  const timers = handTimers();
  const { ticket } = counted(timers, 100);
  await ticket();
  timers.advance(49_999);
  assert.equal(await ticket(), "ticket 1");
  timers.advance(1);
  assert.equal(await ticket(), "ticket 2");
});

test("a timer that slept does not hand out an old flow", async () => {
  const timers = handTimers();
  const asleep = { ...timers, setTimeout: () => 0 };
  const { ticket } = counted(asleep);
  await ticket();
  timers.advance(3_600_000);
  assert.equal(await ticket(), "ticket 2");
});

test("two callers at once share one request", async () => {
  const { ticket, requests } = counted(handTimers());
  assert.deepEqual(await Promise.all([ticket(), ticket()]), ["ticket 1", "ticket 1"]);
  assert.equal(requests(), 1);
});

test("a spent flow is discarded, and its timer with it", async () => {
  const timers = handTimers();
  const { fresh, ticket } = counted(timers);
  await ticket();
  assert.equal(timers.count, 1);
  fresh.discard();
  assert.equal(timers.count, 0);
  assert.equal(await ticket(), "ticket 2");
});

test("a request that failed is asked again", async () => {
  let works = false;
  const fresh = new FreshFlow(async () => {
    if (!works) throw new Error("offline");
    return flow("late");
  }, handTimers());
  await assert.rejects(fresh.current());
  works = true;
  assert.equal((await fresh.current()).ticket, "late");
});

test("an answer to a flow that was discarded meanwhile sets no timer", async () => {
  const timers = handTimers();
  const { fresh } = counted(timers);
  const asked = fresh.current();
  fresh.discard();
  await asked;
  assert.equal(timers.count, 0);
});
