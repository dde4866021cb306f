// A visitor who walks away from the kiosk is asked, and leaves nothing behind.
import type { Page } from "@playwright/test";
import { expect, test } from "../sportello";
import { address, atHand, chooseCash, shownNumber, takeButton, touch, words } from "../screens";
import { openInStillTime } from "../time";

/** Where a kiosk keeps the numbers that it gives out while it cannot reach the server. */
const RESERVE = "sportello.reserve.centro";

test.describe("a visitor who walks away", () => {
  async function halfWay(page: Page): Promise<void> {
    await openInStillTime(page, address.kiosk("it"));
    await page.getByRole("link", { name: "English" }).click();
    await chooseCash(page, "en");
    await touch(atHand(page, "en").first());
    await touch(page.getByRole("radio", { name: words.en.kiosk.yes }));
  }

  const dialog = (page: Page) => page.getByRole("dialog", { name: words.en.kiosk.idle_title });

  test("is asked after 45 seconds, may go on at least ten times, and loses nothing", async ({ page }) => {
    await halfWay(page);
    await page.clock.fastForward(43_000);
    await expect(dialog(page)).toBeHidden();
    for (let times = 0; times < 10; times += 1) {
      await page.clock.fastForward(times === 0 ? 3_000 : 46_000);
      await expect(dialog(page)).toBeVisible();
      await expect(dialog(page)).toContainText(/\d+ seconds/);
      await page.getByRole("button", { name: words.en.kiosk.idle_stay }).click();
      await expect(dialog(page)).toBeHidden();
    }
    await expect(atHand(page, "en").first()).toBeChecked();
    await expect(page.getByRole("radio", { name: words.en.kiosk.yes })).toBeChecked();
  });

  test("leaves nothing behind 30 seconds later", async ({ page }) => {
    await halfWay(page);
    const pages = await page.evaluate(() => history.length);
    await page.clock.fastForward(46_000);
    await expect(dialog(page)).toBeVisible();
    await page.clock.fastForward(28_000);
    await expect(dialog(page)).toBeVisible();
    await page.clock.fastForward(3_000);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.it.kiosk.welcome);
    await expect(dialog(page)).toBeHidden();
    const left = await page.evaluate(() => ({
      address: location.pathname + location.search,
      pages: history.length,
      kept: { ...localStorage, ...sessionStorage },
      cookies: document.cookie,
      scrolled: scrollY,
    }));
    // The kiosk's own numbers, of which none is anybody's.
    const { [RESERVE]: reserve = JSON.stringify({ given: [] }), ...kept } = left.kept as Record<string, string>;
    expect(JSON.parse(reserve)).toMatchObject({ given: [] });
    expect({ ...left, kept }).toEqual({ address: "/b/centro/kiosk", pages, kept: {}, cookies: "", scrolled: 0 });
    await chooseCash(page, "it");
    for (const answer of await page.getByRole("group").getByRole("radio", { name: /./ }).all()) {
      if ((await answer.getAttribute("name"))?.startsWith("document-")) await expect(answer).not.toBeChecked();
    }
    await expect(page.getByRole("radio", { name: words.it.kiosk.no, exact: true })).toBeChecked();
  });

  test("may leave at once, with the ticket on the screen too", async ({ page }) => {
    await halfWay(page);
    await takeButton(page, "en").click();
    const number = await shownNumber(page);
    await page.clock.fastForward(46_000);
    await page.getByRole("button", { name: words.en.kiosk.idle_leave }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.it.kiosk.welcome);
    expect(await page.content()).not.toContain(number);
  });

  test("is not asked on the first screen, where there is nothing to leave", async ({ page }) => {
    await openInStillTime(page, address.kiosk("it"));
    await page.clock.fastForward(120_000);
    await page.clock.runFor(2_000);
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});
