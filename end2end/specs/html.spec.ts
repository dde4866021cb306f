// What stands in a page beside what is seen: valid HTML, its title, language, direction and description.
import { HtmlValidate } from "html-validate";
import { expect, signIn, test, type Server } from "../sportello";
import { address, type Language, LANGUAGES, open, words } from "../screens";

const html = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    // What the standard leaves free, and frameworks write either way.
    "void-style": "off",
    "doctype-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "no-trailing-whitespace": "off",
  },
});

const ALL = ["it", "en", "de", "fr", "es", "ro", "ar", "zh"];

/** Every page, by name: what it is called, and how it is asked for in a language. */
async function pages(server: Server): Promise<Record<string, (language: string) => string>> {
  const ticket = await server.issue("cash");
  const anna = await server.signIn("anna");
  const called = await server.issue("payments");
  await anna.desk(2, "open", "next");
  const of = (make: (language: Language) => string) => (language: string) => make(language as Language);
  return {
    front_door: of(address.frontDoor),
    sign_in: of(address.signIn),
    kiosk: of(address.kiosk),
    "kiosk, a category": of((language) => address.kiosk(language, "&category=cards")),
    "kiosk, a service": of((language) => address.kiosk(language, "&service=mortgage")),
    "kiosk, a search": of((language) => address.kiosk(language, "&q=carta")),
    lobby: of(address.lobby),
    desk_choice: of(address.deskChoice),
    desk: of((language) => address.desk(1, language)),
    "desk, a visitor": of((language) => address.desk(2, language)),
    manager: of(address.manager),
    ticket: of((language) => address.phone(ticket, language)),
    "ticket, called": of((language) => address.phone(called, language)),
    "ticket, to leave": of((language) => `${address.phone(ticket, language)}&ask=leave`),
    "ticket, later": of((language) => `${address.phone(ticket, language)}&ask=later`),
    ready: of((language) => address.ready("cash", language)),
    problem: (language) => `/b/nowhere/kiosk?lang=${language}`,
  };
}

const OF_VISITORS = /^(kiosk|lobby|ticket|ready|problem)/;

test("every page is valid, in every language that it speaks", async ({ context, server }) => {
  await signIn(context, server, "gaia");
  const wrong: string[] = [];
  for (const [name, at] of Object.entries(await pages(server))) {
    for (const language of OF_VISITORS.test(name) ? ALL : LANGUAGES) {
      const answer = await context.request.get(server.origin + at(language));
      const text = await answer.text();
      expect(text, name).not.toContain("<!>");
      expect(text.trimEnd().endsWith("</body></html>"), name).toBe(true);
      const report = await html.validateString(text);
      for (const { messages } of report.results) {
        wrong.push(...messages.map(({ ruleId, message, line, column }) => `${name} (${language}) ${line}:${column} ${ruleId}: ${message}`));
      }
    }
  }
  expect([...new Set(wrong.map((line) => line.replace(/\d+:\d+ /, "")))]).toEqual([]);
});

test("every page has its title, language, direction and description", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  const descriptions = new Map<string, Set<string>>();
  for (const [name, at] of Object.entries(await pages(server))) {
    const key = name.split(",")[0] as keyof (typeof words)["it"]["title"];
    for (const language of OF_VISITORS.test(name) ? ALL : LANGUAGES) {
      const text = await (await context.request.get(server.origin + at(language))).text();
      const { title, lang, dir, description } = await page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, "text/html");
        const { lang, dir } = parsed.documentElement;
        return { title: parsed.title, lang, dir, description: parsed.querySelector("meta[name=description]")?.getAttribute("content") ?? "" };
      }, text);
      expect({ lang, dir }, name).toEqual({ lang: language, dir: language === "ar" ? "rtl" : "ltr" });
      expect(title, name).toMatch(/^[^<>]+$/);
      if (language === "it" || language === "en") expect(title, name).toContain(words[language].title[key]);
      expect(description.length, `${name} (${language})`).toBeGreaterThan(2);
      descriptions.set(key, (descriptions.get(key) ?? new Set()).add(description));
    }
  }
  for (const [key, said] of descriptions) expect(said.size, `${key}: each language in its own words`).toBe(OF_VISITORS.test(key) ? ALL.length : LANGUAGES.length);
});

test("the titles stay as they are once the pages run", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  const ticket = await server.issue("cash");
  for (const path of [address.kiosk("it"), address.lobby("it"), address.deskChoice("it"), address.desk(1, "it"), address.manager("it"), address.phone(ticket, "it")]) {
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("data-runs", "");
    await expect(page, path).toHaveTitle(/^[^<>]+$/);
  }
});

test("the kiosk's page speaks the language that its visitor chose, and the first one again for the next", async ({ page }) => {
  await page.clock.install();
  await open(page, address.kiosk("it"));
  const root = page.locator("html");
  await page.getByRole("link", { name: "العربية" }).click();
  await expect(root).toHaveAttribute("lang", "ar");
  await expect(root).toHaveAttribute("dir", "rtl");
  await page.getByRole("link", { name: words.en.language.name }).click();
  await expect(root).toHaveAttribute("lang", "en");
  await expect(root).toHaveAttribute("dir", "ltr");
  await page.locator(".tiles").getByRole("link").first().click();
  for (const passed of [46_000, 28_000, 3_000]) await page.clock.fastForward(passed);
  await expect(root).toHaveAttribute("lang", "it");
});
