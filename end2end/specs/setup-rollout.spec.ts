// A change of the set-up for many branches, without script, in both languages: the form of one branch, what changes in each, a group's
// turn, and the way back past what somebody else has edited.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { BRANCH, expect, signIn, test } from "../sportello";
import { words } from "../screens";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"];

/** A second branch beside the first. */
const PORTO = `
[[branch]]
id = "porto"
name.it = "Filiale Porto"
name.en = "Harbour Branch"
time_zone = "Europe/Rome"
kiosk_panel_inches = 24
lobby_panel_inches = 43
hours = [{ days = ["mon", "tue"], open = "09:00", close = "13:00" }]
policy.no_show_calls = 2
desk = [{ id = "1", label = "1", name.it = "Cassa", name.en = "Teller", kinds = ["teller"] }]

`;

// A branch that is not there is answered with 422.
test.use({ provoked: [/status of 422/], setup: { "[[desk_kind]]": `${PORTO}[[desk_kind]]` } });

async function expectNoFinding(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const findings = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
  expect(findings, state).toEqual([]);
}

for (const language of ["it", "en"] as const) {
  test(`in ${language} an admin changes two branches and takes it back, and what one edited since stays`, async ({ page, context, server }) => {
    const { setup, rollout, office } = words[language];
    const address = (path: string) => `${server.origin}/b/${BRANCH}/office/setup${path}?lang=${language}`;
    await signIn(context, server, "irene");
    await page.goto(address("/policy"));
    await page.getByLabel(setup.no_show_calls).fill("4");
    await page.getByRole("button", { name: setup.check }).click();
    await page.getByRole("button", { name: rollout.spread }).click();
    await expect(page.getByRole("heading", { level: 1, name: rollout.new })).toBeVisible();
    await expectNoFinding(page, "the form");
    await page.getByLabel(rollout.name, { exact: true }).fill("San Giovanni");
    await page.getByLabel(rollout.first).fill("nowhere");
    await page.getByRole("button", { name: rollout.plan }).click();
    await expect(page.getByText(rollout.unknown.replace("{{ ids }}", "nowhere"))).toBeVisible();
    await expectNoFinding(page, "a branch that is not there");
    await page.getByLabel(rollout.first).fill(BRANCH);
    await page.getByRole("button", { name: rollout.plan }).click();
    await expect(page.getByText(office.saved)).toBeVisible();
    await expectNoFinding(page, "the plan");
    await page.getByRole("button", { name: rollout.go.replace("{{ name }}", rollout.pilot) }).click();
    await page.getByRole("button", { name: rollout.go.replace("{{ name }}", rollout.others) }).click();
    await expect(page.getByRole("button", { name: rollout.back })).toBeVisible();
    await expectNoFinding(page, "both groups changed");
    const other = await context.newPage();
    await other.goto(address("/policy"));
    await other.getByLabel(setup.no_show_calls).fill("5");
    await other.getByRole("button", { name: setup.check }).click();
    await other.getByRole("button", { name: setup.save, exact: true }).click();
    await expect(other.getByText(office.saved)).toBeVisible();
    await page.getByRole("button", { name: rollout.back }).click();
    await expect(page.getByRole("alert")).toContainText(BRANCH);
    await expectNoFinding(page, "taken back, past what one edited");
    await page.goto(address("/rollouts"));
    await expect(page.getByRole("link", { name: "San Giovanni" })).toBeVisible();
    await expectNoFinding(page, "the list");
    await page.goto(address("/versions"));
    await expect(page.getByText(rollout.came_back.replace("{{ name }}", "San Giovanni"))).toBeVisible();
  });
}
