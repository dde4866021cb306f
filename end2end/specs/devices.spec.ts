// Kiosks and displays that are enrolled: eight letters, a manager's approval, and an end within seconds once revoked.
import { expect, CLOSED_DEVICES, signIn, test } from "../sportello";
import { address, words } from "../screens";

const own = words.en;

// A page of a device that is not enrolled is answered with 401.
test.use({ setup: CLOSED_DEVICES, provoked: [/status of 401|net::ERR_/] });

const lettersOf = /^[BCDFGHJKLMNPQRSTVWXZ]{4}\s*[BCDFGHJKLMNPQRSTVWXZ]{4}$/;

test("a kiosk shows letters, is enrolled by them, and gives out tickets by itself from then on", async ({ page, context, server, another }) => {
  const kiosk = await another();
  await kiosk.goto(`${server.origin}${address.kiosk("en")}`);
  await expect(kiosk.locator(".device-letters")).toHaveText(lettersOf);
  const letters = await kiosk.locator(".device-letters").innerText();

  await signIn(context, server, "gaia");
  await page.goto("/b/centro/office/devices?lang=en");
  await page.getByLabel(own.devices.letters).fill(letters.toLowerCase());
  await page.getByLabel(own.devices.kiosk).check();
  await page.locator("#name").fill("By the door");
  await page.getByRole("button", { name: own.devices.enrol }).click();
  await expect(page.getByRole("heading", { name: "By the door" })).toBeVisible();

  await expect(kiosk.locator("html")).toHaveClass(/page-kiosk/);
  await expect(kiosk.locator(".device-letters")).toHaveCount(0);
  const issued = await kiosk.evaluate(async () => {
    const answer = await fetch("/api/v1/branches/centro/tickets", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({ service: "cash", language: "en" }),
    });
    return answer.status;
  });
  expect(issued).toBe(201);

  // Which one is it? It says so in large letters.
  await page.getByRole("button", { name: own.devices.show }).click();
  await expect(kiosk.locator(".device-name")).toHaveText("By the door");
  await expect(page.locator(".office-device")).toContainText(own.devices.there);

  // And after a restart of the server it is the same.
  await server.restart();
  await kiosk.goto(`${server.origin}${address.kiosk("en")}`);
  await expect(kiosk.locator("html")).toHaveClass(/page-kiosk/);
});

test("a display that is revoked shows the lobby no more, and asks anew", async ({ page, context, server, another }) => {
  const display = await another();
  await display.goto(`${server.origin}${address.lobby("en")}`);
  const letters = await display.locator(".device-letters").innerText();
  await signIn(context, server, "gaia");
  await page.goto("/b/centro/office/devices?lang=en");
  await page.getByLabel(own.devices.letters).fill(letters);
  await page.getByLabel(own.devices.display).check();
  await page.locator("#name").fill("Hall");
  await page.getByRole("button", { name: own.devices.enrol }).click();
  await expect(display.locator("html")).toHaveClass(/page-lobby/);

  await page.getByRole("button", { name: own.devices.revoke }).click();
  await expect(display.locator(".device-letters")).toHaveText(lettersOf);
  await expect(page.locator(".office-device")).toHaveCount(0);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a device asks by a button", async ({ page }) => {
    await page.goto(address.kiosk("en"));
    await page.getByRole("button", { name: own.account.device_ask }).click();
    await expect(page.locator(".device-letters")).toHaveText(lettersOf);
  });
});
