// What survives without a server: a screen that is loaded while nobody answers says so in the branch's languages and
// comes back by itself; a call is shown on a phone whose page is closed; nothing of a visitor is kept.
import type { Page } from "@playwright/test";
import { BRANCH, expect, test, UNREACHABLE } from "../sportello";
import { address, CASH, open, words } from "../screens";

test.use({ serviceWorkers: "allow", provoked: [UNREACHABLE] });

/** The screen runs, and the worker stands behind it with all that it keeps. */
async function kept(page: Page, path: string): Promise<void> {
  await open(page, path);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
}

/** Every address that the browser's caches hold. */
async function cached(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const caches = await window.caches.keys();
    const found = caches.map(async (name) => (await (await window.caches.open(name)).keys()).map(({ url }) => new URL(url).pathname));
    return (await Promise.all(found)).flat().sort();
  });
}

test("a kiosk that is started while the server is gone says so in both languages, and is back by itself", async ({ page, server }) => {
  await kept(page, address.kiosk("it"));
  await expect.poll(() => cached(page)).toContain(`/api/v1/branches/${BRANCH}/catalogue`);
  await server.kill();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Il totem si sta avviando" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "The kiosk is starting" })).toBeVisible();
  await expect(page.getByText(/Nessun collegamento dalle \d\d:\d\d/)).toBeVisible();
  await expect(page.getByText(/No connection since \d\d:\d\d/)).toBeVisible();
  await expect(page.getByText("Our staff can help you.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: CASH.category.en })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "The kiosk is starting" })).toBeVisible();
  await server.restart();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.it.kiosk.welcome);
});

test("nothing of a ticket is kept, with the server or without", async ({ page, server }) => {
  const ticket = await server.issue("cash");
  await kept(page, address.phone(ticket, "en"));
  await server.kill();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your ticket cannot be reached right now" })).toBeVisible();
  expect(await page.content()).not.toContain("A001");
  const paths = await cached(page);
  expect(paths).toContain("/offline.html");
  for (const path of paths) expect(path).toMatch(/^\/(offline\.html|offline-words\.json|favicon\.svg|icons\.svg|fonts\/.*\.woff2)$/);
  await server.restart();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("A001");
});

test("a message of a push service is shown, and its touch leads to the ticket", async ({ page, context, server }) => {
  const ticket = await server.issue("cash");
  await context.grantPermissions(["notifications"], { origin: server.origin });
  await kept(page, address.phone(ticket, "en"));
  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((found) =>
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [first] = registrations;
      if (first) found(first.registrationId);
    }),
  );
  await devtools.send("ServiceWorker.enable");
  const message = { title: "It is your turn: A001", body: "Please go to desk 1.", lang: "en", url: `/t/${ticket.token}` };
  await devtools.send("ServiceWorker.deliverPushMessage", { origin: server.origin, registrationId: await registered, data: JSON.stringify(message) });
  const shown = () =>
    page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => ({ title, body, tag })));
  await expect.poll(shown).toEqual([{ title: message.title, body: message.body, tag: message.url }]);
});
