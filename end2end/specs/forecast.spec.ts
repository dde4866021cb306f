// What the manager reads of the waits: what to do, how right they were, how many desks the next day needs. Where too little
// is known, that is said.
import AxeBuilder from "@axe-core/playwright";
import { expect, signIn, test } from "../sportello";
import { address, fill, LANGUAGES, open, words } from "../screens";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"];

for (const language of LANGUAGES) {
  const own = words[language].manager;

  test(`a branch that is hardly known is advised nothing, and says so (${language})`, async ({ context, page, server }) => {
    await signIn(context, server, "gaia");
    await open(page, address.manager(language));
    const region = (name: string) => page.getByRole("region", { name, exact: true });
    await expect(region(own.advice)).toContainText(fill(own.advice_unknown, { days: 0, needed: 5 }));
    await expect(region(own.plan)).toContainText(fill(own.plan_unknown, { days: 0, needed: 5 }));
    await expect(region(own.said)).toContainText(own.said_none);
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  });

  test(`what was said and what it was is shown after the first call (${language})`, async ({ context, page, server }) => {
    await signIn(context, server, "gaia");
    const anna = await server.signIn("anna");
    await anna.desk(1, "open");
    await open(page, address.manager(language));
    const said = page.getByRole("region", { name: own.said, exact: true });
    // From here on somebody looks, and whoever comes is told a wait.
    await expect(page.getByRole("region", { name: own.advice, exact: true })).toContainText(fill(own.advice_unknown, { days: 0, needed: 5 }));
    await server.issue("cash");
    await anna.desk(1, "next");
    await expect(said).toContainText(fill(own.said_basis_one, { count: 1, day: "" }).replace(/\s*\.$/, ""));
    await expect(said.getByRole("table")).toHaveCount(2);
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  });
}
