// What Lighthouse says of the visitor's phone: a middling telephone on a slow network, as it simulates them by default.
import { chromium, type LaunchOptions } from "@playwright/test";
import lighthouse from "lighthouse";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "../sportello";
import { address } from "../screens";

const LEAST = { performance: 95, accessibility: 100, "best-practices": 100 } as const;
type Category = keyof typeof LEAST;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

test("the phone's page is quick and sound by Lighthouse", async ({ server, launchOptions }) => {
  test.setTimeout(180_000);
  for (let ahead = 0; ahead < 3; ahead += 1) await server.issue("cash");
  const ticket = await server.issue("cash");
  const port = await freePort();
  const options: LaunchOptions = { ...launchOptions, args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`] };
  const browser = await chromium.launch(options);
  try {
    const categories = Object.keys(LEAST) as Category[];
    const result = await lighthouse(server.origin + address.phone(ticket, "it"), { port, onlyCategories: categories, logLevel: "error" });
    if (!result) throw new Error("Lighthouse gave no result");
    const { categories: found, audits } = result.lhr;
    const scores = Object.fromEntries(categories.map((id) => [id, Math.round((found[id]?.score ?? 0) * 100)]));
    const figure = (id: string) => `${audits[id]?.title}: ${audits[id]?.displayValue}`;
    const times = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];
    const wanting = Object.values(audits).filter(({ score }) => score !== null && score < 0.9).map(({ id, displayValue }) => `${id} ${displayValue ?? ""}`);
    console.log(`\nLighthouse on the phone: ${JSON.stringify(scores)}\n  ${times.map(figure).join("\n  ")}\n  below 0.9: ${wanting.join("; ")}\n`);
    for (const id of categories) expect(scores[id], id).toBeGreaterThanOrEqual(LEAST[id]);
  } finally {
    await browser.close();
  }
});
