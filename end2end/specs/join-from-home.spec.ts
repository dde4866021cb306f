// A ticket from home: taken without script, told when to leave, called once its visitor is there.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../sportello";
import { CASH, open, words } from "../screens";

const BRANCH = "/b/centro";
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"];

async function expectNoAxeFinding(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

/** Walks from the branch's page to a ticket, and gives the address of its page. */
async function join(page: Page, language: "it" | "en", minutes: string): Promise<string> {
  const own = words[language];
  await page.goto(`${BRANCH}?lang=${language}`);
  await page.getByRole("link", { name: own.join.link, exact: true }).click();
  await page.locator(`a[href*="service=${CASH.id}"]`).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.join.travel);
  await page.getByLabel(own.join.travel).selectOption(minutes);
  await page.getByRole("button", { name: own.join.take }).click();
  await expect(page).toHaveURL(/\/t\//);
  return page.url();
}

// A code that is not typed is refused, and one server is killed.
test.use({ provoked: [/status of 422|net::ERR_/] });

/** The code that the wall of the lobby shows. */
async function codeOnTheWall(page: Page): Promise<string> {
  const answer = await page.request.get("/api/v1/branches/centro/view/lobby");
  const wall = (await answer.json()) as { code: { digits: string } };
  return wall.code.digits;
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a ticket is taken, its visitor sets off and arrives by forms alone", async ({ page }) => {
    const own = words.en.ticket;
    const address = await join(page, "en", "20");
    await page.getByRole("button", { name: own.set_off }).click();
    await expect(page.getByText(own.remote_expected, { exact: true })).toBeVisible();
    await page.getByRole("button", { name: own.arrived }).click();
    await expect(page.getByText(words.en.problem.arrival_code_wrong, { exact: true })).toBeVisible();
    await page.getByLabel(own.code).fill(await codeOnTheWall(page));
    await page.getByRole("button", { name: own.arrived }).click();
    await expect(page.getByRole("button", { name: own.arrived })).toHaveCount(0);
    await page.goto(`${BRANCH}/join?lang=en&service=mortgage`);
    await page.getByRole("button", { name: words.en.join.take }).click();
    expect(page.url()).toBe(address);
  });
});

test("a visitor is told to leave once a desk could call them, and called once they are there", async ({ page, context, server }) => {
  const own = words.en.ticket;
  const anna = await server.signIn("anna");
  await anna.desk(1, "open");
  await join(page, "en", "60");
  await page.locator("html[data-runs]").waitFor({ state: "attached" });
  await expect(page.getByText(own.remote_leave, { exact: true }).first()).toBeVisible({ timeout: 60_000 });

  const desk = await context.newPage();
  await signIn(context, server, "anna");
  await open(desk, `${BRANCH}/desk/1?lang=en`);
  await expect(desk.getByText(words.en.desk.told, { exact: true })).toBeVisible();
  await page.getByRole("button", { name: own.set_off }).click();
  await expect(page.getByText(own.remote_expected, { exact: true })).toBeVisible();
  await expect(desk.getByText(words.en.desk.on_the_way, { exact: true })).toBeVisible();
  await page.getByRole("button", { name: own.arrived }).click();
  await expect(page.getByText(words.en.problem.arrival_code_wrong, { exact: true })).toBeVisible();
  await page.getByLabel(own.code).fill(await codeOnTheWall(page));
  await page.getByRole("button", { name: own.arrived }).click();
  await expect(desk.getByText(words.en.desk.from_home, { exact: true })).toBeVisible();
  await anna.desk(1, "next");
  await expect(page.getByText(own.called, { exact: true }).first()).toBeVisible();
});

test("the pages of a ticket from home have no finding of axe, in German and Arabic too", async ({ page }) => {
  // A button that is just becoming one to press has, for a moment, the colours of neither.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const { pathname } = new URL(await join(page, "en", "30"));
  for (const path of [`${BRANCH}/join`, `${BRANCH}/join?service=${CASH.id}`, pathname]) {
    for (const language of ["de", "ar"]) {
      await page.goto(`${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
      await expect(page.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
      await expectNoAxeFinding(page);
    }
  }
});

test("the wall shows the code of the minute, its QR code's address fills it in, and a display without its server shows none", async ({ page, context, server }) => {
  await join(page, "en", "30");
  const wall = await context.newPage();
  await open(wall, `${BRANCH}/lobby?lang=en`);
  await expect(wall.locator(".wall-code")).toContainText(words.en.lobby.code);
  const code = await wall.locator(".wall-code strong").innerText();
  expect(code).toMatch(/^\d{4}$/);
  await page.goto(`${BRANCH}/here?code=${code}`);
  await expect(page).toHaveURL(/\/t\//);
  await expect(page.getByLabel(words.en.ticket.code)).toHaveValue(code);
  await page.getByRole("button", { name: words.en.ticket.arrived }).click();
  await expect(page.getByRole("button", { name: words.en.ticket.arrived })).toHaveCount(0);
  await server.kill();
  await expect(wall.locator(".stale")).toBeVisible({ timeout: 30_000 });
  await expect(wall.locator(".wall-code")).toHaveCount(0);
});
