// Signing in: what fails often is delayed and then locked, a password that somebody else knows is changed first, and colleagues
// change places on one tablet.
import type { Page } from "@playwright/test";
import { expect, PASSWORD, signIn, test } from "../sportello";
import { address, words } from "../screens";

const own = words.en;

// The browser notes each answer that refuses.
test.use({ provoked: [/status of (403|422|429)/] });

async function trySignIn(page: Page, user: string, password: string): Promise<void> {
  await page.getByLabel(own.sign_in.user).fill(user);
  await page.getByLabel(own.sign_in.password).fill(password);
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name: own.sign_in.submit }).click();
  await answered;
}

test("after five wrong passwords the page says how long to wait, and a colleague signs in meanwhile", async ({ page }) => {
  await page.goto("/sign-in?lang=en&next=/b/centro/desk");
  for (let time = 0; time < 5; time += 1) {
    await trySignIn(page, "anna", "wrong password");
    await expect(page.getByRole("status")).toContainText(own.sign_in.refused);
  }
  await trySignIn(page, "anna", PASSWORD);
  await expect(page.getByRole("status")).toContainText(/[1-9]\d*/);
  await expect(page).toHaveURL(/sign-in/);
  await page.goto("/sign-in?lang=en&next=/b/centro/desk");
  await trySignIn(page, "bruno", PASSWORD);
  await expect(page).toHaveURL(/\/b\/centro\/desk/);
});

test("a one-time password is shown once, and its person chooses another before anything else", async ({ page, context, server, another }) => {
  await signIn(context, server, "gaia");
  await page.goto("/b/centro/office/staff?lang=en");
  await page.getByLabel(own.people.name, { exact: true }).fill("Ugo Neri");
  await page.getByRole("textbox", { name: own.people.login }).fill("ugo");
  await page.getByRole("button", { name: own.people.add }).click();
  const password = await page.locator(".given-password code").innerText();

  const tablet = await another();
  await tablet.goto(`${server.origin}/sign-in?lang=en&next=/b/centro/desk`);
  await trySignIn(tablet, "ugo", password);
  await expect(tablet).toHaveURL(/\/password\?next=/);
  await expect(tablet.getByRole("status")).toContainText(own.account.must_change);
  await tablet.getByLabel(own.account.current).fill(password);
  await tablet.getByLabel(own.account.new).fill("correct horse");
  await tablet.getByRole("button", { name: own.account.save }).click();
  await expect(tablet).toHaveURL(/\/b\/centro\/desk/);
});

test("whoever is locked is told to ask a manager, and is let in once unlocked", async ({ page, context, server, another }) => {
  await signIn(context, server, "gaia");
  await page.goto("/b/centro/office/staff/1?lang=en");
  await page.getByRole("button", { name: own.people.lock, exact: true }).click();
  await expect(page).toHaveURL(/said=saved/);

  const tablet = await another();
  await tablet.goto(`${server.origin}/sign-in?lang=en&next=/b/centro/desk`);
  await trySignIn(tablet, "anna", PASSWORD);
  await expect(tablet.getByRole("status")).toContainText(own.sign_in.refused);
  await page.goto("/b/centro/office/staff/1?lang=en");
  await page.getByRole("button", { name: own.people.unlock }).click();
  await expect(page).toHaveURL(/said=saved/);
  await trySignIn(tablet, "anna", PASSWORD);
  await expect(tablet).toHaveURL(/\/b\/centro\/desk/);
});

test("colleagues change places on one tablet, and the name that is signed in is always in sight", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(address.deskChoice("en"));
  await expect(page.locator(".staff-name")).toContainText("Anna");
  await page.getByRole("button", { name: own.staff.change_user }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel(/./).first().waitFor();
  await page.locator("#user").fill("bruno");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("form button[type=submit]").click();
  await expect(page.locator(".staff-name")).toContainText("Bruno");
});
