// At hand at the desk: what is promised for later, an interest with a consent that is read and withdrawn, contact data that are
// checked; and a request looked up at the kiosk. The office's pages need no script.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { BRANCH, expect, signIn, test } from "../sportello";
import { open, words } from "../screens";

const own = words.en;

// A form that is refused comes again with 422, a wrong PIN with 404.
test.use({ provoked: [/status of (404|422)/] });

async function noFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id), page.url()).toEqual([]);
}

test("a follow-up is promised, stands in the list and is done", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(`/b/${BRANCH}/office/follow-ups/new?lang=en`);
  await noFindings(page);
  await page.getByLabel(own.follow_up.note).fill("Call Rosa Bianchi about her card");
  await page.getByRole("button", { name: own.follow_up.keep }).click();
  await expect(page.getByText(own.office.saved)).toBeVisible();
  await noFindings(page);
  await page.getByRole("main").getByRole("link", { name: own.to_do.title }).click();
  await expect(page.getByRole("table")).not.toContainText("Rosa");
  await noFindings(page);
  await page.getByRole("table").getByRole("link", { name: own.to_do.follow_up }).click();
  await page.getByRole("button", { name: own.follow_up.set_done, exact: true }).click();
  await expect(page.getByRole("button", { name: own.follow_up.set_done, exact: true })).toHaveCount(0);
});

test("a consent is read in the client's language, and withdrawn by one touch on their own page", async ({ page, context, server, browser }) => {
  await signIn(context, server, "anna");
  await page.goto(`/b/${BRANCH}/office/interests/new?lang=en`);
  await noFindings(page);
  await page.getByRole("link", { name: "Personal loan" }).click();
  await page.getByRole("link", { name: "Deutsch" }).click();
  await noFindings(page);
  const tick = page.locator("#consent");
  await expect(tick).not.toBeChecked();
  await tick.check();
  await page.getByLabel(own.interest.phone).fill("06 1234567");
  await page.getByRole("button", { name: own.interest.keep, exact: true }).click();
  await expect(page.getByText(own.office.saved)).toBeVisible();
  await noFindings(page);
  const link = await page.locator("strong[translate='no']").innerText();

  const home = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB" });
  const phone = await home.newPage();
  await phone.goto(`${server.origin}${new URL(link, server.origin).pathname}`);
  await phone.getByRole("button", { name: own.consent.withdraw }).click();
  await expect(phone.getByRole("button", { name: own.consent.withdraw })).toHaveCount(0);
  await home.close();
  await page.reload();
  await expect(page.getByText(own.interest.withdrawn)).toBeVisible();
});

test("contact data are checked by one touch", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(`/b/${BRANCH}/office/contact-checks/new?lang=en`);
  await expect(page.getByText(own.contact_check.no_mail)).toBeVisible();
  await noFindings(page);
  await page.getByRole("button", { name: own.contact_check.right }).click();
  await expect(page.getByText(own.contact_check.checked, { exact: true })).toBeVisible();
});

test("a request is looked up at the kiosk by its keys, and nothing of it stays", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(`/b/${BRANCH}/office/cases/new?lang=en`);
  await page.getByLabel(own.cases.kind).selectOption("mortgage");
  await page.getByRole("button", { name: own.cases.enter, exact: true }).click();
  await expect(page.getByText(own.cases.card_once)).toBeVisible();
  const [code = "", pin = ""] = await page.locator(".receipt-number").allInnerTexts();

  await open(page, `/b/${BRANCH}/kiosk?lang=en`);
  await page.getByRole("link", { name: own.kiosk.answers }).click();
  await page.getByRole("link", { name: own.status.tile }).click();
  for (const sign of code.replace(/\s/g, "")) {
    await page.getByRole("button", { name: sign, exact: true }).click();
  }
  await noFindings(page);
  await page.getByRole("button", { name: own.status.next, exact: true }).click();
  for (const digit of pin) {
    await page.getByRole("button", { name: digit, exact: true }).click();
  }
  await page.getByRole("button", { name: own.status.look, exact: true }).click();
  await expect(page.getByText("Mortgage")).toBeVisible();
  await expect(page.getByText(own.status.bank)).toBeVisible();
  await noFindings(page);
  await page.getByText(own.kiosk.start_over, { exact: true }).click();
  await page.getByRole("link", { name: own.kiosk.answers }).click();
  await page.getByRole("link", { name: own.status.tile }).click();
  await expect(page.locator("#request")).toHaveValue("");
});
