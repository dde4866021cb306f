// Who stands in the lobby learns a number and a desk; who holds a ticket learns about that ticket.
import type { Page } from "@playwright/test";
import { expect, test, type Server } from "../sportello";
import { address, open, overhear } from "../screens";

interface Catalogue {
  categories: { services: { name: Record<string, string> }[] }[];
}

/** Every text that came over the network for the page, by address. */
function read(page: Page): () => Promise<string> {
  const texts: Promise<string>[] = [];
  page.on("response", (answer) => {
    if (/html|json/.test(answer.headers()["content-type"] ?? "") && !answer.url().includes("/pkg/")) texts.push(answer.text());
  });
  return async () => (await Promise.all(texts)).join("\n");
}

async function services(server: Server): Promise<string[]> {
  const catalogue = (await (await fetch(server.api("catalogue"))).json()) as Catalogue;
  return catalogue.categories.flatMap((category) => category.services.flatMap((service) => Object.values(service.name)));
}

test("the lobby receives numbers and desks, and nothing else of anybody", async ({ page, server }) => {
  const heard = await overhear(page);
  const texts = read(page);
  const anna = await server.signIn("anna");
  const elena = await server.signIn("elena");
  await server.issue("cash", { priority: true, documents: [] });
  await anna.desk(1, "open", "next");
  await elena.desk(5, "open");
  await open(page, address.lobby("it"));
  await server.issue("mortgage", { language: "en" });
  const { ticket } = await elena.desk(5, "next");
  await expect(page.locator(".wall-newest")).toContainText(ticket?.number ?? "never");

  const frames = await heard();
  const snapshots = frames.map((frame) => JSON.parse(frame) as unknown).filter((frame) => typeof frame === "object") as { calls: object[] }[];
  const last = snapshots.at(-1);
  // The code of the minute is everybody's who stands before the wall.
  expect(Object.keys(last ?? {}).sort()).toEqual(["calls", "code", "head"]);
  expect(last?.calls).toHaveLength(2);
  // The language is for the ear: a call is said in it. So is whether it need not be said again.
  const fields = ["answered", "at", "desk", "language", "number", "seq"];
  for (const call of last?.calls ?? []) expect(Object.keys(call).sort()).toEqual(fields);

  const everything = [await page.content(), await texts(), ...frames].join("\n");
  expect(everything).toContain("A001");
  for (const secret of [...(await services(server)), "Anna", "Elena", "mortgage", "priority", "token"]) {
    expect(everything, `the lobby must not hold "${secret}"`).not.toContain(secret);
  }
});

test("a phone receives its own number, and no other visitor's", async ({ page, server }) => {
  const heard = await overhear(page);
  const texts = read(page);
  for (const service of ["cash", "payments", "mandate", "loan"]) await server.issue(service);
  const mine = await server.issue("cash");
  const others = ["A001", "A002", "A004", "B001"];
  await open(page, address.phone(mine, "it"));
  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next");
  await server.issue("cash");
  await anna.desk(1, "start", "finish", "next");
  await expect.poll(async () => (await heard()).length).toBeGreaterThan(2);
  const everything = [await page.content(), await texts(), ...(await heard())].join("\n");
  expect(everything).toContain(mine.number);
  expect(mine.number).toBe("A003");
  for (const secret of [...others, "Anna", "Gaia"]) {
    expect(everything, `the phone must not hold "${secret}"`).not.toContain(secret);
  }
});

test("a ticket's page is found by its 128 random bits alone", async ({ server }) => {
  const tickets = await Promise.all(Array.from({ length: 20 }, () => server.issue("cash")));
  const tokens = new Set(tickets.map((ticket) => ticket.token));
  expect(tokens.size).toBe(20);
  for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{32}$/);
  const guess = "0".repeat(32);
  expect((await fetch(`${server.origin}/t/${guess}`)).status).toBe(404);
  expect((await fetch(`${server.origin}/api/v1/tickets/${guess}`)).status).toBe(404);
});

test("staff screens lead to the sign-in, and a CSR does not see the manager's", async ({ page, server }) => {
  for (const path of ["/b/centro/desk", "/b/centro/desk/1", "/b/centro/manager"]) {
    await page.goto(path);
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  }
  for (const screen of ["desk", "desk/1", "manager"]) {
    expect((await fetch(server.api(`view/${screen}`))).status).toBe(401);
    expect((await fetch(server.api(`stream/${screen}`))).status).toBe(401);
  }
  const anna = await server.signIn("anna");
  expect((await fetch(server.api("view/manager"), { headers: anna.headers })).status).toBe(403);
});
