// What a browser does of its own under fingers, and what a kiosk must not: enlarge the page, open its menu, swipe back.
import type { Page } from "@playwright/test";
import { expect, test } from "../sportello";
import { address, CASH, open } from "../screens";

test.use({ hasTouch: true, viewport: { width: 1920, height: 1080 } });

/** Two fingers that move apart on the middle of the screen; how much larger the page is then. */
async function enlarge(page: Page): Promise<number> {
  const browser = await page.context().newCDPSession(page);
  const fingers = (apart: number) => [{ x: 960 - apart, y: 540, id: 1 }, { x: 960 + apart, y: 540, id: 2 }];
  await browser.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: fingers(50) });
  for (let apart = 60; apart <= 200; apart += 20) await browser.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: fingers(apart) });
  await browser.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  return page.evaluate(() => visualViewport?.scale ?? 0);
}

/** Whether the browser would open its menu on this. */
async function opensMenu(page: Page, selector: string): Promise<boolean> {
  await page.evaluate(() => {
    const seen = window as unknown as { menu: boolean | null };
    seen.menu = null;
    addEventListener("contextmenu", (event) => setTimeout(() => (seen.menu = !event.defaultPrevented)), { once: true });
  });
  await page.locator(selector).first().click({ button: "right" });
  const menu = () => page.evaluate(() => (window as unknown as { menu: boolean | null }).menu);
  await expect.poll(menu).not.toBeNull();
  return (await menu()) === true;
}

test("two fingers enlarge no step of the kiosk, for the next visitor would find it so", async ({ page }) => {
  await page.goto(address.frontDoor("it"));
  expect(await enlarge(page), "elsewhere they do").toBeGreaterThan(1.2);
  for (const query of ["", "&category=counter", `&service=${CASH.id}`]) {
    await open(page, address.kiosk("it", query));
    expect(await enlarge(page), `the kiosk${query}`).toBe(1);
  }
});

test("a finger that stays opens no menu on the kiosk, and drags nothing away", async ({ page }) => {
  await open(page, address.kiosk("it"));
  for (const selector of [".tile", ".kiosk-branch", "h1"]) expect(await opensMenu(page, selector), selector).toBe(false);
  const dragged = await page.locator(".tile").first().evaluate((link) => link.dispatchEvent(new DragEvent("dragstart", { bubbles: true, cancelable: true })));
  expect(dragged).toBe(false);
  // The staff's own screens keep it.
  await open(page, address.lobby("it"));
  expect(await opensMenu(page, ".wall-top")).toBe(true);
});

test("a swipe over the kiosk's edge leads to no other page", async ({ page }) => {
  await open(page, address.kiosk("it"));
  const root = await page.evaluate(() => {
    const { overscrollBehaviorX, overscrollBehaviorY } = getComputedStyle(document.documentElement);
    return [overscrollBehaviorX, overscrollBehaviorY];
  });
  expect(root).toEqual(["none", "none"]);
});
