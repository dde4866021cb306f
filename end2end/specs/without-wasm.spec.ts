// The program of a page does not run: WebAssembly is missing, a file of it is blocked or cut short, or it has stopped. The
// page says so, and does what it can by plain script.
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { address, LANGUAGES, words } from "../screens";

// What keeps the program away is said in the console, by the browser.
// The device keeps another time than the branch.
test.use({ timezoneId: "America/New_York", provoked: [/wasm|WebAssembly|Failed to (load|fetch)|CompileError|net::ERR_FAILED/i] });

/** How often the phone is brought up to date, in milliseconds. */
const EVERY = 20_000;

const WAYS: Record<string, (page: Page) => Promise<unknown>> = {
  "WebAssembly is missing": (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly")),
  "the .wasm is blocked": (page) => page.route("**/*.wasm", (route) => route.abort()),
  "the .wasm is cut short": (page) =>
    page.route("**/*.wasm", async (route) => {
      const answer = await route.fetch();
      const { "content-encoding": _, ...headers } = answer.headers();
      await route.fulfill({ headers, body: (await answer.body()).subarray(0, 10_000) });
    }),
  "the script is blocked": (page) => page.route("**/pkg/*.js", (route) => route.abort()),
};

const net = (page: Page) => page.locator(".net");

for (const [way, keepAway] of Object.entries(WAYS)) {
  test(`the phone comes up to date by itself when ${way}`, async ({ page, server }) => {
    const ticket = await server.issue("cash");
    await page.setViewportSize({ width: 390, height: 500 });
    await page.clock.install();
    await keepAway(page);
    await page.goto(address.phone(ticket, "it"));
    await expect(net(page)).toHaveText(words.it.net.phone);
    const leave = page.getByRole("link", { name: words.it.ticket.leave }).or(page.getByRole("button", { name: words.it.ticket.leave })).first();
    await leave.focus();
    const scrolled = await page.evaluate(() => (scrollTo(0, 150), scrollY));
    await (await server.signIn("anna")).desk(1, "open", "next");
    await page.clock.runFor(EVERY);
    await expect(page.getByText(words.it.ticket.called, { exact: true })).toBeVisible();
    await expect(leave).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  });

  test(`the lobby has its bar within ten seconds when ${way}`, async ({ page }) => {
    await keepAway(page);
    await page.goto(address.lobby("it"));
    const stale = new RegExp(words.it.not_updating.replace("{{ time }}", "(\\d\\d:\\d\\d)"));
    const alert = page.getByRole("alert").filter({ hasText: stale });
    await expect(alert).toBeVisible();
    // The branch's time, not the device's: it stands beside the branch's clock.
    const hour = Number(stale.exec((await alert.textContent()) ?? "")?.[1]?.slice(0, 2));
    const inBranch = (at: number) => Number(new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Rome", hour: "2-digit" }).format(at));
    expect([inBranch(Date.now()), inBranch(Date.now() - 60_000)]).toContain(hour);
  });

  test(`the kiosk sends people to the staff, in every language, when ${way}`, async ({ page }) => {
    await keepAway(page);
    await page.goto(address.kiosk("en"));
    const alert = page.getByRole("alert");
    await expect(alert).toBeVisible();
    await expect(alert.getByRole("paragraph").first()).toHaveText(words.en.net.kiosk);
    await expect(alert.locator("p[lang=ar][dir=rtl]")).toHaveCount(1);
    await expect(alert.getByRole("paragraph")).toHaveCount(8);
  });
}

for (const language of LANGUAGES) {
  test(`the staff are told what is missing (${language})`, async ({ page, context, server }) => {
    await signIn(context, server, "gaia");
    const said = words[language].net;
    for (const path of [address.manager(language), address.desk(1, language), address.deskChoice(language)]) {
      const without = await context.newPage();
      await WAYS["WebAssembly is missing"]!(without);
      await without.goto(path);
      await expect(net(without)).toHaveText(said.missing);
      await without.close();
    }
    await WAYS["the .wasm is cut short"]!(page);
    await page.goto(address.manager(language));
    await expect(net(page)).toHaveText(said.failed);
  });
}

test("the lobby and the kiosk come back by themselves once the program arrives", async ({ page, context }) => {
  await page.clock.install();
  for (const path of [address.lobby("it"), address.kiosk("it")]) {
    await context.route("**/*.wasm", (route) => route.abort());
    await page.goto(path);
    await expect(net(page)).toBeVisible();
    await context.unroute("**/*.wasm");
    await page.clock.runFor(61_000);
    await expect(net(page)).toBeHidden();
  }
});

test("the phone says when it cannot be brought up to date either, and is right again", async ({ page, server }) => {
  const ticket = await server.issue("cash");
  await page.clock.install();
  await WAYS["WebAssembly is missing"]!(page);
  await page.goto(address.phone(ticket, "it"));
  await expect(net(page)).toHaveText(words.it.net.phone);
  await page.route(`**/t/${ticket.token}*`, (route) => route.abort());
  const stale = page.locator(".net").filter({ hasText: /Non aggiornato dalle \d\d:\d\d/ });
  await page.clock.runFor(EVERY);
  await expect(stale).toBeVisible();
  await page.unroute(`**/t/${ticket.token}*`);
  await page.clock.runFor(EVERY);
  await expect(stale).toBeHidden();
});
