// Many pages of one browser, as a family's phone has them, or whoever tries the demo: a browser allows six connections to
// a server, and no page may keep the last of them.
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { address, open, words } from "../screens";

test("with six tickets and five screens in sight, every button answers and one more page loads", async ({ context, server }) => {
  await signIn(context, server, "gaia");
  const tickets = await Promise.all(["cash", "cash", "cash", "payments", "payments", "loan"].map((service) => server.issue(service)));
  const pages: Page[] = [];
  const screens = [address.kiosk("it"), address.lobby("it"), address.deskChoice("it"), address.desk(1, "it"), address.manager("it")];
  for (const path of [...tickets.map((ticket) => address.phone(ticket, "it")), ...screens]) {
    const page = await context.newPage();
    pages.push(page);
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("data-runs", "");
  }
  const phones = pages.slice(0, 6);
  const desk = pages[9]!;
  await desk.getByRole("button", { name: words.it.desk.open }).click();
  await expect(desk.getByRole("button", { name: words.it.desk.call_next })).toBeEnabled();
  await desk.getByRole("button", { name: words.it.desk.call_next }).click();
  await expect(desk.getByRole("region", { name: words.it.desk.at_desk })).toContainText(/[A-Z]\d{3}/);
  for (const phone of phones.slice(3)) {
    await phone.getByRole("button", { name: words.it.ticket.leave }).or(phone.getByRole("link", { name: words.it.ticket.leave })).first().click();
    await phone.getByRole("button", { name: words.it.ticket.leave_yes }).click();
    await expect(phone.getByText(words.it.ticket.cancelled, { exact: true })).toBeVisible();
  }
  const front = await context.newPage();
  await front.goto(address.frontDoor("it"));
  await expect(front.getByRole("heading", { level: 1 })).toBeVisible();
  const one = await context.newPage();
  await open(one, address.kiosk("it"));
  // Whoever follows no stream is right all the same.
  await expect(pages[6 + 1]!.locator(".wall-newest")).toContainText(/[A-Z]\d{3}/);
  for (const page of pages) await expect(page.locator(".stale")).toHaveCount(0);
});

test("no browser keeps more than three streams, and one that becomes free is taken", async ({ context, server }) => {
  const open = new Set<string>();
  const follow = (page: Page, name: string) => {
    page.on("request", (request) => request.url().includes("/stream") && open.add(name));
    page.on("requestfailed", (request) => request.url().includes("/stream") && open.delete(name));
    page.on("requestfinished", (request) => request.url().includes("/stream") && open.delete(name));
  };
  const tickets = await Promise.all(Array.from({ length: 5 }, () => server.issue("cash")));
  const pages: Page[] = [];
  for (const ticket of tickets) {
    const page = await context.newPage();
    follow(page, ticket.number);
    pages.push(page);
    await page.goto(address.phone(ticket, "it"));
    await expect(page.locator("html")).toHaveAttribute("data-runs", "");
  }
  await expect.poll(() => open.size).toBe(3);
  await pages[0]!.close();
  open.delete(tickets[0]!.number);
  await expect.poll(() => open.size).toBe(3);
});

test("a page that nobody sees lets its stream go, hears of a call all the same, and is right at once when seen", async ({ page, server }) => {
  await page.addInitScript(() => {
    let hidden = false;
    Object.defineProperty(document, "hidden", { get: () => hidden });
    Object.assign(globalThis, {
      hide: (now: boolean) => {
        hidden = now;
        document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
      },
    });
  });
  const hide = (now: boolean) => page.evaluate((now) => (globalThis as unknown as { hide: (now: boolean) => void }).hide(now), now);
  const ticket = await server.issue("cash");
  await open(page, address.phone(ticket, "it"));
  const gone = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/stream"));
  await hide(true);
  await gone;
  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next");
  await expect(page).toHaveTitle(/1/);
  await anna.desk(1, "start");
  const stream = page.waitForRequest((request) => request.url().endsWith("/stream"));
  await hide(false);
  await expect(page.locator(".turn-serving")).toBeVisible();
  await stream;
});
