// A visitor is called back: asked for without script, dialled by the desk, and the wall says nothing.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { CASH, fill, open, words } from "../screens";

const own = words.en;
const PHONE = "+39 02 1234567";

async function noFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id), page.url()).toEqual([]);
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a number is asked for, and the page says by what its visitor knows the bank", async ({ page }) => {
    await page.goto(`/b/centro/join?lang=en&service=${CASH.id}`);
    await page.getByLabel(own.book.phone).fill(PHONE);
    await page.getByRole("button", { name: own.call_back.ask }).click();
    await expect(page).toHaveURL(/\/t\//);
    await expect(page.getByText(own.call_back.title, { exact: true })).toBeVisible();
    await expect(page.getByText(own.call_back.never, { exact: true })).toBeVisible();
    await expect(page.locator("body")).not.toContainText("1234567");
  });
});

test("the desk is told whom to dial, the wall is silent, and no answer puts the ticket aside", async ({ page, context, server }) => {
  await page.goto(`/b/centro/join?lang=en&service=${CASH.id}`);
  await noFindings(page);
  await page.getByLabel(own.book.phone).fill(PHONE);
  await page.getByRole("button", { name: own.call_back.ask }).click();
  await expect(page).toHaveURL(/\/t\//);
  await page.locator("html[data-runs]").waitFor({ state: "attached" });
  await noFindings(page);

  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next");
  await expect(page.getByText(own.call_back.calling, { exact: true }).first()).toBeVisible();
  const desk = await context.newPage();
  await signIn(context, server, "anna");
  await open(desk, "/b/centro/desk/1?lang=en");
  await expect(desk.getByRole("heading", { name: fill(own.dial.title, { dial: 1, dials: 3 }) })).toBeVisible();
  await expect(desk.getByRole("link", { name: "+39021234567" })).toBeVisible();
  await expect(desk.getByText(own.dial.never, { exact: true })).toBeVisible();
  await noFindings(desk);
  const wall = await context.newPage();
  await open(wall, "/b/centro/lobby?lang=en");
  await expect(wall.locator(".wall-number")).toHaveCount(0);
  await desk.getByRole("button", { name: own.dial.no_answer }).click();
  await expect(page.getByText(new RegExp(`^${own.call_back.no_answer}`)).first()).toBeVisible();
});
