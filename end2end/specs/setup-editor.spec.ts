// The set-up on a page, without script: a form, what it would change and when, the save, another's save meanwhile, and undo.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { BRANCH, expect, signIn, test } from "../sportello";
import { words } from "../screens";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"];

// A mistake is answered with 422, another's save meanwhile with 412.
test.use({ provoked: [/status of (412|422)/] });

async function expectNoFinding(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
  expect(findings, state).toEqual([]);
}

const own = words.en.setup;
const address = (page: string, origin: string) => `${origin}/b/${BRANCH}/office/setup${page}?lang=en`;

test("a manager changes the closed days, is told when that takes effect, and goes back", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  await page.goto(address("", server.origin));
  await expectNoFinding(page, "first page");
  await page.getByRole("link", { name: own.part_hours }).click();
  await expectNoFinding(page, "hours");
  const closed = page.getByLabel(own.closed_on);
  await closed.fill("2026-13-45");
  await page.getByRole("button", { name: own.check }).click();
  await expect(page.getByRole("alert")).toContainText("is no date");
  await expect(closed).toHaveValue("2026-13-45");
  await expectNoFinding(page, "hours with a mistake");
  await closed.fill("12-25");
  await page.getByRole("button", { name: own.check }).click();
  await expect(page.getByRole("heading", { name: own.next_day })).toBeVisible();
  await expectNoFinding(page, "what changes");
  await page.getByRole("button", { name: own.save, exact: true }).click();
  await expect(page.getByText(words.en.office.saved)).toBeVisible();
  await page.getByRole("link", { name: own.versions }).click();
  await expectNoFinding(page, "versions");
  await page.getByRole("link", { name: own.version.replace("{{ number }}", "1"), exact: true }).click();
  await expectNoFinding(page, "a version");
  await page.getByRole("button", { name: own.undo }).click();
  await page.getByRole("button", { name: own.save, exact: true }).click();
  await expect(page.getByText(own.came_undo)).toBeVisible();
});

test("of two managers at once the second sees what the first saved, and keeps what was typed", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  const other = await context.newPage();
  await page.goto(address("/policy", server.origin));
  await other.goto(address("/policy", server.origin));
  await other.getByLabel(own.overtime_minutes).fill("45");
  await other.getByRole("button", { name: own.check }).click();
  await other.getByRole("button", { name: own.save, exact: true }).click();
  await expect(other.getByText(words.en.office.saved)).toBeVisible();
  await page.getByLabel(own.no_show_calls).fill("3");
  await page.getByRole("button", { name: own.check }).click();
  await expect(page.getByRole("heading", { name: own.stale_theirs })).toBeVisible();
  await expect(page.getByLabel(own.no_show_calls)).toHaveValue("3");
  await expectNoFinding(page, "another's save");
  await page.getByRole("button", { name: own.check }).click();
  await page.getByRole("button", { name: own.save, exact: true }).click();
  await expect(page.getByText(words.en.office.saved)).toBeVisible();
});

test("a word is on an open screen as soon as it is saved", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  const manager = await context.newPage();
  await manager.goto(`${server.origin}/b/${BRANCH}/manager?lang=en`);
  await page.goto(address("/desks", server.origin));
  await page.getByLabel(own.desk_label).first().fill("1A");
  await page.getByRole("button", { name: own.check }).click();
  await expect(page.getByRole("heading", { name: own.at_once })).toBeVisible();
  await page.getByRole("button", { name: own.save, exact: true }).click();
  await expect(manager.getByText("1A").first()).toBeVisible();
});

test("what was typed is looked at as visitors would see it, and nothing is lost on the way back", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  await page.goto(address("/desks", server.origin));
  const label = page.getByLabel(own.desk_label).first();
  await label.fill("1A");
  await page.getByRole("button", { name: own.preview, exact: true }).click();
  await expect(page.getByRole("heading", { name: own.preview_kiosk })).toBeVisible();
  await expect(page.getByRole("heading", { name: own.preview_paper })).toBeVisible();
  await expectNoFinding(page, "a preview");
  await page.getByRole("combobox", { name: own.preview_in }).selectOption("ar");
  await page.getByRole("button", { name: own.preview_again }).click();
  await expect(page.locator("[dir=rtl]").first()).toBeVisible();
  await expectNoFinding(page, "a preview in Arabic");
  await page.getByRole("button", { name: own.preview_back }).click();
  await expect(label).toHaveValue("1A");
});
