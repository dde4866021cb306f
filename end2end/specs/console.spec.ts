// A page takes over what the server rendered without a word: nothing in the console, no request that fails.
import type { Page } from "@playwright/test";
import { expect, signIn, test, type Server } from "../sportello";
import { address, LANGUAGES, open, words } from "../screens";

/** Notes whatever goes wrong on the page while it is open. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A page lets its stream go for another one of the browser: three of them have one, the others ask.
    if (request.url().includes("/stream/") && request.failure()?.errorText === "net::ERR_ABORTED") return;
    said.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("response", (answer) => answer.status() >= 400 && said.push(`${answer.status()}: ${answer.url()}`));
  return said;
}

async function busy(server: Server): Promise<void> {
  for (const service of ["cash", "payments", "loan", "cards", "mandate"]) await server.issue(service, { priority: service === "loan" });
  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next", "start");
}

for (const language of LANGUAGES) {
  test(`no screen complains while it is taken over (${language})`, async ({ context, server }) => {
    await busy(server);
    const ticket = await server.issue("cash", { language });
    await signIn(context, server, "gaia");
    const live = [
      address.kiosk(language),
      address.kiosk(language, "&category=cards"),
      address.kiosk(language, "&service=mortgage"),
      address.lobby(language),
      address.deskChoice(language),
      address.desk(1, language),
      address.desk(2, language),
      address.manager(language),
      address.phone(ticket, language),
    ];
    for (const path of live) {
      const page = await context.newPage();
      const said = complaints(page);
      await open(page, path);
      // The first frame of the stream is a redraw.
      await page.waitForLoadState("load");
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      expect(said, path).toEqual([]);
      await page.close();
    }
    for (const path of [address.frontDoor(language), address.signIn(language)]) {
      const page = await context.newPage();
      const said = complaints(page);
      await page.goto(path, { waitUntil: "load" });
      expect(said, path).toEqual([]);
      await page.close();
    }
  });
}

// The worker is a part of every screen: it must stay silent too.
test.use({ serviceWorkers: "allow" });

test("a page that is left open for a while, with much going on, stays silent", async ({ context, server }) => {
  await signIn(context, server, "gaia");
  const pages: [Page, string[]][] = [];
  for (const path of [address.kiosk("it"), address.lobby("it"), address.deskChoice("it"), address.desk(2, "it"), address.manager("it")]) {
    const page = await context.newPage();
    pages.push([page, complaints(page)]);
    await open(page, path);
  }
  const anna = await server.signIn("anna");
  await anna.desk(2, "open");
  for (let turn = 0; turn < 5; turn += 1) {
    await server.issue("cash");
    await anna.desk(2, "next", "recall", "start", "finish");
  }
  const manager = pages.at(-1)?.[0];
  await expect(manager?.locator(".today dl > div").nth(1).getByRole("definition") ?? pages[0]![0].locator("body")).toHaveText("5");
  for (const [page, said] of pages) expect(said, page.url()).toEqual([]);
});

test("the kiosk's speech is switched by its key, again and again, while the screen changes, and nothing is thrown", async ({ page }) => {
  await open(page, address.kiosk("it"));
  const steps = [page.locator(".tiles").getByRole("link").first(), page.getByRole("link", { name: words.it.kiosk.back })];
  for (let turn = 0; turn < 4; turn += 1) {
    await page.keyboard.press("s");
    await steps[turn % 2]?.click();
    // On, off and on again, before the first sound has come, and in the middle of one.
    for (const pause of [0, 20, 300]) {
      await page.keyboard.press("s");
      await page.evaluate((pause) => new Promise((done) => setTimeout(done, pause)), pause);
    }
  }
  const speech = page.getByRole("button", { name: words.it.speech.label });
  await expect(speech).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("s");
  await expect(speech).toHaveAttribute("aria-pressed", "true");
});
