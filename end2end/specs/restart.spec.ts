// The server dies in the middle of things. What was pressed is kept and happens once; every screen says that it is
// behind, and recovers without a person.
import type { Page } from "@playwright/test";
import { expect, signIn, test, UNREACHABLE } from "../sportello";
import { address, chooseCash, expectLoaded, open, shownNumber, takeButton, words } from "../screens";

test.use({ provoked: [UNREACHABLE] });

const { kiosk, desk, lobby } = words.it;
/** "Not updating since 10:42", in Italian. */
const STALE = new RegExp(words.it.not_updating.replace("{{ time }}", "\\d\\d:\\d\\d"));
const TICKETS = "**/api/v1/branches/*/tickets";
const NEXT = "**/desks/1/next";

/** The wish is kept and sent; after some seconds the screen says that nobody answers. */
const underWay = (page: Page) => page.getByRole("dialog", { name: kiosk.sending }).or(page.getByRole("dialog", { name: kiosk.kept }));

/** A kiosk that holds no numbers: it cannot go on without the server (`alone.spec.ts`). */
async function readyToTake(page: Page): Promise<void> {
  await page.route("**/reserve", (route) => route.abort());
  await open(page, address.kiosk("it"));
  await chooseCash(page, "it");
}

test("a ticket asked for while the server is down is kept, and given once when it is back", async ({ page, server }) => {
  await readyToTake(page);
  await server.kill();
  await takeButton(page, "it").click();
  await expect(underWay(page)).toBeVisible();
  await expect(page.getByRole("dialog", { name: kiosk.kept })).toBeVisible();
  await expect(page.getByText(kiosk.kept_detail)).toBeVisible();
  await server.restart();
  expect(await shownNumber(page)).toBe("A001");
  await expectLoaded(page.getByRole("img", { name: kiosk.qr }));
  expect(await server.counts()).toMatchObject({ issued: 1, waiting: 1 });
});

test("a ticket asked for before a reload is given once after it", async ({ page, server }) => {
  await readyToTake(page);
  await server.kill();
  await takeButton(page, "it").click();
  await expect(underWay(page)).toBeVisible();
  // The server is back, but the network is not yet: the page is loaded again with its wish unsent.
  await page.route(TICKETS, (route) => route.abort());
  await server.restart();
  await page.reload();
  await expect(underWay(page)).toBeVisible();
  expect((await server.counts()).issued).toBe(0);
  await page.unroute(TICKETS);
  expect(await shownNumber(page)).toBe("A001");
  await expectLoaded(page.getByRole("img", { name: kiosk.qr }));
  expect(await server.counts()).toMatchObject({ issued: 1, waiting: 1 });
});

test("a ticket whose answer was lost is the one that the next try gets", async ({ page, server }) => {
  await readyToTake(page);
  let answers = 0;
  let number = "";
  await page.route(TICKETS, async (route) => {
    answers += 1;
    if (answers > 1) return route.continue();
    const answer = await route.fetch();
    expect(answer.status()).toBe(201);
    number = ((await answer.json()) as { number: string }).number;
    return route.abort("connectionreset");
  });
  await takeButton(page, "it").click();
  expect(await shownNumber(page)).toBe("A001");
  expect(number).toBe("A001");
  expect(answers).toBeGreaterThanOrEqual(2);
  expect(await server.counts()).toMatchObject({ issued: 1, waiting: 1 });
});

test("a ticket that was given survives the kill, and its pages go on", async ({ page, context, server }) => {
  await readyToTake(page);
  await takeButton(page, "it").click();
  const number = await shownNumber(page);
  const ticket = (await page.getByRole("img", { name: kiosk.qr }).getAttribute("src"))?.split("/").at(-2);
  const phone = await context.newPage();
  await open(phone, `/t/${ticket}`);
  await server.kill();
  await server.restart();
  const anna = await server.signIn("anna");
  expect(await anna.desk(1, "open", "next")).toMatchObject({ ticket: { number } });
  await expect(phone.getByText(words.it.ticket.called, { exact: true })).toBeVisible();
  await expect(page.getByText(words.it.ticket.go_to)).toBeVisible();
});

test("a lobby that hears nothing for 10 seconds says so, and recovers by itself", async ({ page, server }) => {
  await server.issue("cash");
  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next");
  await open(page, address.lobby("it"));
  await expect(page.locator(".wall-newest")).toContainText("A001");
  await server.kill();
  const stale = page.getByRole("alert").filter({ hasText: STALE });
  await expect(stale).toBeVisible();
  await expect(page.locator(".wall-newest")).toContainText("A001");
  await server.restart();
  await expect(stale).toBeHidden();
  await server.issue("cash");
  await (await server.signIn("anna")).desk(1, "start", "finish", "next");
  await expect(page.locator(".wall-newest")).toContainText("A002");
  await expect(page.getByText(lobby.sound_blocked)).toBeHidden();
});

test("a visitor called while the server was down is called once, and the desk goes on in its session", async ({ page, server }) => {
  await server.issue("cash");
  await server.issue("cash");
  await signIn(page.context(), server, "anna");
  await open(page, address.desk(1, "it"));
  await page.getByRole("button", { name: desk.open }).click();
  const callNext = page.getByRole("button", { name: desk.call_next });
  await expect(callNext).toBeEnabled();
  await server.kill();
  await callNext.click();
  await expect(callNext).toBeDisabled();
  await expect(page.getByText(desk.kept)).toBeVisible();
  await server.restart();
  await expect(page.getByRole("region", { name: desk.at_desk })).toContainText("A001");
  await expect(page.getByText(desk.kept)).toBeHidden();
  expect((await server.counts()).waiting).toBe(1);
  expect((await server.view<{ calls: object[] }>("lobby")).calls).toHaveLength(1);
  await page.getByRole("button", { name: desk.start, exact: true }).click();
  await page.getByRole("button", { name: desk.finish, exact: true }).click();
  await expect(callNext).toContainText("A002");
});

test("a call whose answer was lost is made once", async ({ page, server }) => {
  await server.issue("cash");
  await server.issue("cash");
  await signIn(page.context(), server, "anna");
  await open(page, address.desk(1, "it"));
  await page.getByRole("button", { name: desk.open }).click();
  let tries = 0;
  await page.route(NEXT, async (route) => {
    tries += 1;
    if (tries > 1) return route.continue();
    await route.fetch();
    return route.abort("connectionreset");
  });
  await page.getByRole("button", { name: desk.call_next }).click();
  await expect(page.getByRole("region", { name: desk.at_desk })).toContainText("A001");
  await expect(page.getByRole("button", { name: desk.start, exact: true })).toBeEnabled();
  expect(tries).toBeGreaterThanOrEqual(2);
  expect((await server.counts()).waiting).toBe(1);
  expect((await server.view<{ calls: object[] }>("lobby")).calls).toHaveLength(1);
});

test("the phone says that it is behind, and is right again when the server is back", async ({ page, server }) => {
  const ticket = await server.issue("cash");
  await open(page, address.phone(ticket, "it"));
  await server.kill();
  const stale = page.getByRole("alert").filter({ hasText: STALE });
  await expect(stale).toBeVisible();
  await server.restart();
  await expect(stale).toBeHidden();
});
