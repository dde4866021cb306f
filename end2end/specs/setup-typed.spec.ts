// The forms of the set-up are checked while they are typed: beside the field, without the focus, and nothing is saved.
import AxeBuilder from "@axe-core/playwright";
import { BRANCH, expect, signIn, test } from "../sportello";
import { words } from "../screens";

const own = words.en.setup;

test("what is wrong stands beside its field while somebody goes on typing", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  await page.goto(`${server.origin}/b/${BRANCH}/office/setup/policy?lang=en`);
  const calls = page.getByLabel(own.no_show_calls);
  await calls.fill("99");
  const fault = page.locator('[id="policy.no_show_calls-fault"]');
  await expect(fault).toBeVisible();
  await expect(calls).toBeFocused();
  await expect(calls).toHaveAttribute("aria-invalid", "true");
  await expect(calls).toHaveAccessibleDescription(new RegExp(`${(await fault.textContent()) ?? "nothing"}$`));
  await expect(page.getByRole("status").filter({ hasText: own.typed_faults_one.replace("{{ count }}", "1") })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await calls.fill("3");
  await expect(fault).toHaveCount(0);
  await expect(page.getByText(own.typed_fine)).toBeVisible();
  await expect(calls).not.toHaveAttribute("aria-invalid", "true");
  await page.reload();
  await expect(calls).toHaveValue("2");
});
