// What a screen costs a browser that sees it for the first time: bytes on the line, as the server compresses them.
// Fonts and sounds are counted apart. The kiosk and the phone have an aim, which the table shows, and a ceiling, which
// they may not grow beyond.
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { address } from "../screens";

/** In kilobytes of 1,000 bytes. */
const AIMS: Record<string, number> = { kiosk: 250, phone: 200 };
/** What they weigh today: over the aims, and no more than this. */
const CEILINGS: Record<string, number> = { kiosk: 480, phone: 310 };

type Part = "page" | "style" | "script" | "wasm" | "other" | "fonts and sounds";
type Weights = Record<Part, number> & { requests: number };

function part(url: string, kind: string): Part {
  if (kind === "document") return "page";
  if (kind === "font" || kind === "media" || url.endsWith(".wav")) return "fonts and sounds";
  if (url.endsWith(".css")) return "style";
  if (url.endsWith(".wasm")) return "wasm";
  if (kind === "script") return "script";
  return "other";
}

/** Opens the page in a browser that has nothing yet, and weighs what comes until it runs and is quiet. */
async function weigh(page: Page, path: string): Promise<Weights> {
  const weights: Weights = { page: 0, style: 0, script: 0, wasm: 0, other: 0, "fonts and sounds": 0, requests: 0 };
  const kinds = new Map<string, Part>();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  devtools.on("Network.responseReceived", ({ requestId, response, type }) => {
    if (!response.url.includes("/stream")) kinds.set(requestId, part(response.url, type.toLowerCase()));
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (!kind) return;
    weights[kind] += encodedDataLength;
    weights.requests += 1;
  });
  const running = page.waitForRequest((request) => request.url().includes("/stream"));
  await page.goto(path, { waitUntil: "load" });
  await running;
  await page.evaluate(() => document.fonts.ready);
  return weights;
}

const kilobytes = (bytes: number) => (bytes / 1_000).toFixed(1).padStart(7);

test("the first load of no screen grows", async ({ browser, server }) => {
  for (const service of ["cash", "payments", "cards", "loan"]) await server.issue(service);
  const ticket = await server.issue("cash");
  const screens = {
    kiosk: address.kiosk("it"),
    phone: address.phone(ticket, "it"),
    lobby: address.lobby("it"),
    desk: address.desk(1, "it"),
    manager: address.manager("it"),
  };
  const lines: string[] = [];
  const heavy: string[] = [];
  for (const [screen, path] of Object.entries(screens)) {
    const context = await browser.newContext({ baseURL: server.origin });
    if (screen === "desk" || screen === "manager") await signIn(context, server, "gaia");
    const weights = await weigh(await context.newPage(), path);
    await context.close();
    const total = weights.page + weights.style + weights.script + weights.wasm + weights.other;
    const columns = [total, weights.page, weights.style, weights.script, weights.wasm, weights.other, weights["fonts and sounds"]];
    const aim = AIMS[screen] === undefined ? "" : `  (aim ${AIMS[screen]})`;
    lines.push(`${screen.padEnd(8)}${columns.map(kilobytes).join(" ")}  ${String(weights.requests).padStart(3)}${aim}`);
    const ceiling = CEILINGS[screen];
    if (ceiling !== undefined && total > ceiling * 1_000) heavy.push(`${screen}: ${kilobytes(total).trim()} kB of ${ceiling}`);
  }
  const heads = ["total", "page", "style", "script", "wasm", "other", "(fonts)"];
  console.log(`\nFirst load in kB, compressed, fonts and sounds apart:\n${"".padEnd(8)}${heads.map((head) => head.padStart(7)).join(" ")}  requests\n${lines.join("\n")}\n`);
  expect(heavy).toEqual([]);
});
