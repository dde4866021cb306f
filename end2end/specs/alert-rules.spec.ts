// Alerts by rule in the office: what is found, the phones that are told, and axe finds no fault.
import AxeBuilder from "@axe-core/playwright";
import { expect, signIn, test } from "../sportello";
import { pushService, withPush } from "../push";
import { words } from "../screens";

const ALERTS = "/b/centro/office/alerts";

test.use({ provoked: [/status of (401|403)/] });

for (const language of ["en", "it"] as const) {
  test(`a manager reads what the rules find, and axe finds no fault (${language})`, async ({ page, context, server }) => {
    await signIn(context, server, "gaia");
    await page.goto(`/b/centro/office?lang=${language}`);
    await page.getByRole("main").getByRole("link", { name: words[language].troubles.title }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[language].troubles.title);
    await expect(page.getByText(words[language].troubles.none)).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

test("a CSR does not see them", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(`${ALERTS}?lang=en`);
  await expect(page).toHaveURL(/sign-in/);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, serviceWorkers: "allow" });

  test("a manager's phone is told of the branch, tested, and told no more", async ({ page, context, server }) => {
    const own = words.en.troubles;
    const service = await pushService(201);
    try {
      await withPush(page, "granted", service.endpoint);
      await signIn(context, server, "gaia");
      await page.goto(`${ALERTS}?lang=en`);
      await expect(page.getByText(own.phones_none)).toBeVisible();
      await page.getByRole("button", { name: own.phone_ask }).click();
      await expect(page.getByText(own.phones_none)).toHaveCount(0);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.getByRole("button", { name: `${own.test}: Gaia` }).click();
      await expect.poll(service.messages).toBe(1);
      await page.getByRole("button", { name: `${own.phone_remove}: Gaia` }).click();
      await expect(page.getByText(own.phones_none)).toBeVisible();
    } finally {
      await service.stop();
    }
  });

  test("a phone that forbids notifications is told so", async ({ page, context, server }) => {
    await withPush(page, "denied");
    await signIn(context, server, "gaia");
    await page.goto(`${ALERTS}?lang=en`);
    await page.getByRole("button", { name: words.en.troubles.phone_ask }).click();
    await expect(page.locator("#phone-said")).toHaveText(words.en.troubles.phone_forbidden);
  });
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what a phone needs", async ({ page, context, server }) => {
    await signIn(context, server, "gaia");
    await page.goto(`${ALERTS}?lang=en`);
    await expect(page.locator("noscript p").filter({ hasText: words.en.troubles.phone_script })).toBeVisible();
    await expect(page.getByRole("button", { name: words.en.troubles.phone_ask })).toHaveCount(0);
  });
});
