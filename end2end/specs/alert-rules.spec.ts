// Alerts by rule in the office: a branch without rules says so, and axe finds no fault.
import AxeBuilder from "@axe-core/playwright";
import { expect, signIn, test } from "../sportello";
import { words } from "../screens";

const ALERTS = "/b/centro/office/alerts";

test.use({ provoked: [/status of (401|403)/] });

for (const language of ["en", "it"] as const) {
  test(`a manager reads what the rules find, and axe finds no fault (${language})`, async ({ page, context, server }) => {
    await signIn(context, server, "gaia");
    await page.goto(`/b/centro/office?lang=${language}`);
    await page.getByRole("main").getByRole("link", { name: words[language].troubles.title }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[language].troubles.title);
    await expect(page.getByText(words[language].troubles.no_rules)).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

test("a CSR does not see them", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(`${ALERTS}?lang=en`);
  await expect(page).toHaveURL(/sign-in/);
});
