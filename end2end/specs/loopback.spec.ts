// A demo on this machine alone, which is how people try it first: no code leads a phone to itself, and everything else works.
import { expect, Server, signIn, test } from "../sportello";
import { address, chooseCash, LANGUAGES, open, shownNumber, takeButton, touch, words } from "../screens";

test.use({
  server: async ({}, use) => {
    const server = await new Server({ publicUrl: null }).start();
    await use(server);
    await server.stop();
  },
});

for (const language of LANGUAGES) {
  const { alert, kiosk, missing } = words[language];

  test(`a ticket has a link for this machine in place of the code, and the manager is told (${language})`, async ({ another, context, page, server }) => {
    await open(page, address.kiosk(language));
    await chooseCash(page, language);
    await takeButton(page, language).click();
    const number = await shownNumber(page);
    await expect(page.getByText(kiosk.no_code)).toBeVisible();
    await expect(page.getByRole("img", { name: kiosk.qr })).toHaveCount(0);
    await expect(page.locator('img[src*="qr.svg"]')).toHaveCount(0);
    const opened = context.waitForEvent("page");
    await page.getByRole("link", { name: kiosk.open_here }).click();
    const phone = await opened;
    await expect(phone.getByRole("heading", { level: 1 })).toContainText(number);
    await expect(page.getByRole("button", { name: kiosk.done })).toBeVisible();

    const manager = await another();
    await signIn(manager.context(), server, "gaia");
    await open(manager, address.manager(language));
    await expect(manager.getByText(alert.phones)).toBeVisible();
  });

  test(`the list of what is missing can be opened here, and asked for on paper (${language})`, async ({ page }) => {
    await open(page, address.kiosk(language));
    await chooseCash(page, language);
    await touch(page.getByRole("radio", { name: words[language].ready.have_not }).first());
    await takeButton(page, language).click();
    const dialog = page.getByRole("dialog", { name: missing.title });
    await expect(dialog.getByText(missing.no_code)).toBeVisible();
    await expect(dialog.getByRole("img")).toHaveCount(0);
    await expect(dialog.getByRole("link", { name: kiosk.open_here })).toHaveAttribute("href", /\/ready\/cash/);
  });
}
