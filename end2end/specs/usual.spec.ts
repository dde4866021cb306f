// A visitor who comes again: their phone keeps service and language by itself, and the kiosk shows them first when its code is scanned.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../sportello";
import { address, open, words } from "../screens";

const BRANCH = "/b/centro";
const own = words.en.usual;
const tile = (page: Page) => page.locator(".kiosk-usual a.tile");

/** A scanner that types, and ends with Enter. */
async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

async function expectNoAxeFinding(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

test("a phone keeps the service and the language of a ticket, shows them with their code, and forgets them", async ({ page, server }) => {
  await page.goto(`${BRANCH}?lang=en`);
  await expect(page.locator("#usual")).toBeHidden();
  await open(page, address.phone(await server.issue("cash", { language: "en" }), "en"));
  await page.getByRole("button", { name: own.keep }).click();
  await expect(page.getByText(own.kept)).toBeVisible();
  await expect(page.getByRole("button", { name: own.forget })).toBeVisible();
  await expectNoAxeFinding(page);
  await page.getByRole("link", { name: own.page }).click();
  const mine = page.locator("#usual");
  await expect(mine.getByRole("heading", { name: own.mine })).toBeVisible();
  await expect(mine).toContainText("Pay in or withdraw cash");
  const code = mine.getByRole("img", { name: own.code });
  await expect(code).toHaveAttribute("src", "/api/v1/branches/centro/ready/cash/usual.svg?lang=en");
  await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
  await expectNoAxeFinding(page);
  await mine.getByRole("button", { name: own.forget }).click();
  await expect(mine).toContainText(own.forgotten);
  await page.reload();
  await expect(mine).toBeHidden();
  expect(await page.evaluate(() => localStorage.getItem("sportello.usual"))).toBeNull();
});

test("a branch without the kept service says so, and a browser's own nonsense is nothing", async ({ page }) => {
  await page.goto(`${BRANCH}?lang=en`);
  await page.evaluate(() => localStorage.setItem("sportello.usual", '{"service":"gold","language":"en"}'));
  await page.reload();
  await expect(page.locator("#usual")).toContainText(own.absent);
  await page.evaluate(() => localStorage.setItem("sportello.usual", '{"service":"\\"]<b>","language":7}'));
  await page.reload();
  await expect(page.locator("#usual")).toBeHidden();
});

test("the kiosk speaks the visitor's language and shows their service first", async ({ page }) => {
  await open(page, address.kiosk("en"));
  await scan(page, "SPORTELLO.USUAL.IT.CASH");
  await expect(page.locator(".kiosk-usual h2")).toHaveText(words.it.kiosk.usual);
  await expect(page.locator("[data-speech]")).toHaveAttribute("lang", "it");
  await expectNoAxeFinding(page);
  await tile(page).click();
  await expect(page.getByRole("button", { name: words.it.kiosk.take })).toBeVisible();
});

test("a code of another bank and a language that is not spoken are said in a sentence", async ({ page }) => {
  const { usual_unknown: unknown, usual_language: language } = words.en.kiosk;
  await open(page, address.kiosk("en"));
  for (const code of ["SPORTELLO.USUAL.EN.GOLD", "https://other.example/x", "sportello.usual.<b>"]) {
    await scan(page, code);
    await expect(page.locator(".kiosk-usual")).toContainText(unknown);
    await expect(tile(page)).toHaveCount(0);
  }
  await scan(page, "SPORTELLO.USUAL.XX.CASH");
  await expect(page.locator(".kiosk-usual")).toContainText(language);
  await expect(tile(page)).toContainText("Pay in or withdraw cash");
});
