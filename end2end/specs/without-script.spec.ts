// Every screen shows its content to a browser that runs no script.
import type { Page } from "@playwright/test";
import { expect, PASSWORD, test } from "../sportello";
import { address, CASH, fill, LANGUAGES, words } from "../screens";

test.use({ javaScriptEnabled: false });

/** A notice in a `noscript` element, which looking for text would pass over. */
async function expectNotice(page: Page, text: string): Promise<void> {
  const notice = page.locator("noscript .notice");
  await expect(notice).toHaveText(text);
  await expect(notice).toBeVisible();
}

for (const language of LANGUAGES) {
  const own = words[language];

  test(`the front door leads to every screen (${language})`, async ({ page }) => {
    await page.goto(address.frontDoor(language));
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    for (const name of [own.front_door.kiosk, own.front_door.lobby, own.front_door.desk, own.front_door.manager]) {
      await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
    }
    await page.getByRole("link", { name: own.front_door.kiosk, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.kiosk.welcome);
  });

  test(`the kiosk is walked by links to what to have ready, and says that a ticket needs script (${language})`, async ({ page }) => {
    await page.goto(address.kiosk(language));
    await expect(page.locator(".tiles").getByRole("link")).toHaveCount(6);
    await page.getByRole("link", { name: CASH.category[language] }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(CASH.category[language]);
    await page.getByRole("link", { name: CASH.name[language] }).click();
    await expect(page.getByRole("heading", { name: own.ready.title })).toBeVisible();
    await expect(page.getByRole("radio", { name: own.ready.have }).first()).toBeAttached();
    await expectNotice(page, own.kiosk.no_script);
    await page.getByRole("link", { name: own.kiosk.back }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(CASH.category[language]);
    await page.getByRole("link", { name: own.kiosk.start_over }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.kiosk.welcome);
    const other = language === "it" ? "en" : "it";
    await page.getByRole("link", { name: words[other].language.name }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[other].kiosk.welcome);
  });

  test(`the lobby shows the calls (${language})`, async ({ page, server }) => {
    await page.goto(address.lobby(language));
    await expect(page.getByText(own.lobby.empty, { exact: true })).toBeVisible();
    await server.issue("cash");
    await server.issue("cash");
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next", "start", "finish", "next");
    await page.reload();
    await expect(page.locator(".wall-newest")).toContainText("A002");
    await expect(page.getByRole("listitem").filter({ hasText: "A001" })).toBeVisible();
  });

  test(`staff sign in by a form and see the desk and its queue (${language})`, async ({ page, server }) => {
    await server.issue("cash");
    await server.issue("payments");
    await page.goto(address.deskChoice(language));
    await page.goto(`${new URL(page.url()).pathname}${new URL(page.url()).search}&lang=${language}`);
    await page.getByLabel(own.sign_in.user).fill("anna");
    await page.getByLabel(own.sign_in.password).fill(PASSWORD);
    await page.getByRole("button", { name: own.sign_in.submit }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.desk.choose);
    await expect(page.getByRole("main").getByRole("link")).toHaveCount(6);
    await page.getByRole("link", { name: fill(own.desk.name, { label: "1" }) }).click();
    await expectNotice(page, own.desk.no_script);
    await expect(page.getByRole("region", { name: own.desk.queue }).getByRole("row")).toHaveCount(3);
    await expect(page.getByText(own.desk.closed_detail)).toBeVisible();
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next");
    await page.reload();
    await expect(page.getByRole("region", { name: own.desk.at_desk })).toContainText("A001");
  });

  test(`the manager sees waits and desks (${language})`, async ({ page, server }) => {
    await server.issue("cash");
    await page.goto(address.signIn(language) + "&next=/b/centro/manager");
    await page.getByLabel(own.sign_in.user).fill("gaia");
    await page.getByLabel(own.sign_in.password).fill(PASSWORD);
    await page.getByRole("button", { name: own.sign_in.submit }).click();
    await page.goto(address.manager(language));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.manager.heading);
    await expect(page.getByRole("row").filter({ hasText: CASH.name[language] }).getByRole("cell").nth(1)).toHaveText("1");
    await expect(page.getByRole("region", { name: own.manager.desks, exact: true }).getByRole("listitem")).toHaveCount(6);
  });

  test(`the list to take away is whole, and leads to each form (${language})`, async ({ page, request }) => {
    await page.goto(address.ready(CASH.id, language));
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(CASH.name[language]);
    for (const label of [own.ready.how, own.ready.minutes, own.ready.who]) await expect(page.getByText(label, { exact: true })).toBeVisible();
    const paper = page.getByRole("link", { name: own.ready.paper });
    await expect(paper).toHaveCount(1);
    const answer = await request.get((await paper.getAttribute("href")) ?? "");
    expect(answer.headers()["content-type"]).toBe("application/pdf");
  });

  test(`the phone shows the turn, and refreshes itself (${language})`, async ({ page, server }) => {
    await server.issue("cash");
    const ticket = await server.issue("cash", { language });
    await page.goto(`/t/${ticket.token}`);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("A002");
    await expect(page.getByText(fill(own.ahead.count_one, { count: 1 }))).toBeVisible();
    await expectNotice(page, own.ticket.no_script);
    await expect(page.locator("meta[http-equiv=refresh]")).toHaveAttribute("content", "20");
    await expect(page.getByRole("heading", { name: own.ready.title })).toBeVisible();
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next", "start", "finish", "next");
    await page.reload();
    await expect(page.getByText(own.ticket.called, { exact: true })).toBeVisible();
  });
}

test.describe("an unknown address", () => {
  test.use({ provoked: [/status of 404/] });

  test("an address that leads nowhere explains itself", async ({ page }) => {
    const answer = await page.goto("/b/nowhere/kiosk?lang=en");
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.en.problem.branch_unknown);
    await expect(page.getByRole("link", { name: words.en.problem.home })).toBeVisible();
  });
});
