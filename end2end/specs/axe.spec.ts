// Every screen in every state, in both languages: axe finds nothing.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, OPEN_DEVICES, Server, signIn, SOON_ABSENT, test } from "../sportello";
import { address, atHand, CASH, chooseCash, fill, LANGUAGES, open, shownNumber, takeButton, touch, words } from "../screens";
import { openInStillTime, passUntil, withItsTimers } from "../time";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"];

// A colour in the middle of a change is no finding; that nothing need move is another spec's rule.
test.use({ contextOptions: { reducedMotion: "reduce" }, setup: SOON_ABSENT });
// Among the states are unknown addresses, a refusal, a session that is gone and a server that was killed.
test.use({ provoked: [/net::ERR_|status of (401|404|409)/] });

/** No finding on the page as it is; `state` names it where there is one. */
async function expectNoFinding(page: Page, state: string): Promise<void> {
  const { violations } = await withItsTimers(page, new AxeBuilder({ page }).withTags(TAGS).analyze());
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.failureSummary?.replaceAll(/\s+/g, " ")}`),
  );
  expect(findings, state).toEqual([]);
}

for (const language of LANGUAGES) {
  const own = words[language];
  const says = (name: string) => `${name} (${language})`;

  test(says("the front door, the sign-in and the problem page"), async ({ page }) => {
    await page.goto(address.frontDoor(language));
    await expectNoFinding(page, "front door");
    await page.goto(address.signIn(language));
    await expectNoFinding(page, "sign-in");
    await page.goto(`${address.signIn(language)}&refused=1`);
    await expect(page.getByText(own.sign_in.refused)).toBeVisible();
    await expectNoFinding(page, "sign-in refused");
    await page.goto(`/nowhere?lang=${language}`);
    await page.goto(`/b/nowhere/kiosk?lang=${language}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.problem.branch_unknown);
    await expectNoFinding(page, "problem");
    await page.goto(`/t/${"0".repeat(32)}?lang=${language}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.problem.ticket_unknown);
    await expectNoFinding(page, "unknown ticket");
  });

  test(says("the list to take away, on a small phone and on paper"), async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(address.ready("mortgage", language));
    await expect(page.getByRole("heading", { name: own.ready.title })).toBeVisible();
    await expectNoFinding(page, "list to take away");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, "nothing runs out of a small phone").toBeLessThanOrEqual(320);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 302, height: 1000 });
    await expect(page.getByRole("navigation")).toBeHidden();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "nor of 80 mm of paper").toBeLessThanOrEqual(302);
    await page.goto(address.ready("nowhere", language));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });

  test(says("the kiosk, step by step"), async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await openInStillTime(page, address.kiosk(language));
    await expectNoFinding(page, "welcome");
    await page.getByRole("link", { name: CASH.category[language] }).click();
    await expectNoFinding(page, "services");
    await page.getByRole("link", { name: CASH.name[language] }).click();
    await touch(atHand(page, language).first());
    await touch(page.getByRole("radio", { name: own.kiosk.yes }));
    await expectNoFinding(page, "what to have ready");
    await page.clock.fastForward(46_000);
    await expect(page.getByRole("dialog", { name: own.kiosk.idle_title })).toBeVisible();
    await expectNoFinding(page, "are you still there");
    await page.getByRole("button", { name: own.kiosk.idle_stay }).click();
    await takeButton(page, language).click();
    await shownNumber(page);
    await expectNoFinding(page, "ticket");
  });

  test(says("the kiosk without a connection, and refused"), async ({ page }) => {
    await openInStillTime(page, address.kiosk(language));
    await chooseCash(page, language);
    await page.route("**/tickets", (route) => route.abort());
    await takeButton(page, language).click();
    await expect(page.getByRole("dialog", { name: own.kiosk.sending })).toBeVisible();
    await expectNoFinding(page, "under way");
    await passUntil(page, () => page.getByRole("dialog", { name: own.kiosk.kept }).isVisible(), { step: 1_000, every: 50 });
    await expectNoFinding(page, "kept");
    await page.unroute("**/tickets");
    await page.route("**/tickets", (route) => route.fulfill({ status: 409, json: { type: "", title: "", status: 409, detail: "", code: "closed" } }));
    await passUntil(page, () => page.getByRole("dialog", { name: own.kiosk.refused }).isVisible(), { step: 1_000, every: 50 });
    await expectNoFinding(page, "refused");
  });

  test(says("the kiosk of a closed branch"), async ({ page }) => {
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" }).format(new Date());
    const server = await new Server({ command: ["serve"], setup: { "closed_on = [": `closed_on = ["${today}", `, ...OPEN_DEVICES } }).start();
    try {
      await open(page, `${server.origin}${address.kiosk(language)}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.kiosk.closed);
      await expect(page.locator(".kiosk-opens")).toContainText("08:30");
      await expectNoFinding(page, "closed");
    } finally {
      await server.stop();
    }
  });

  test(says("the lobby empty, with calls, without sound, and behind"), async ({ page, server }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.addInitScript(() => {
      HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException("not allowed", "NotAllowedError"));
    });
    await openInStillTime(page, address.lobby(language));
    await expect(page.getByText(own.lobby.empty, { exact: true })).toBeVisible();
    await expect(page.getByText(own.lobby.sound_blocked)).toBeVisible();
    await expectNoFinding(page, "empty and blocked");
    const anna = await server.signIn("anna");
    for (let count = 0; count < 6; count += 1) await server.issue("cash");
    await anna.desk(1, "open", "next");
    for (let count = 0; count < 5; count += 1) await anna.desk(1, "start", "finish", "next");
    await expect(page.locator(".wall-newest")).toContainText("A006");
    await expect(page.getByRole("listitem")).toHaveCount(4);
    await expectNoFinding(page, "calls");
    await server.kill();
    await page.clock.fastForward(11_000);
    await passUntil(page, () => page.getByRole("alert").isVisible(), { step: 1_000, every: 50 });
    await expectNoFinding(page, "behind");
  });

  test(says("the choice of a desk, and the desk in each state"), async ({ page, server }) => {
    await signIn(page.context(), server, "anna");
    const bruno = await server.signIn("bruno");
    await bruno.desk(2, "open");
    await open(page, address.deskChoice(language));
    await expect(page.getByText(fill(own.desk.taken, { name: "Bruno" }))).toBeVisible();
    await expectNoFinding(page, "choice");
    await open(page, address.desk(2, language));
    await expect(page.getByText(fill(own.desk.not_here, { name: "Bruno" }))).toBeVisible();
    await expectNoFinding(page, "a colleague's desk");
    await open(page, address.desk(1, language));
    await expectNoFinding(page, "closed");
    await page.getByRole("button", { name: own.desk.open }).click();
    await expect(page.getByText(own.desk.nobody, { exact: true })).toBeVisible();
    await expectNoFinding(page, "free, nobody waits");
    for (const service of ["cash", "payments", "cheques"]) await server.issue(service, { priority: service === "cheques" });
    await expect(page.getByRole("button", { name: own.desk.call_next })).toBeEnabled();
    await expectNoFinding(page, "free");
    await page.getByRole("button", { name: own.desk.call_next }).click();
    await expect(page.getByRole("button", { name: own.desk.start, exact: true })).toBeEnabled();
    await expectNoFinding(page, "calling");
    await page.getByRole("button", { name: own.desk.start, exact: true }).click();
    await expect(page.getByRole("button", { name: own.desk.finish, exact: true })).toBeEnabled();
    await expectNoFinding(page, "serving");
    await page.context().clearCookies();
    await page.getByRole("button", { name: own.desk.finish, exact: true }).click();
    await expect(page.getByRole("link", { name: own.desk.sign_in_again })).toBeVisible();
    await expectNoFinding(page, "signed out");
  });

  test(says("the desk's dialogs and lists"), async ({ page, server }) => {
    await server.issue("cash", { then: ["cards"] });
    for (const service of ["payments", "cheques", "cash"]) await server.issue(service);
    const [bruno, anna] = [await server.signIn("bruno"), await server.signIn("anna")];
    await bruno.desk(2, "open");
    await anna.desk(1, "open", "next");
    await anna.command("desks/1/park", { reason: "fetch_document", until: new Date(Date.now() + 600_000).toISOString() });
    await signIn(page.context(), server, "anna");
    await open(page, address.desk(1, language));
    const press = (name: string) => page.getByRole("button", { name, exact: true }).first().click();
    const dialog = page.getByRole("dialog");
    const look = async (state: string) => {
      await expect(dialog).toBeVisible();
      await expectNoFinding(page, state);
      await page.keyboard.press("Escape");
      await expect(dialog).toHaveCount(0);
    };
    await expectNoFinding(page, "with somebody put aside");
    await press(own.desk.pause);
    await look("pause");
    await press(fill(own.desk.calls, { number: "A004" }));
    await look("call this one");
    await page.getByRole("row").filter({ hasText: "A002" }).getByRole("button", { name: own.story.open }).click();
    await expect(dialog.locator(".story li").first()).toBeVisible();
    await look("story");
    await press(fill(own.desk.resume_ticket, { number: "A001" }));
    await expect(page.getByRole("region", { name: own.desk.parked })).toHaveCount(0);
    await page.getByRole("button", { name: own.desk.call_next }).click();
    await press(own.desk.start);
    await expect(page.getByRole("button", { name: own.desk.finish, exact: true })).toBeEnabled();
    for (const name of [own.desk.finish_with, own.desk.park, own.desk.transfer, own.desk.change_service]) {
      await press(name);
      await look(name);
    }
    await press(own.desk.finish);
    await expect(page.getByText(own.desk.no_ticket)).toBeVisible();
    await press(own.desk.pause);
    await dialog.getByRole("button", { name: own.pause.rest, exact: true }).click();
    await expect(page.getByText(own.desk.paused_detail)).toBeVisible();
    await expectNoFinding(page, "paused");
    await open(page, address.desk(2, language));
    await press(own.desk.take_over);
    await look("take over");
  });

  test(says("the day's dialogs, and what the kiosk and the phone say then"), async ({ another, page, server }) => {
    const ticket = await server.issue("cash", { language });
    const phone = await another({ width: 390, height: 844 });
    await open(phone, address.phone(ticket, language));
    await phone.getByRole("button", { name: own.ticket.delay }).click();
    await expectNoFinding(phone, "how much later");
    await phone.getByRole("button", { name: fill(own.ticket.delay_by, { minutes: 5 }) }).click();
    await expect(phone.getByText(own.ticket.later_detail).first()).toBeVisible();
    await expectNoFinding(phone, "later");
    await signIn(page.context(), server, "gaia");
    await open(page, address.manager(language));
    await page.getByRole("button", { name: own.manager.extend }).click();
    await page.getByRole("dialog").getByRole("radio").last().check();
    await expect(page.getByRole("dialog").getByLabel(own.manager.extend_other).last()).toBeVisible();
    await expectNoFinding(page, "extend");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: own.manager.stop_all, exact: true }).click();
    await expect(page.getByText(own.manager.issuing_off)).toBeVisible();
    await expectNoFinding(page, "stopped");
    const kiosk = await another({ width: 1920, height: 1080 });
    await open(kiosk, address.kiosk(language));
    await expect(kiosk.locator(".kiosk-unavailable")).toBeVisible();
    await expectNoFinding(kiosk, "nothing to be had");
    await kiosk.getByRole("link", { name: CASH.category[language] }).click();
    await expect(kiosk.locator(".tile-off").first()).toBeVisible();
    await expectNoFinding(kiosk, "services that are not to be had");
    await page.getByRole("button", { name: own.manager.close_day }).click();
    await expectNoFinding(page, "close the day");
    await page.getByRole("dialog").getByRole("button", { name: own.manager.close_yes, exact: true }).click();
    await expect(page.getByText(own.manager.day_closed, { exact: true })).toBeVisible();
    await expectNoFinding(page, "day closed");
    await expect(phone.getByText(own.ticket.day_ended_detail)).toBeVisible();
    await expectNoFinding(phone, "day ended");
  });

  test(says("the manager's dashboard"), async ({ page, server }) => {
    await signIn(page.context(), server, "gaia");
    await open(page, address.manager(language));
    await expectNoFinding(page, "quiet");
    for (const service of ["cash", "payments", "loan", "cards"]) await server.issue(service);
    const anna = await server.signIn("anna");
    const bruno = await server.signIn("bruno");
    await anna.desk(1, "open", "next", "start");
    await bruno.desk(2, "open", "next");
    await expect(page.getByText(own.state.calling, { exact: true })).toBeVisible();
    await expectNoFinding(page, "busy");
    await page.goto(`${address.signIn(language)}&forbidden=1&next=/b/centro/manager`);
    await expectNoFinding(page, "signed in as another");
  });

  test(says("the phone in each state"), async ({ page, server }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const ticket = await server.issue("cash", { language });
    await open(page, address.phone(ticket, language));
    await expectNoFinding(page, "waiting, no desk open");
    const anna = await server.signIn("anna");
    await anna.desk(1, "open");
    await page.getByRole("button", { name: own.ticket.leave }).click();
    await expectNoFinding(page, "about to leave");
    await page.getByRole("button", { name: own.ticket.leave_no }).click();
    await anna.desk(1, "next");
    await expect(page.getByText(own.ticket.called, { exact: true })).toBeVisible();
    await expectNoFinding(page, "called");
    await anna.desk(1, "start");
    await expect(page.getByText(fill(own.ticket.serving, { desk: "1" }))).toBeVisible();
    await expectNoFinding(page, "serving");
    await anna.desk(1, "finish");
    await expect(page.getByText(own.ticket.done, { exact: true })).toBeVisible();
    await expectNoFinding(page, "done");
    const missed = await server.issue("cash", { language });
    await anna.desk(1, "next");
    await anna.noShow(1);
    await open(page, address.phone(missed, language));
    await expect(page.getByText(own.ticket.no_show_detail)).toBeVisible();
    await expectNoFinding(page, "missed");
  });
}
