// A wall that hangs for weeks: thousands of calls, a server that is killed again and again, a clock that jumps. Every call is
// shown, and the page is as large at the end as after its first hour.
import type { CDPSession, Page } from "@playwright/test";
import { BRANCH, expect, Server, type Session, test } from "../sportello";

const CALLS = Number(process.env["SPORTELLO_SOAK_CALLS"] ?? 2_000);
const RESTARTS = Number(process.env["SPORTELLO_SOAK_RESTARTS"] ?? 50);
/** What the page needs once for a day is there after so many calls. */
const WARM_UP = Math.min(200, CALLS / 4);
/** How far the device's clock jumps, in minutes: a battery that is empty, a change of the clock, a clock that is put right. */
const JUMPS = [60, -60, 24 * 60, -3, 0.5, -24 * 60];

// A server that is killed is missed by the page's requests, and the page goes on by itself.
test.use({ provoked: [/net::ERR_|status of 50\d/] });

/** Lets the page's clock be moved, while its timers go on as they do. */
function movableClock(): void {
  const real = Date;
  let shift = 0;
  const moved = class extends real {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(real.now() + shift);
      else super(...(given as [number]));
    }
    static override now(): number {
      return real.now() + shift;
    }
  };
  globalThis.Date = moved as DateConstructor;
  Object.assign(globalThis, { moveClock: (minutes: number) => (shift += minutes * 60_000) });
}

interface Size {
  bytes: number;
  nodes: number;
  listeners: number;
}

/** What the tests' own tool keeps in the page for itself: a record of every request. */
const OF_THE_TOOL = /^blink::(NetworkResourcesData|Inspector)/;

/** The parts of a heap snapshot that tell what is how large: https://developer.chrome.com/docs/devtools/memory-problems/heap-snapshots */
interface Heap {
  snapshot: { meta: { node_fields: string[] } };
  nodes: number[];
  strings: string[];
}

/** What the page holds, once what nobody needs was thrown away. */
async function size(devtools: CDPSession): Promise<Size> {
  // The browser throws away in steps.
  for (let step = 0; step < 3; step += 1) await devtools.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
  return { bytes: bytes(await heap(devtools)), nodes, listeners: jsEventListeners };
}

async function heap(devtools: CDPSession): Promise<Heap> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  devtools.on("HeapProfiler.addHeapSnapshotChunk", keep);
  await devtools.send("HeapProfiler.takeHeapSnapshot", {});
  devtools.off("HeapProfiler.addHeapSnapshotChunk", keep);
  return JSON.parse(chunks.join("")) as Heap;
}

function bytes({ snapshot, nodes, strings }: Heap): number {
  const fields = snapshot.meta.node_fields;
  const [name, own] = [fields.indexOf("name"), fields.indexOf("self_size")];
  let sum = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (!OF_THE_TOOL.test(strings[nodes[at + name] ?? 0] ?? "")) sum += nodes[at + own] ?? 0;
  }
  return sum;
}

async function nodesOfIcons(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const sheet = new DOMParser().parseFromString(await (await fetch("/icons.svg")).text(), "image/svg+xml");
    const nodes = document.createNodeIterator(sheet, NodeFilter.SHOW_ALL);
    let count = 0;
    while (nodes.nextNode()) count += 1;
    return count;
  });
}

/** Calls the next visitor at a desk, and waits until the wall shows the number. */
async function call(server: Server, csr: Session, desk: number, page: Page): Promise<void> {
  await server.issue("cash");
  const called = await csr.desk(desk, "next");
  await expect(page.locator(".wall-newest")).toContainText(called.ticket?.number ?? "a number");
  await csr.desk(desk, "start", "finish");
}

test("a wall shows every call of a long day and does not grow", async ({ browser }) => {
  const server = await new Server({ command: ["demo", "--quiet", "--speech", "none"] }).start();
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await page.addInitScript(movableClock);
  const devtools = await page.context().newCDPSession(page);
  let desks = await atDesks(server, true);
  await page.goto(`${server.origin}/b/${BRANCH}/lobby`);
  const began = Date.now();
  let first: Size | undefined;
  for (let made = 0; made < CALLS; made += 1) {
    const [desk, csr] = desks[made % desks.length] ?? [1, desks[0]![1]];
    await call(server, csr, desk, page);
    if (made === WARM_UP) first = await size(devtools);
    const every = Math.floor(CALLS / RESTARTS);
    if (made % every === every - 1) {
      const jump = JUMPS[Math.floor(made / every) % JUMPS.length];
      await page.evaluate((minutes) => (globalThis as unknown as { moveClock(by: number): void }).moveClock(minutes), jump ?? 0);
      await server.restart();
      desks = await atDesks(server, false);
    }
  }
  const last = await size(devtools);
  const minutes = (Date.now() - began) / 60_000;
  console.log(`${CALLS} calls, ${RESTARTS} kills in ${minutes.toFixed(1)} min; after ${WARM_UP} calls`, first, "at the end", last);
  expect(last.bytes).toBeLessThan(1.1 * (first?.bytes ?? 0));
  // The browser holds the sheet of icons once or twice, as it likes.
  expect(last.nodes).toBeLessThan(1.1 * (first?.nodes ?? 0) + (await nodesOfIcons(page)));
  expect(last.listeners).toBeLessThanOrEqual(1.1 * (first?.listeners ?? 0));
  await server.stop();
});

/** The CSRs at their desks; sessions outlive the server. */
async function atDesks(server: Server, open: boolean): Promise<(readonly [number, Session])[]> {
  const all = [[1, await server.signIn("anna")], [2, await server.signIn("bruno")]] as const;
  for (const [desk, csr] of all) if (open) await csr.desk(desk, "open");
  return [...all];
}
