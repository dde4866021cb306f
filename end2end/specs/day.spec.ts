// What a manager does about the day, and what kiosk and phone say then: on the real server, in both languages.
import { expect, signIn, test } from "../sportello";
import { address, CASH, fill, LANGUAGES, open, takeButton, words } from "../screens";

for (const language of LANGUAGES) {
  const own = words[language];
  const says = (name: string) => `${name} (${language})`;

  test(says("tickets are stopped for a service, then for all, and given out again"), async ({ another, page, server }) => {
    await signIn(page.context(), server, "gaia");
    await open(page, address.manager(language));
    const kiosk = await another({ width: 1920, height: 1080 });
    await open(kiosk, address.kiosk(language));
    await kiosk.getByRole("link", { name: CASH.category[language] }).click();
    await expect(kiosk.getByRole("link", { name: CASH.name[language] })).toBeVisible();

    await page.getByRole("button", { name: fill(own.manager.stop_service, { service: CASH.name[language] }) }).click();
    const row = page.getByRole("row").filter({ hasText: CASH.name[language] });
    await expect(row).toContainText(own.manager.offer_stopped);
    await expect(kiosk.getByRole("link", { name: CASH.name[language] })).toHaveCount(0);
    await expect(kiosk.locator(".tile-off").filter({ hasText: CASH.name[language] })).toContainText(own.kiosk.stopped);
    // Who comes by an address, or was on the way, is told too.
    await open(kiosk, address.kiosk(language, "&service=cash"));
    await expect(kiosk.locator(".kiosk-unavailable")).toHaveText(own.kiosk.stopped);
    await expect(takeButton(kiosk, language)).toHaveCount(0);
    await page.getByRole("button", { name: fill(own.manager.resume_service, { service: CASH.name[language] }) }).click();
    await expect(takeButton(kiosk, language)).toBeVisible();

    await page.getByRole("button", { name: own.manager.stop_all, exact: true }).click();
    await expect(page.getByText(own.manager.issuing_off)).toBeVisible();
    await open(kiosk, address.kiosk(language));
    await expect(kiosk.locator(".kiosk-unavailable")).toHaveText(own.kiosk.none_stopped);
    await page.getByRole("button", { name: own.manager.resume_all, exact: true }).click();
    await expect(kiosk.getByText(own.kiosk.choose, { exact: true })).toBeVisible();
  });

  test(says("the day is extended, and closed only after the tickets were stopped"), async ({ another, page, server }) => {
    const waiting = await server.issue("cash", { language });
    const phone = await another({ width: 390, height: 844 });
    await open(phone, address.phone(waiting, language));
    await signIn(page.context(), server, "gaia");
    await open(page, address.manager(language));

    await page.getByRole("button", { name: own.manager.extend }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toHaveAccessibleName(own.manager.extend_title);
    await dialog.getByRole("radio").nth(1).check();
    await dialog.getByRole("button", { name: own.manager.extend_yes, exact: true }).click();
    await expect(page.getByText(fill(own.manager.open_until, { time: "00:30" }))).toBeVisible();

    const close = page.getByRole("button", { name: own.manager.close_day });
    await expect(close).toBeDisabled();
    await expect(page.getByText(own.manager.close_first)).toBeVisible();
    await page.getByRole("button", { name: own.manager.stop_all, exact: true }).click();
    await close.click();
    await expect(dialog).toContainText(fill(own.manager.close_some_one, { count: 1 }));
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(close).toBeFocused();
    await close.click();
    await dialog.getByRole("button", { name: own.manager.close_yes, exact: true }).click();
    await expect(page.getByText(own.manager.day_closed, { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: own.manager.stop_all, exact: true })).toHaveCount(0);
    const ended = page.locator(".today dl > div").filter({ hasText: own.manager.day_ended });
    await expect(ended.getByRole("definition")).toHaveText("1");
    await expect(phone.getByText(own.ticket.day_ended, { exact: true }).first()).toBeVisible();
    await expect(phone.getByText(own.ticket.day_ended_detail)).toBeVisible();
    // All that is left to press is what the phone keeps for itself.
    await expect(phone.locator("button:visible:not(#usual button)")).toHaveCount(0);
  });

  test(says("the manager sees who was put aside, who did not come, and why a desk pauses"), async ({ page, server }) => {
    await server.issue("cash");
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next");
    await anna.command("desks/1/park", { reason: "fetch_document" });
    await anna.command("desks/1/pause", { reason: "break" });
    await signIn(page.context(), server, "gaia");
    await open(page, address.manager(language));
    const parked = page.getByRole("region", { name: own.manager.parked });
    await expect(parked).toContainText("A001");
    await expect(parked).toContainText(own.park.fetch_document);
    await expect(page.getByRole("region", { name: own.manager.absent })).toContainText(own.manager.nobody_absent);
    await expect(page.locator(".desk-pause")).toContainText(fill(own.pause.rest_since, { time: "" }).trim());
  });

  test(says("a visitor asks by phone to be called later, as often as the branch allows"), async ({ page, server }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const ticket = await server.issue("cash", { language });
    await open(page, address.phone(ticket, language));
    await page.getByRole("button", { name: own.ticket.delay }).click();
    await page.getByRole("button", { name: own.ticket.delay_no }).click();
    await page.getByRole("button", { name: own.ticket.delay }).click();
    await page.getByRole("button", { name: fill(own.ticket.delay_by, { minutes: 20 }) }).click();
    await expect(page.locator(".turn-now")).toContainText(fill(own.ticket.later, { time: "" }).trim());
    await page.getByRole("button", { name: own.ticket.delay }).click();
    await expect(page.getByRole("button", { name: fill(own.ticket.delay_by, { minutes: 20 }) })).toHaveCount(0);
    await page.getByRole("button", { name: fill(own.ticket.delay_by, { minutes: 10 }) }).click();
    await expect(page.getByRole("button", { name: own.ticket.delay })).toHaveCount(0);
    const anna = await server.signIn("anna");
    await anna.desk(1, "open");
    expect((await anna.desk(1, "next")).ticket).toBeNull();
    // Whoever is put aside reads it, with the time.
    await anna.command("desks/1/call", { ticket: ticket.id });
    await anna.command("desks/1/park", { reason: "fetch_document", until: new Date(Date.now() + 600_000).toISOString() });
    await expect(page.getByText(own.ticket.parked, { exact: true }).first()).toBeVisible();
    await expect(page.getByText(own.ticket.parked_fetch)).toBeVisible();
  });
}
