// A desk's tablet of 1024 x 768: what is done with a visitor stands in one row, and the visitor above the fold.
import { expect, signIn, test } from "../sportello";
import { address, LANGUAGES, open, words } from "../screens";

const TABLET = { width: 1024, height: 768 };

test.use({ viewport: TABLET });

for (const language of LANGUAGES) {
  const own = words[language].desk;

  test(`on a tablet the four steps stand in one row, and the visitor at the desk above the fold (${language})`, async ({ page, server }) => {
    await server.issue("cash", { language, priority: true });
    await signIn(page.context(), server, "anna");
    await open(page, address.desk(1, language));
    await page.getByRole("button", { name: own.open }).click();
    await page.getByRole("button", { name: own.call_next }).click();
    const atDesk = page.getByRole("region", { name: own.at_desk });
    await expect(atDesk).toContainText("A001");
    const look = async (state: string) => {
      const steps = await page.locator(".step").evaluateAll((all) => all.map((step) => step.getBoundingClientRect().top));
      expect(steps, state).toHaveLength(4);
      expect(new Set(steps).size, `${state}: one row`).toBe(1);
      const wide = await page.locator(".step").evaluateAll((all) => all.filter((step) => step.scrollWidth > step.clientWidth).map((step) => step.textContent));
      expect(wide, `${state}: no word runs out of its button`).toEqual([]);
      const visitor = atDesk.locator(".ticket-number");
      const service = atDesk.getByText({ it: "Versare o prelevare contanti", en: "Pay in or withdraw cash" }[language]);
      for (const shown of [visitor, service]) {
        const box = await shown.boundingBox();
        expect((box?.y ?? Infinity) + (box?.height ?? 0), `${state}: above the fold`).toBeLessThanOrEqual(TABLET.height);
      }
      if (process.env["SPORTELLO_PICTURES"]) await page.screenshot({ path: `${process.env["SPORTELLO_PICTURES"]}/desk-${state}-${language}.png` });
    };
    await look("called");
    await page.getByRole("button", { name: own.start, exact: true }).click();
    await expect(page.getByRole("button", { name: own.finish, exact: true })).toBeEnabled();
    await look("served");
  });
}
