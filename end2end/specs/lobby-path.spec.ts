// The whole way of a visitor, on five screens at once: kiosk, phone, lobby, desk, manager. Nothing is reloaded.
import type { Page } from "@playwright/test";
import { expect, PASSWORD, signIn, SOON_ABSENT, test, type Server } from "../sportello";
import { address, atHand, CASH, chooseCash, expectLoaded, fill, type Language, LANGUAGES, open, shownNumber, takeButton, touch, words } from "../screens";

test.use({ setup: SOON_ABSENT });

interface Played {
  volume: number;
  outcome: string;
}

/** Notes, from the page's own script, each chime that it plays and whether the browser let it. */
async function listenToSounds(page: Page): Promise<() => Promise<Played[]>> {
  await page.addInitScript(() => {
    const played: Played[] = [];
    Object.assign(window, { played });
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      const note = { volume: this.volume, outcome: "pending" };
      if (this.src.endsWith("/chime.wav")) played.push(note);
      const playing = play.call(this);
      playing.then(() => (note.outcome = "played"), (error: unknown) => (note.outcome = String(error)));
      return playing;
    };
  });
  return () => page.evaluate(() => (window as unknown as { played: Played[] }).played.filter((note) => note.volume > 0));
}

/** Takes a ticket on the kiosk's page with the first document at hand; returns its number. */
async function takeTicket(kiosk: Page, language: Language): Promise<string> {
  await open(kiosk, address.kiosk("it"));
  await kiosk.getByRole("navigation", { name: words.it.language.label }).getByText(words[language].language.name).click();
  await expect(kiosk.getByRole("heading", { level: 1 })).toHaveText(words[language].kiosk.welcome);
  await chooseCash(kiosk, language);
  await expect(kiosk.getByRole("heading", { name: words[language].ready.title })).toBeVisible();
  const documents = atHand(kiosk, language);
  expect(await documents.count()).toBeGreaterThan(1);
  await touch(documents.first());
  await takeButton(kiosk, language).click();
  return shownNumber(kiosk);
}

/** The desk's page of a user, with the desk open. */
async function openDesk(page: Page, server: Server, language: Language): Promise<void> {
  const { desk } = words[language];
  await signIn(page.context(), server, "anna");
  await open(page, address.desk(1, language));
  await page.getByRole("button", { name: desk.open }).click();
  await expect(page.getByRole("button", { name: desk.close })).toBeEnabled();
}

for (const language of LANGUAGES) {
  const { ahead, desk, kiosk, lobby, manager, state, ticket } = words[language];

  test(`a ticket goes from the kiosk to the desk, and every screen follows (${language})`, async ({ another, page: kioskPage, server }) => {
    await server.issue("cash", { language });
    const number = await takeTicket(kioskPage, language);
    expect(number).toBe("A002");
    await expect(kioskPage.getByText(fill(ahead.count_one, { count: 1 }))).toBeVisible();
    const code = kioskPage.getByRole("img", { name: kiosk.qr });
    await expectLoaded(code);
    const token = /tickets\/(\w{32})\//.exec((await code.getAttribute("src")) ?? "")?.[1] ?? "";

    const phone = await another({ width: 390, height: 844 });
    await open(phone, `/t/${token}`);
    await expect(phone.locator("html")).toHaveAttribute("lang", language);
    await expect(phone.getByRole("heading", { level: 1 })).toContainText(number);
    await expect(phone.getByText(fill(ahead.count_one, { count: 1 })).first()).toBeVisible();
    await expect(phone.getByText(words[language].ready.have_it, { exact: true })).toBeVisible();

    const managerPage = await another();
    await signIn(managerPage.context(), server, "gaia");
    await open(managerPage, address.manager(language));
    const waiting = managerPage.locator(".figure-card").filter({ hasText: manager.waiting }).locator(".figure-value");
    const cash = managerPage.getByRole("row").filter({ hasText: CASH.name[language] });
    await expect(waiting).toHaveText("2");
    await expect(cash.getByRole("cell").nth(1)).toHaveText("2");

    const wall = await another({ width: 1920, height: 1080 });
    const sounds = await listenToSounds(wall);
    await open(wall, address.lobby(language));
    await expect(wall.getByText(lobby.empty, { exact: true })).toBeVisible();

    const deskPage = await another();
    await openDesk(deskPage, server, language);
    // Somebody else is served first.
    const callNext = deskPage.getByRole("button", { name: desk.call_next });
    await expect(callNext).toContainText("A001");
    await callNext.click();
    await expect(deskPage.getByRole("region", { name: desk.at_desk })).toContainText("A001");
    await expect(kioskPage.getByText(ahead.none)).toBeVisible();
    await expect(phone.getByText(ahead.none).first()).toBeVisible();
    await expect(waiting).toHaveText("1");
    // Not there: called once more, and waited for until the rule's time is over.
    const noShow = deskPage.getByRole("button", { name: desk.no_show });
    await expect(noShow).toBeDisabled();
    await expect(noShow).toContainText(desk.no_show_calls_one);
    await deskPage.getByRole("button", { name: desk.recall, exact: true }).click();
    await expect(noShow).not.toContainText(desk.no_show_calls_one);
    await expect.poll(async () => /\d+ s/.test(await noShow.innerText()) || (await noShow.isEnabled())).toBe(true);
    await expect(noShow).toBeEnabled();
    await noShow.click();
    await expect(deskPage.getByText(desk.no_ticket)).toBeVisible();

    // Whom the desk would call, and why.
    await expect(callNext).toContainText(number);
    const [before = "", after = ""] = fill(desk.reason, { waited: "WAITED", target: 10 }).split("WAITED");
    await expect(callNext).toContainText(new RegExp(`${before}\\d+${after}`));
    await expect(callNext).toContainText(desk.rule_due);
    await expect(callNext).toContainText(CASH.name[language]);
    await expect(deskPage.getByRole("region", { name: desk.queue }).getByRole("row").filter({ hasText: number })).toBeVisible();
    await callNext.click();

    // Called: number and desk on the wall, with a chime that was heard; the phone says where to go.
    await expect(wall.locator(".wall-newest")).toContainText(number);
    await expect(wall.locator(".wall-newest .wall-desk strong")).toHaveText("1");
    await expect(wall.getByRole("listitem")).toHaveCount(1);
    await expect.poll(sounds).toEqual(Array(3).fill({ volume: 1, outcome: "played" }));
    await expect(wall.getByText(lobby.sound_blocked)).toBeHidden();
    await expect(phone.getByText(ticket.called, { exact: true })).toBeVisible();
    await expect(phone.locator(".turn-go")).toContainText("1");
    await expect(phone).toHaveTitle(fill(ticket.called_title, { desk: "1" }));
    await expect(phone.getByRole("alert")).toHaveText(fill(ticket.called_title, { desk: "1" }));
    await expect(kioskPage.getByText(ticket.go_to)).toBeVisible();
    const card = managerPage.getByRole("region", { name: manager.desks, exact: true }).getByRole("listitem").first();
    await expect(card).toContainText(state.calling);
    await expect(card).toContainText(number);

    // At the desk: what the visitor said on the kiosk.
    const atDesk = deskPage.getByRole("region", { name: desk.at_desk });
    await expect(atDesk).toContainText(words[language].language.name);
    await expect(atDesk.getByText(desk.has, { exact: true })).toHaveCount(1);
    await deskPage.getByRole("button", { name: desk.recall, exact: true }).click();
    await expect(atDesk).toContainText(fill(desk.called_times, { times: 2 }));
    await expect.poll(async () => (await sounds()).length).toBe(4);
    await expect(wall.locator(".wall-newest")).toContainText(number);

    await deskPage.getByRole("button", { name: desk.start, exact: true }).click();
    await expect(phone.getByText(fill(ticket.serving, { desk: "1" }))).toBeVisible();
    await expect(card).toContainText(state.serving);
    await deskPage.getByRole("button", { name: desk.finish, exact: true }).click();
    await expect(phone.getByText(ticket.done, { exact: true })).toBeVisible();
    await expect(card).toContainText(state.free);
    await expect(waiting).toHaveText("0");
    const total = (name: string) => managerPage.locator(".today dl > div").filter({ hasText: name }).getByRole("definition");
    await expect(total(manager.issued)).toHaveText("2");
    await expect(total(manager.served)).toHaveText("1");
    await expect(total(manager.no_shows)).toHaveText("1");
    await deskPage.getByRole("button", { name: desk.close }).click();
    await expect(deskPage.getByText(desk.closed_detail)).toBeVisible();
  });

  test(`a visitor who does not come, or leaves the queue, is told so (${language})`, async ({ context, page, server }) => {
    const [missed, leaving] = [await server.issue("cash", { language }), await server.issue("cash", { language })];
    await open(page, address.phone(missed, language));
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next");
    await expect(page.getByText(ticket.called, { exact: true })).toBeVisible();
    await anna.noShow(1);
    await expect(page.getByText(ticket.no_show_detail)).toBeVisible();

    const phone = await context.newPage();
    await open(phone, address.phone(leaving, language));
    await phone.getByRole("button", { name: ticket.leave }).click();
    await phone.getByRole("button", { name: ticket.leave_no }).click();
    await expect(phone.getByText(ahead.none).first()).toBeVisible();
    await phone.getByRole("button", { name: ticket.leave }).click();
    await phone.getByRole("button", { name: ticket.leave_yes }).click();
    await expect(phone.getByText(ticket.cancelled, { exact: true })).toBeVisible();
    expect(await server.counts()).toMatchObject({ issued: 2, waiting: 0 });
  });
}

test("people sign in by a form, a wrong password is refused, and they come to where they wanted to go", async ({ page }) => {
  const { sign_in, desk, staff } = words.it;
  const send = async (password: string) => {
    await page.getByLabel(sign_in.user).fill("anna");
    await page.getByLabel(sign_in.password).fill(password);
    await page.getByRole("button", { name: sign_in.submit }).click();
  };
  await page.goto(address.deskChoice("it"));
  await send("wrong");
  await expect(page.getByRole("status")).toHaveText(sign_in.refused);
  await send(PASSWORD);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(desk.choose);
  await page.getByRole("link", { name: fill(desk.name, { label: "1" }) }).click();
  await expect(page.getByRole("button", { name: desk.open })).toBeVisible();
  await page.getByRole("button", { name: staff.sign_out }).click();
  await page.goto(address.desk(1, "it"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(sign_in.heading);
});

test("the space bar calls the next visitor, once", async ({ page, server }) => {
  await server.issue("cash");
  await server.issue("cash");
  await openDesk(page, server, "it");
  await expect(page.getByRole("button", { name: words.it.desk.call_next })).toBeEnabled();
  await page.locator("body").press("Space");
  await page.locator("body").press("Space");
  await expect(page.getByRole("region", { name: words.it.desk.at_desk })).toContainText("A001");
  expect((await server.counts()).waiting).toBe(1);
});
