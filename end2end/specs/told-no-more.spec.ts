// A phone whose push service takes no messages for it any more, as when its notifications were switched off.
import { pushService, withPush } from "../push";
import { expect, test } from "../sportello";
import { address, open, words } from "../screens";

const { tell } = words.en;

test.use({ viewport: { width: 390, height: 844 }, serviceWorkers: "allow" });

test("a phone that messages no longer reach is told so, and is told again after one touch", async ({ page, server }) => {
  const service = await pushService(410);
  try {
    const ticket = await server.issue("cash", { language: "en" });
    await withPush(page, "granted", service.endpoint);
    await open(page, address.phone(ticket, "en"));
    await page.getByRole("button", { name: tell.ask }).click();
    await expect(page.getByText(tell.told)).toBeVisible();
    // The call is sent, and refused for good. Then the visitor waits for something, so that there is a turn to come.
    const anna = await server.signIn("anna");
    await anna.desk(1, "open", "next");
    await expect.poll(service.messages).toBe(1);
    await anna.command("desks/1/park", { reason: "fetch_document" });
    await expect(page.getByText(tell.lost)).toContainText(tell.while_open);
    await expect(page.getByText(tell.told)).toHaveCount(0);
    await page.getByRole("button", { name: tell.ask }).click();
    await expect(page.getByText(tell.told)).toBeVisible();
  } finally {
    await service.stop();
  }
});
