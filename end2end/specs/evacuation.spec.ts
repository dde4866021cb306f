// An evacuation: one touch of the manager and a confirmation, over everything on the wall, the kiosk and the phone, until it is
// lifted; also on a screen that was away when it began.
import { expect, signIn, test } from "../sportello";
import { address, open, words } from "../screens";

test("an evacuation stands over every screen until the manager lifts it", async ({ another, context, server }) => {
  const ticket = await server.issue("cash");
  const [wall, kiosk, phone] = [await another(), await another(), await another()];
  await open(wall, address.lobby("it"));
  await open(kiosk, address.kiosk("en"));
  await open(phone, address.phone(ticket, "en"));
  const over = [wall, kiosk, phone].map((page) => page.locator("#evacuation"));
  for (const words of over) await expect(words).toBeHidden();

  const manager = await context.newPage();
  await signIn(context, server, "gaia");
  await open(manager, address.manager("en"));
  await manager.getByRole("button", { name: words.en.evacuation.begin }).click();
  await expect(manager.getByRole("dialog")).toContainText(words.en.evacuation.question);
  for (const shown of over) await expect(shown).toBeHidden();
  await manager.getByRole("button", { name: words.en.evacuation.confirm }).click();
  for (const shown of over) {
    await expect(shown).toBeVisible();
    await expect(shown).toContainText(words.it.evacuation.title);
    await expect(shown).toContainText(words.en.evacuation.title);
    await expect(shown.locator(".evacuation-line")).toHaveCount(8);
  }
  await expect(manager.locator(".evacuation-bar")).toBeVisible();

  const late = await another();
  await open(late, address.lobby("it"));
  await expect(late.locator("#evacuation")).toBeVisible();

  await manager.getByRole("button", { name: words.en.evacuation.lift, exact: true }).click();
  await manager.getByRole("button", { name: words.en.evacuation.lift_confirm }).click();
  for (const shown of [...over, late.locator("#evacuation")]) await expect(shown).toBeHidden();
  await expect(manager.locator(".evacuation-bar")).toHaveCount(0);
  await kiosk.bringToFront();
  await expect(kiosk.getByRole("link").first()).toBeVisible();
});
