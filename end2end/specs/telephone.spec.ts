// The telephone desk: a CSR serves a caller by keys alone, without script.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { words } from "../screens";

const own = words.en;
const DESK = "/b/centro/office/phone?lang=en";

async function noFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id), page.url()).toEqual([]);
}

test("a time is found and booked by keys alone", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(DESK);
  await noFindings(page);
  await page.locator("#service").focus();
  await page.keyboard.type(await page.locator("#service option[value=mortgage]").innerText());
  await page.keyboard.press("Tab");
  await page.keyboard.type(own.officer_book.afternoon);
  await page.locator(".book-search button").focus();
  await page.keyboard.press("Enter");
  // The first free time has the focus: Enter sends the form.
  await expect(page.locator("#start-0")).toBeFocused();
  await noFindings(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: own.officer_book.open })).toBeVisible();
  await expect(page).toHaveURL(/office\/phone\?day=.*booked=/);
});

test("a caller is given a place, and is told its number and word", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(DESK);
  await page.locator("#kind").selectOption("cash");
  await page.locator("#travel").selectOption("30");
  await page.getByRole("button", { name: own.join.take }).click();
  await expect(page.getByText(/^Number A001, word \w/)).toBeVisible();
  await noFindings(page);
  await page.getByLabel(own.phone_desk.look).fill("iban");
  await page.getByRole("button", { name: own.phone_desk.find }).click();
  // The answer that fits best is open.
  await expect(page.locator(".phone-answer p").first()).toBeVisible();
  await noFindings(page);
});
