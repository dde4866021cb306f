// Who can be booked: a manager says so on a page, and the visitor finds the free times. It needs no script.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { words } from "../screens";

const own = words.en;

test.use({ provoked: [/status of 422/] });

async function noFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id), page.url()).toEqual([]);
}

test("a manager opens a colleague's book, and an absence takes the free times away", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  await page.goto("/b/centro/office?lang=en");
  await page.getByRole("link", { name: own.officers.title }).first().click();
  await expect(page.getByRole("table")).toContainText("Elena");
  await noFindings(page);
  await page.getByRole("link", { name: own.officers.add.replace("{{ name }}", "Anna") }).click();
  await page.getByLabel("Monday").fill("8-13");
  await page.getByRole("button", { name: own.officers.save, exact: true }).click();
  await expect(page.getByLabel("Monday")).toHaveValue("8-13");
  await expect(page.getByLabel("Monday")).toHaveAttribute("aria-invalid", "true");
  await noFindings(page);
  await page.getByLabel("Monday").fill("");
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]) {
    await page.getByLabel(day).fill("08:30-13:30, 14:45-16:15");
  }
  await page.locator("#services input").first().check();
  const service = (await page.locator("#services input").first().getAttribute("name"))?.replace("service.", "") ?? "";
  await page.getByRole("button", { name: own.officers.save, exact: true }).click();
  await expect(page.getByText(own.office.saved)).toBeVisible();
  const slots = async () => {
    const answer = await fetch(server.api(`slots?service=${service}`));
    return ((await answer.json()) as { times: unknown[] }).times.length;
  };
  const free = await slots();
  expect(free).toBeGreaterThan(0);

  const day = (later: number) => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel(own.officers.from, { exact: true }).fill(`${day(-1)}T00:00`);
  await page.getByLabel(own.officers.to, { exact: true }).fill(`${day(200)}T00:00`);
  await page.getByRole("button", { name: own.officers.away }).click();
  await expect(page.getByRole("button", { name: own.officers.back })).toBeVisible();
  await noFindings(page);
  expect(await slots()).toBeLessThan(free);
  await page.getByRole("button", { name: own.officers.back }).click();
  await expect(page.getByText(own.officers.no_absences)).toBeVisible();
  expect(await slots()).toBe(free);
  await page.getByRole("button", { name: own.officers.remove }).click();
  await expect(page.getByRole("link", { name: own.officers.add.replace("{{ name }}", "Anna") })).toBeVisible();
});
