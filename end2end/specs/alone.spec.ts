// A kiosk that goes on without its server: a number at once, what is not known is said, and everything is handed in once.
import type { Page } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";
import { expect, signIn, test } from "../sportello";
import { address, chooseCash, open, shownNumber, takeButton, words } from "../screens";

test.use({ provoked: [/net::ERR_|409 \(Conflict\)/] });

const { kiosk } = words.it;
/** "Not updating since 10:42", in Italian. */
const STALE = new RegExp(words.it.not_updating.replace("{{ time }}", "\\d\\d:\\d\\d"));
const TICKETS = "**/api/v1/branches/*/tickets";
const HAND_IN = "**/reserve/hand-in";

interface Reserve {
  letters: { numbers: string[] }[];
  given: object[];
}

const reserve = (page: Page): Promise<Reserve> =>
  page.evaluate(() => JSON.parse(localStorage.getItem("sportello.reserve.centro") ?? '{"letters":[],"given":[]}') as Reserve);

/** The kiosk holds numbers, and a visitor is one touch away from a ticket. */
async function readyToTake(page: Page): Promise<void> {
  await open(page, address.kiosk("it"));
  await expect.poll(async () => (await reserve(page)).letters[0]?.numbers.length).toBe(10);
  await chooseCash(page, "it");
}

const stale = (page: Page) => page.getByRole("alert").filter({ hasText: STALE });

/** Touches the button, and measures how long it takes until a number of the kiosk's own is shown, in milliseconds. */
async function timed(page: Page): Promise<number> {
  return takeButton(page, "it").evaluate(
    (button) =>
      new Promise<number>((done) => {
        const start = performance.now();
        new MutationObserver((_, observer) => {
          if (!/501/.test(document.querySelector("h1")?.textContent ?? "")) return;
          observer.disconnect();
          done(performance.now() - start);
        }).observe(document.body, { childList: true, subtree: true, characterData: true });
        (button as HTMLElement).click();
      }),
  );
}

test("a number is given at once while the server is gone, and stands in the queue once it is back", async ({ page, another, server }) => {
  await readyToTake(page);
  await server.kill();
  await expect(stale(page)).toBeVisible();
  expect(await timed(page)).toBeLessThan(300);
  expect(await shownNumber(page)).toBe("A501");
  await expect(page.getByText(kiosk.alone_holds)).toBeVisible();
  await expect(page.getByText(kiosk.alone_unknown)).toBeVisible();
  await expect(page.getByRole("heading", { name: words.it.ready.title })).toBeVisible();
  expect((await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]).analyze()).violations).toEqual([]);
  await server.restart();
  await expect(stale(page)).toBeHidden();
  await expect.poll(async () => (await reserve(page)).given).toEqual([]);
  expect(await server.counts()).toMatchObject({ issued: 1, waiting: 1 });
  const tablet = await another();
  await signIn(tablet.context(), server, "anna");
  await open(tablet, address.desk(1, "it"));
  await expect(tablet.getByRole("row").filter({ hasText: "A501" })).toContainText(words.it.desk.alone);
});

test("what was given out survives a reload, and is handed in once", async ({ page, server }) => {
  await readyToTake(page);
  await server.kill();
  await expect(stale(page)).toBeVisible();
  await takeButton(page, "it").click();
  expect(await shownNumber(page)).toBe("A501");
  // The server is back, but the network is not yet: the page is loaded again with its ticket unsent.
  await page.route(HAND_IN, (route) => route.abort());
  await server.restart();
  await page.reload();
  expect((await reserve(page)).given).toHaveLength(1);
  expect((await server.counts()).issued).toBe(0);
  await page.unroute(HAND_IN);
  await expect.poll(async () => (await reserve(page)).given).toEqual([]);
  expect(await server.counts()).toMatchObject({ issued: 1, waiting: 1 });
});

test("a visitor whose answer was lost with the server has one ticket that waits", async ({ page, server }) => {
  await readyToTake(page);
  let answered = 0;
  await page.route(TICKETS, async (route) => {
    if (answered === 0) expect((await route.fetch()).status()).toBe(201);
    answered += 1;
    return route.abort("connectionreset");
  });
  await takeButton(page, "it").click();
  await expect.poll(() => answered).toBeGreaterThan(0);
  await server.kill();
  expect(await shownNumber(page)).toBe("A501");
  await page.unroute(TICKETS);
  await server.restart();
  await expect.poll(async () => (await reserve(page)).given).toEqual([]);
  expect(await server.counts()).toMatchObject({ issued: 2, waiting: 1 });
  const desk = await (await server.signIn("anna")).desk(1, "open", "next");
  expect(desk).toMatchObject({ ticket: { number: "A501" } });
});
