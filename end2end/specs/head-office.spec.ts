// The branches of the bank beside each other: searched, ordered, and read without script.
import AxeBuilder from "@axe-core/playwright";
import { expect, signIn, test } from "../sportello";
import { words } from "../screens";

const own = words.en.bank;
const BANK = "/office/branches";

test.use({ provoked: [/status of (401|403)/] });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("a manager comes from the office, sees who waits, searches and orders", async ({ page, context, server }) => {
      await server.issue("cash");
      await signIn(context, server, "gaia");
      await page.goto("/b/centro/office?lang=en");
      await page.getByRole("link", { name: own.title }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.title);
      const table = page.getByRole("region", { name: own.title });
      await expect(table.getByRole("row")).toHaveCount(2);
      await expect(table.getByRole("row").last()).toContainText("1");
      await expect(page.getByText(own.fair)).toBeVisible();

      await page.getByRole("searchbox", { name: own.search }).fill("no such branch");
      await page.getByRole("button", { name: words.en.figures.show }).click();
      await expect(page.getByText(own.nothing)).toBeVisible();

      await page.getByRole("searchbox", { name: own.search }).fill("centro");
      await page.getByRole("combobox", { name: own.by, exact: true }).selectOption("wait");
      await page.getByRole("button", { name: words.en.figures.show }).click();
      await expect(page.getByText(own.order_wait)).toBeVisible();
      await expect(table.getByRole("row")).toHaveCount(2);
    });
  });
}

for (const language of ["en", "it"] as const) {
  test(`the page has no fault that axe finds (${language})`, async ({ page, context, server }) => {
    await server.issue("cash");
    await signIn(context, server, "gaia");
    // The map of hours is there once the figures are written.
    await expect.poll(async () => {
      await page.goto(`${BANK}?lang=${language}`);
      return page.locator("#heat").count();
    }).toBe(1);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[language].bank.title);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

test("a CSR does not see them", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(`${BANK}?lang=en`);
  await expect(page).toHaveURL(/sign-in/);
});
