// The page of the figures: pictures with their tables, and the files to take away. It needs no script.
import AxeBuilder from "@axe-core/playwright";
import { readFile } from "node:fs/promises";
import { expect, signIn, test } from "../sportello";
import { words } from "../screens";

const own = words.en.figures;
const REPORTS = "/b/centro/office/reports";

test.use({ provoked: [/status of (401|403)/] });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("a manager sees the day drawn, with its table, and takes the visits away as a file", async ({ page, context, server }) => {
      await server.issue("cash");
      await server.issue("cash");
      await signIn(context, server, "gaia");
      await expect.poll(async () => {
        await page.goto(`${REPORTS}?lang=en`);
        return page.getByRole("img", { name: own.arrivals_chart }).count();
      }).toBe(1);
      await expect(page.locator("#arrivals-says")).toContainText("2 of 2 visitors");
      await page.getByText(own.table).first().click();
      await expect(page.getByRole("region", { name: own.table })).toBeVisible();

      await page.getByRole("combobox", { name: own.service }).selectOption("mortgage");
      await page.getByRole("button", { name: own.show }).click();
      await expect(page.getByText(own.nothing)).toBeVisible();
      await page.goto(`${REPORTS}?lang=en`);

      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: `${own.export_visits}, CSV` }).click();
      const file = await readFile(await (await download).path(), "utf8");
      expect(file).toMatch(/^day,ticket,leg,service,/);
      expect(file.trimEnd().split("\r\n")).toHaveLength(3);
    });
  });
}

for (const language of ["en", "it"] as const) {
  test(`the pages have no fault that axe finds (${language})`, async ({ page, context, server }) => {
    await server.issue("cash");
    await signIn(context, server, "gaia");
    await expect.poll(async () => {
      await page.goto(`${REPORTS}?lang=${language}&span=week`);
      return page.getByRole("img").count();
    }).toBeGreaterThan(0);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[language].figures.title);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.goto(`${REPORTS}/how?lang=${language}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[language].figures.how);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

test("a CSR does not see them", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(`${REPORTS}?lang=en`);
  await expect(page.getByRole("heading", { name: own.title })).toHaveCount(0);
});
