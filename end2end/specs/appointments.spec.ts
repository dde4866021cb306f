// An appointment from the branch's page to the kiosk: booked, moved and cancelled without script, checked in for by the code.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, signIn, test, type Server } from "../sportello";
import { open, shownNumber, words } from "../screens";

// Among the answers are a form that is refused and a code that nobody has.
test.use({ provoked: [/status of (404|422)/] });

const BRANCH = "/b/centro";
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"];

async function expectNoAxeFinding(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

/** Walks from the branch's page to a booked appointment, and gives the address of its page. */
async function book(page: Page, language: "it" | "en"): Promise<string> {
  const own = words[language];
  await page.goto(`${BRANCH}?lang=${language}`);
  await page.getByRole("link", { name: own.book.title, exact: true }).click();
  await page.locator('a[href*="service=mortgage"]').click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.book.time);
  await page.locator(".public-times a").first().click();
  await page.getByLabel(own.book.name).fill("Anna Rossi");
  await page.getByRole("button", { name: own.book.confirm }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.book.booked);
  return page.url();
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("an appointment is booked, moved and cancelled by forms alone", async ({ page }) => {
    const own = words.en;
    const address = await book(page, "en");
    await page.getByRole("link", { name: own.book.move_it, exact: true }).click();
    await page.locator(".public-times a").nth(5).click();
    await page.getByRole("button", { name: own.book.move_here }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.book.booked);
    await page.getByRole("link", { name: own.book.cancel, exact: true }).click();
    await page.getByRole("button", { name: own.book.cancel_yes }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.book.cancelled);
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.book.cancelled);
  });

  test("who says on the phone that they are there before their time hears when to come back", async ({ page }) => {
    const own = words.en;
    await book(page, "en");
    await page.getByRole("link", { name: own.ticket.arrived, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.ticket.arrived);
    await page.getByLabel(own.ticket.code).fill("0000");
    await page.getByRole("button", { name: own.ticket.arrived }).click();
    await expect(page.getByText(/You are early|on another day/)).toBeVisible();
    await expect(page.getByLabel(own.ticket.code)).toHaveCount(0);
  });

  test("a fault keeps what was typed and is said beside its field", async ({ page }) => {
    const own = words.en;
    await page.goto(`${BRANCH}/book?lang=en&service=mortgage`);
    await page.locator(".public-times a").first().click();
    await page.getByLabel(own.book.name).fill("Anna");
    await page.getByLabel(own.book.phone).fill("call me");
    await page.getByRole("button", { name: own.book.confirm }).click();
    await expect(page.locator("#phone-fault")).toBeVisible();
    await expect(page.getByLabel(own.book.phone)).toHaveValue("call me");
    await expect(page.getByLabel(own.book.name)).toHaveValue("Anna");
  });
});

test("the pages for visitors have no finding of axe, in German and Arabic too", async ({ page }) => {
  const own = await book(page, "en");
  const { pathname } = new URL(own);
  for (const path of [BRANCH, `${BRANCH}/book`, `${BRANCH}/book?service=mortgage`, `${BRANCH}/ready/loan`, `${BRANCH}/interest?product=personal_loan`, pathname, `${pathname}/cancel`, `${pathname}/move`, `${pathname}/here`]) {
    for (const language of ["de", "ar"]) {
      await page.goto(`${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
      await expect(page.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
      await expectNoAxeFinding(page);
    }
  }
});

test("a staff member books for a caller by keyboard alone", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  const own = words.en;
  await page.goto(`${BRANCH}/office/book?lang=en`);
  await page.getByLabel(own.officer_book.service).focus();
  await page.getByLabel(own.officer_book.service).selectOption("mortgage");
  await page.getByRole("button", { name: own.officer_book.search }).press("Enter");
  await expect(page.locator('input[name="start"]').first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.getByLabel(own.book.name).fill("Bruno Bianchi");
  await page.keyboard.press("Enter");
  await expect(page.locator(".notice-calm")).toContainText("Code");
  await expect(page.locator(".book-booked")).toContainText("Bruno Bianchi");
  await expectNoAxeFinding(page);
});

/** A time zone in which it is about eleven o'clock: an appointment within the hour would not be over before midnight late in the evening. */
function byDay(): string {
  const ahead = 11 - new Date().getUTCHours();
  // In these names the sign says how far UTC is ahead.
  return ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}

/** An appointment within the hour, which the staff may make. */
async function bookNow(server: Server): Promise<{ code: string; token: string }> {
  const anna = await server.signIn("anna");
  const quarter = 15 * 60_000;
  const start = new Date((Math.floor(Date.now() / quarter) + 1) * quarter).toISOString();
  const body = { service: "mortgage", start, language: "en" };
  const answer = await fetch(`${server.origin}/api/v1/branches/centro/appointments`, {
    method: "POST",
    headers: { ...anna.headers, "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { code: string; token: string };
}

test.describe("in the middle of the day", () => {
  test.use({ setup: { 'time_zone = "Europe/Rome"': `time_zone = "${byDay()}"` } });

  test("a visitor checks in at the kiosk by the code, and is told what is wrong with another", async ({ page, server }) => {
    const own = words.en;
    const { code } = await bookNow(server);
    await open(page, `${BRANCH}/kiosk?lang=en`);
    await page.getByRole("link", { name: own.check_in.tile }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.check_in.heading);
    await page.getByLabel(own.check_in.field, { exact: true }).fill("BCDFGH");
    await page.getByRole("button", { name: own.check_in.send }).click();
    await expect(page.getByText(own.check_in.unknown)).toBeVisible();
    for (const sign of code) await page.locator(".check-in-keys").getByRole("button", { name: sign, exact: true }).click();
    await page.getByRole("button", { name: own.check_in.send }).click();
    expect(await shownNumber(page)).toMatch(/^[A-Z]\d{3}$/);
  });

  test("a scanner types the address of the appointment's page and Enter", async ({ page, server }) => {
    const own = words.en;
    const { token } = await bookNow(server);
    await open(page, `${BRANCH}/kiosk?lang=en`);
    await page.getByRole("link", { name: own.check_in.tile }).click();
    await expect(page.getByLabel(own.check_in.field, { exact: true })).toBeFocused();
    await page.keyboard.type(`https://bank.example/a/${token}`);
    await page.keyboard.press("Enter");
    expect(await shownNumber(page)).toMatch(/^[A-Z]\d{3}$/);
  });
});
