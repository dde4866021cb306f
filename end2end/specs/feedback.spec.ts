// A visitor says how the visit was, from the ticket's page and at the exit, without script too; the manager reads it.
import { BRANCH, expect, signIn, test } from "../sportello";
import { words } from "../screens";

async function left(server: { origin: string }, request: import("@playwright/test").APIRequestContext): Promise<string> {
  const key = () => ({ "Idempotency-Key": crypto.randomUUID() });
  const data = { service: "cash", language: "en" };
  const issued = await request.post(`${server.origin}/api/v1/branches/${BRANCH}/tickets`, { headers: key(), data });
  const { token } = (await issued.json()) as { token: string };
  await request.post(`${server.origin}/api/v1/tickets/${token}/cancel`, { headers: key(), data: {} });
  return token;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("a visitor answers one question a page, from the ticket to the thanks", async ({ page, server, request }) => {
      const token = await left(server, request);
      await page.goto(`${server.origin}/t/${token}?lang=en`);
      await page.getByRole("link", { name: words.en.feedback.link }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.en.feedback.satisfaction);
      await expect(page.locator("[checked]")).toHaveCount(0);
      await page.getByRole("button", { name: words.en.feedback.s1 }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(new RegExp(`${words.en.feedback.effort}|${words.en.feedback.recommendation.replace("?", "\\?")}`));
      await page.getByRole("link", { name: words.en.feedback.skip, exact: true }).click();
      await page.getByRole("textbox").fill("Too long a wait 😀");
      await page.getByRole("button", { name: words.en.feedback.send }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.en.feedback.thanks);
      await expect(page.getByRole("link", { name: words.en.feedback.complain })).toBeVisible();
    });
  });
}

test("a low answer is with the manager within seconds, and its words in the office", async ({ page, context, server, request }) => {
  await signIn(context, server, "gaia");
  await page.goto(`${server.origin}/b/${BRANCH}/manager?lang=en`);
  const token = await left(server, request);
  const headers = () => ({ "Idempotency-Key": crypto.randomUUID() });
  await request.post(`${server.origin}/api/v1/feedback/${token}`, { headers: headers(), data: { satisfaction: 1 } });
  await expect(page.getByText(words.en.alert.low_feedback)).toBeVisible();
  await request.post(`${server.origin}/api/v1/feedback/${token}`, { headers: headers(), data: { comment: "The queue stood still" } });
  await page.goto(`${server.origin}/b/${BRANCH}/office/feedback?lang=en&q=stood`);
  await expect(page.getByText("The queue stood still")).toBeVisible();
  await page.getByRole("button", { name: words.en.voice.seen }).click();
  await expect(page.getByText(words.en.office.saved)).toBeVisible();
});

test("the exit's screen goes back to the first question for the next visitor", async ({ page, server }) => {
  await page.goto(`${server.origin}/b/${BRANCH}/feedback?lang=en`);
  await page.getByRole("button", { name: words.en.feedback.s5 }).click();
  await page.getByRole("link", { name: words.en.feedback.skip, exact: true }).click();
  await page.getByRole("link", { name: words.en.feedback.skip, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.en.feedback.thanks);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.it.feedback.satisfaction);
});
