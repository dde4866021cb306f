// A visitor asks at home to be told more of a product, without script: the consent is read and ticked there, and withdrawn by one touch.
import { BRANCH, expect, test } from "../sportello";
import { LANGUAGES, words } from "../screens";

// What is missing is answered with 422.
test.use({ javaScriptEnabled: false, provoked: [/status of 422/] });

for (const lang of LANGUAGES) {
  test(`from the list of a service to the consent and back (${lang})`, async ({ page, server }) => {
    const said = words[lang].consent;
    await page.goto(`${server.origin}/b/${BRANCH}/ready/loan?lang=${lang}`);
    await page.getByRole("link", { name: said.ask }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(said.ask);
    const consent = page.getByRole("checkbox");
    await expect(consent).not.toBeChecked();
    await page.getByLabel(words[lang].book.email).fill("rosa@example.org");
    await consent.check();
    await page.getByRole("button", { name: said.send, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(said.title);
    await page.getByRole("button", { name: said.withdraw }).click();
    await expect(page.getByRole("button", { name: said.withdraw })).toHaveCount(0);
  });
}

test("without an address nothing is sent, and what was typed stays", async ({ page, server }) => {
  await page.goto(`${server.origin}/b/${BRANCH}/interest?lang=en&product=personal_loan`);
  await page.locator("#name").fill("Rosa Bianchi");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: words.en.consent.send, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.en.consent.ask);
  await expect(page.locator("#name")).toHaveValue("Rosa Bianchi");
  await expect(page.getByRole("checkbox")).not.toBeChecked();
});
