// The Audit page: who did what, searched and taken away as a file. It needs no script.
import AxeBuilder from "@axe-core/playwright";
import { readFile } from "node:fs/promises";
import { expect, signIn, test } from "../sportello";
import { words } from "../screens";

const own = words.en;
const AUDIT = "/b/centro/office/audit";

test.use({ provoked: [/status of (401|403)/] });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("a manager finds who signed in, and takes every line away as a file", async ({ page, context, server }) => {
      await signIn(context, server, "anna");
      await signIn(context, server, "gaia");
      await page.goto(`${AUDIT}?lang=en`);
      const table = page.getByRole("region", { name: own.audit.title });
      await expect(table.getByRole("row", { name: /Anna/ }).first()).toContainText(own.audit_what.signed_in);

      await page.locator("#what").selectOption({ label: own.audit_what.sign_in_refused });
      await page.getByRole("button", { name: own.audit.search }).click();
      await expect(page.getByText(own.audit.nothing)).toBeVisible();
      await expect(page.locator("#what")).toHaveValue("sign_in_refused");

      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: own.audit.export }).click();
      const file = await readFile(await (await download).path(), "utf8");
      expect(file).toMatch(/^line,time,who,what,about,device,address,hash\r\n/);
      expect(file.trimEnd().split("\r\n").at(-1)).toContain("audit_exported");
    });
  });
}

for (const language of ["en", "it"] as const) {
  test(`the page has no fault that axe finds (${language})`, async ({ page, context, server }) => {
    await signIn(context, server, "gaia");
    await page.goto(`${AUDIT}?lang=${language}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[language].audit.title);
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations).toEqual([]);
  });
}

test("a CSR does not see it", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(`${AUDIT}?lang=en`);
  await expect(page.getByRole("region", { name: own.audit.title })).toHaveCount(0);
});
