// Passkeys, with an authenticator that Chromium plays: added on the account's page, used after the password, refused once removed.
// Browsers have them at a name only, so the machine is called localhost here.
import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "@playwright/test";
import { expect, PASSWORD, signIn, test } from "../sportello";
import { words } from "../screens";

const own = words.en;

test.use({ provoked: [/status of (401|403|422)/] });

/** The server by the name at which browsers have passkeys. */
function named(origin: string): string {
  return origin.replace("127.0.0.1", "localhost");
}

/** A phone that unlocks itself, in the browser of this page. */
async function plugPhoneIn(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Sends the password, and goes to the office then. */
async function sendPassword(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/sign-in?lang=en&next=/b/centro/office`);
  await page.getByLabel(own.sign_in.user, { exact: true }).fill("gaia");
  await page.getByLabel(own.sign_in.password, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: own.sign_in.submit }).click();
}

async function noFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id), page.url()).toEqual([]);
}

test("a manager adds a passkey, signs in with it, and it is refused once it was removed", async ({ page, context, server, browser }) => {
  const origin = named(server.origin);
  await plugPhoneIn(context, page);
  await sendPassword(page, origin);
  await expect(page).toHaveURL(/\/b\/centro\/office/);
  await page.goto(`${origin}/second-factor?lang=en&next=/b/centro/office`);
  await page.getByRole("link", { name: own.account.passkeys }).click();
  await noFindings(page);
  await page.getByLabel(own.account.passkey_name).fill("My phone");
  await page.getByLabel(own.account.current).fill(PASSWORD);
  await page.getByRole("button", { name: own.account.passkey_begin }).click();
  await expect(page.getByRole("button", { name: own.account.passkey_make })).toBeVisible();
  await noFindings(page);
  await page.getByRole("button", { name: own.account.passkey_make }).click();
  await expect(page.locator(".recovery-codes li")).toHaveCount(10);
  const code = (await page.locator(".recovery-codes code").first().textContent()) ?? "";
  await page.goto(`${origin}/passkeys?lang=en`);
  await expect(page.getByRole("heading", { name: "My phone" })).toBeVisible();
  await expect(page.getByText(own.account.passkey_unused)).toBeVisible();
  await noFindings(page);

  await context.clearCookies();
  await sendPassword(page, origin);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.sign_in.factor_heading);
  await noFindings(page);
  await page.getByRole("button", { name: own.sign_in.passkey_use }).click();
  await expect(page).toHaveURL(/\/b\/centro\/office/);
  await expect(page.locator(".staff-name")).toContainText("Gaia");

  // While the sign-in waits, the passkey is removed in another browser, into which a recovery code leads.
  await context.clearCookies();
  await sendPassword(page, origin);
  await expect(page.getByRole("button", { name: own.sign_in.passkey_use })).toBeVisible();
  const other = await browser.newContext();
  const beside = await other.newPage();
  await sendPassword(beside, origin);
  await beside.getByLabel(own.sign_in.code).fill(code);
  await beside.getByRole("button", { name: own.sign_in.code_submit }).click();
  await expect(beside).toHaveURL(/\/b\/centro\/office/);
  await beside.goto(`${origin}/passkeys?lang=en`);
  await beside.getByText(own.account.passkey_remove_which.replace("{{ name }}", "My phone")).click();
  await beside.locator("details").getByLabel(own.account.current).fill(PASSWORD);
  await beside.getByRole("button", { name: own.account.passkey_remove, exact: true }).click();
  await expect(beside.getByText(own.account.passkeys_none)).toBeVisible();
  await other.close();
  await page.getByRole("button", { name: own.sign_in.passkey_use }).click();
  await expect(page.getByText(own.sign_in.wrong_passkey)).toBeVisible();
  await page.goto(`${origin}/b/centro/office?lang=en`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("at an address that is a number the page says why there is none", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  await page.goto("/passkeys?lang=en");
  await expect(page.getByText(own.account.passkey_not_here)).toBeVisible();
  await noFindings(page);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what is missing", async ({ page, server }) => {
    const origin = named(server.origin);
    await sendPassword(page, origin);
    await expect(page).toHaveURL(/\/b\/centro\/office/);
    await page.goto(`${origin}/passkeys?lang=en`);
    await page.getByLabel(own.account.passkey_name).fill("My phone");
    await page.getByLabel(own.account.current).fill(PASSWORD);
    await page.getByRole("button", { name: own.account.passkey_begin }).click();
    await expect(page.locator("noscript p").filter({ hasText: own.account.passkey_script })).toBeVisible();
    await expect(page.getByRole("button", { name: own.account.passkey_make })).toBeHidden();
  });
});
