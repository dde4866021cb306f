// The second factor: set up on the account's page, asked for after the password. It needs no script.
import AxeBuilder from "@axe-core/playwright";
import { createHmac } from "node:crypto";
import { expect, PASSWORD, signIn, test } from "../sportello";
import { words } from "../screens";

const own = words.en;

test.use({ provoked: [/status of (401|403|422)/] });

/** The code that an app shows (RFC 6238): six digits of a secret in letters, so many steps of thirty seconds from now. */
function code(letters: string, later = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const letter of letters.replaceAll(" ", "")) bits += alphabet.indexOf(letter).toString(2).padStart(5, "0");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac("sha1", secret).update(step).digest();
  const at = (hash[19] ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("a manager sets a second factor up, and signs in by password and code", async ({ page, context, server }) => {
      const noFindings = async () => {
        if (!javaScriptEnabled) return;
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id }) => id), page.url()).toEqual([]);
      };
      await signIn(context, server, "gaia");
      await page.goto("/b/centro/office?lang=en");
      await page.getByRole("link", { name: own.account.factor }).click();
      await noFindings();
      await page.getByLabel(own.account.current).fill(PASSWORD);
      await page.getByRole("button", { name: own.account.factor_begin }).click();
      await expect(page.getByRole("img", { name: own.account.factor_qr })).toBeVisible();
      await noFindings();
      const letters = (await page.locator(".given-password code").textContent()) ?? "";
      await page.getByLabel(own.account.factor_code).fill(code(letters));
      await page.getByRole("button", { name: own.account.factor_confirm }).click();
      await expect(page.locator(".recovery-codes li")).toHaveCount(10);
      await noFindings();

      await context.clearCookies();
      await page.goto("/sign-in?lang=en&next=/b/centro/office");
      await page.getByLabel(own.sign_in.user, { exact: true }).fill("gaia");
      await page.getByLabel(own.sign_in.password, { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: own.sign_in.submit }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.sign_in.code_heading);
      await noFindings();
      await page.getByLabel(own.sign_in.code).fill("000000");
      await page.getByRole("button", { name: own.sign_in.code_submit }).click();
      await expect(page.getByText(own.sign_in.wrong_code)).toBeVisible();
      await page.getByLabel(own.sign_in.code).fill(code(letters, 1));
      await page.getByRole("button", { name: own.sign_in.code_submit }).click();
      await expect(page).toHaveURL(/\/b\/centro\/office/);
      await expect(page.locator(".staff-name")).toContainText("Gaia");
    });
  });
}
