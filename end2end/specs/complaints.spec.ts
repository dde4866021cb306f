// A complaint from the public page to the answer, without script on the visitor's side.
import { BRANCH, expect, signIn, test } from "../sportello";
import { words } from "../screens";

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("what was typed stays, what is wrong is said, and the receipt names number, date and arbiter", async ({ page, server }) => {
    await page.goto(`${server.origin}/b/${BRANCH}/complain?lang=en`);
    await page.getByLabel(words.en.complain.words).fill("The card never came.");
    await page.getByLabel(words.en.complain.insurance).check();
    await page.getByLabel(words.en.complain.name).fill("Rosa Bianchi");
    await page.getByLabel(words.en.complain.contact).fill("rosa@example.org");
    await page.getByRole("button", { name: words.en.complain.send }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.en.complain.entered);
    await expect(page.getByText("Arbitro Assicurativo")).toBeVisible();
  });
});

test("the office takes and answers a complaint, and the register says why it is due", async ({ page, context, server }) => {
  const data = { kind: "payments", name: "Rosa Bianchi", contact: "rosa@example.org", words: "The transfer is late." };
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  await context.request.post(`${server.origin}/api/v1/branches/${BRANCH}/complaints`, { headers, data });
  await signIn(context, server, "gaia");
  await page.goto(`${server.origin}/b/${BRANCH}/office/complaints?lang=en`);
  await expect(page.getByText(/15 business days after/)).toBeVisible();
  await page.getByRole("rowheader").getByRole("link").first().click();
  await expect(page.getByText("The transfer is late.")).toBeVisible();
  await page.getByRole("button", { name: words.en.complaints.take }).click();
  await expect(page.getByText(words.en.office.saved)).toBeVisible();
  const answer = page.locator("details", { hasText: words.en.complaints.text });
  await answer.locator("summary").click();
  await answer.getByLabel(words.en.complaints.rejected).check();
  await answer.getByLabel(words.en.complaints.text).fill("The transfer went out in time.");
  await answer.getByLabel(new RegExp(words.en.complaints.reasons)).fill("The receiving bank was late.");
  await answer.getByRole("checkbox").check();
  await answer.getByRole("button").click();
  await expect(page.getByText(words.en.office.saved)).toBeVisible();
  await expect(page.getByRole("link", { name: words.en.complaints.answer_paper })).toBeVisible();
});
