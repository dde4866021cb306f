// A request in progress: opened at the desk, looked up at home without script, asked for a document.
import { BRANCH, expect, signIn, test } from "../sportello";
import { words } from "../screens";

// A wrong PIN is answered with 422.
test.use({ provoked: [/status of 422/] });

test("a visitor looks a request up with code and PIN and sees what is missing", async ({ page, context, server, browser }) => {
  await signIn(context, server, "anna");
  await page.goto(`${server.origin}/b/${BRANCH}/office/cases/new?lang=en`);
  await page.getByLabel(words.en.cases.kind).selectOption("mortgage");
  await page.getByRole("button", { name: words.en.cases.enter, exact: true }).click();
  await expect(page.getByText(words.en.cases.card_once)).toBeVisible();
  const [code, pin] = await page.locator(".receipt-number").allInnerTexts();
  await page.getByRole("link", { name: words.en.cases.to_case }).click();
  await page.getByLabel(words.en.cases.missing).selectOption("payslips");
  await page.getByRole("button", { name: words.en.cases.ask_client }).click();
  await expect(page.getByText(words.en.office.saved)).toBeVisible();

  const home = await browser.newContext({ javaScriptEnabled: false });
  const phone = await home.newPage();
  await phone.goto(`${server.origin}/b/${BRANCH}/status?lang=en`);
  await phone.getByLabel(words.en.status.code).fill(code ?? "");
  await phone.getByLabel(words.en.status.pin).fill("000000");
  await phone.getByRole("button", { name: words.en.status.look }).click();
  await expect(phone.getByText(words.en.status.wrong)).toBeVisible();
  await phone.getByLabel(words.en.status.pin).fill(pin ?? "");
  await phone.getByRole("button", { name: words.en.status.look }).click();
  await expect(phone.getByText(words.en.status.client)).toBeVisible();
  await expect(phone.getByRole("heading", { name: words.en.status.missing })).toBeVisible();
  await phone.getByRole("link", { name: words.en.status.bring }).click();
  await expect(phone).toHaveURL(/\/ready\/mortgage/);
  await home.close();
});
