// A branch in which people learn: visitors who are not real come when they are asked for, and every screen says what it is.
import AxeBuilder from "@axe-core/playwright";
import { expect, signIn, test } from "../sportello";
import { open, words } from "../screens";

test.use({ setup: { "practice = false": "practice = true" } });

const own = words.en;
const BESIDE = "/b/centro-practice";

test("a CSR goes to the practice branch, has somebody come, serves them, and goes back", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await open(page, "/b/centro/desk?lang=en");
  await page.getByRole("link", { name: own.practice.go }).click();
  await expect(page).toHaveURL(/centro-practice\/desk/);
  const banner = page.getByText(own.practice.bar);
  await expect(banner).toBeVisible();
  await open(page, `${BESIDE}/desk/1?lang=en`);
  await expect(banner).toBeVisible();
  await page.getByRole("button", { name: own.desk.open }).click();
  await page.getByRole("button", { name: own.practice.visitor }).click();
  await expect(page.getByRole("region", { name: own.desk.queue }).getByRole("row").filter({ hasText: /A\d{3}/ })).toBeVisible();
  await page.getByRole("button", { name: own.desk.call_next }).click();
  await expect(page.getByRole("region", { name: own.desk.at_desk })).toContainText(/A\d{3}/);
  await open(page, "/b/centro/desk?lang=en");
  await expect(banner).toBeHidden();
  expect((await server.counts()).issued).toBe(0);
});

test("every screen of it says that people learn here, without a finding of axe", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  for (const screen of ["kiosk", "lobby", "desk", "desk/1", "manager"]) {
    await open(page, `${BESIDE}/${screen}?lang=en`);
    await expect(page.getByText(own.practice.bar)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa", "best-practice"]).analyze();
    expect(violations.map(({ id }) => id), screen).toEqual([]);
  }
});
