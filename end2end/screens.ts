// The screens as people find them: their addresses, their words in both languages, and the steps on them that
// several specs take.
import { expect, type Locator, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BRANCH, type Issued } from "./sportello";

export type Language = "it" | "en";
export const LANGUAGES: Language[] = ["it", "en"];

type Words = typeof import("../app/locales/it.json");

function read(language: Language): Words {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../app/locales/${language}.json`), "utf8")) as Words;
}

/** The product's own words, from the very files that the screens are built from. */
export const words: Record<Language, Words> = { it: read("it"), en: read("en") };

/** Words with their gaps filled: `fill("Desk {{ label }}", { label: "1" })`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replaceAll(/\{\{ (\w+) \}\}/g, (_, name: string) => String(values[name]));
}

/** A service with its category, as the set-up names them. */
export const CASH = {
  id: "cash",
  category: { it: "Contanti e pagamenti", en: "Cash and payments" },
  name: { it: "Versare o prelevare contanti", en: "Pay in or withdraw cash" },
} as const;

export const address = {
  frontDoor: (language: Language) => `/?lang=${language}`,
  signIn: (language: Language) => `/sign-in?lang=${language}`,
  kiosk: (language: Language, query = "") => `/b/${BRANCH}/kiosk?lang=${language}${query}`,
  lobby: (language: Language) => `/b/${BRANCH}/lobby?lang=${language}`,
  deskChoice: (language: Language) => `/b/${BRANCH}/desk?lang=${language}`,
  desk: (desk: number, language: Language) => `/b/${BRANCH}/desk/${desk}?lang=${language}`,
  manager: (language: Language) => `/b/${BRANCH}/manager?lang=${language}`,
  ready: (service: string, language: Language) => `/b/${BRANCH}/ready/${service}?lang=${language}`,
  phone: (ticket: Issued, language: Language) => `/t/${ticket.token}?lang=${language}`,
};

/** Opens a live screen and waits until its program runs. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator("html[data-runs]").waitFor({ state: "attached" });
}

/** Notes what the page's event streams hand it. */
export async function overhear(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const Plain = window.EventSource;
    window.EventSource = class extends Plain {
      constructor(address: string | URL, settings?: EventSourceInit) {
        super(address, settings);
        for (const event of ["view", "heartbeat"]) {
          this.addEventListener(event, (message) => heard.push(String((message as MessageEvent).data)));
        }
      }
    };
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

/** From the kiosk's welcome to what to have ready for a service. */
export async function chooseCash(page: Page, language: Language): Promise<void> {
  await page.getByRole("link", { name: CASH.category[language] }).click();
  await page.getByRole("link", { name: CASH.name[language] }).click();
  await expect(page.getByRole("heading", { level: 1, name: CASH.name[language] })).toBeVisible();
}

/** Touches a box or a choice as a finger does: its whole label takes the touch. */
export async function touch(choice: Locator): Promise<void> {
  await choice.locator("xpath=ancestor::label").click();
  await expect(choice).toBeChecked();
}

/** The answers "I have it" to what to have ready, in the order of the list. */
export function atHand(page: Page, language: Language): Locator {
  return page.getByRole("radio", { name: words[language].ready.have, exact: true });
}

export function takeButton(page: Page, language: Language): Locator {
  return page.getByRole("button", { name: words[language].kiosk.take });
}

/** The number on the kiosk's ticket. */
export async function shownNumber(page: Page): Promise<string> {
  const heading = page.getByRole("heading", { level: 1 }).filter({ hasText: /[A-Z]\d{3}/ });
  await expect(heading).toBeVisible();
  return /[A-Z]\d{3}/.exec(await heading.innerText())?.[0] ?? "";
}

/** A picture is there and was loaded. */
export async function expectLoaded(picture: Locator): Promise<void> {
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
    .toBe(true);
}
