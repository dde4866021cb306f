// A form that is filled in on the visitor's own phone: the PDF holds what was written, and nothing of it goes to a server.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, signIn, test } from "../sportello";
import { address, words } from "../screens";

const own = words.en.fill;
const AT = "/b/centro/fill/slip?lang=en";
const HOLDER = "Zoë Müßig-Ștefănescu (d'Àvila) \\ <b>€</b>";

interface Field {
  fieldName: string;
  fieldValue: string | string[];
  alternativeText: string;
  id: string;
}

interface Element {
  role?: string;
  children?: Element[];
}

async function read(bytes: Uint8Array): Promise<{ fields: Record<string, Field>; text: string; roles: string[]; tabs: string[] }> {
  const file = await getDocument({ data: bytes, verbosity: 0 }).promise;
  const page = await file.getPage(1);
  const widgets = (await page.getAnnotations()) as Field[];
  const { items } = await page.getTextContent();
  const roles: string[] = [];
  const walk = ({ role, children }: Element): void => {
    if (role) roles.push(role);
    children?.forEach(walk);
  };
  walk((await page.getStructTree()) as Element);
  return {
    fields: Object.fromEntries(widgets.map((field) => [field.fieldName, field])),
    text: items.map((item) => ("str" in item ? item.str : "")).join(" "),
    roles,
    tabs: widgets.map(({ fieldName }) => fieldName),
  };
}

async function saved(page: Page): Promise<Uint8Array> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: own.save }).click()]);
  expect(download.suggestedFilename()).toBe("slip.pdf");
  return new Uint8Array(readFileSync(await download.path()));
}

async function expectNoAxeFinding(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

test("the empty form is read by another program: fields with names, in the order in which they are read", async ({ request, server }) => {
  const answer = await request.get(`${server.origin}/api/v1/branches/centro/forms/slip.pdf?lang=en`);
  const { fields, roles, tabs, text } = await read(new Uint8Array(await answer.body()));
  expect(fields["field_03"]?.alternativeText).toBe("Account holder");
  expect(fields["field_05"]?.alternativeText).toBe("Date (dd/mm/yyyy)");
  expect(fields["field_01_1"]?.alternativeText).toBe("Transaction: Deposit");
  expect(tabs).toEqual([...tabs].sort());
  expect(roles).toEqual(expect.arrayContaining(["Document", "H1", "H2", "P", "L", "LI", "LBody", "Form"]));
  expect(text).toContain("Deposit or withdrawal slip");
});

test("what is written is in the file, and no request carries it", async ({ page }) => {
  await page.goto("/b/centro/ready/cash?lang=en");
  await page.getByRole("link", { name: new RegExp(`${own.action}.*Deposit or withdrawal slip`) }).click();
  await expect(page.getByText(own.stays)).toBeVisible();
  await expectNoAxeFinding(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await page.getByLabel("Deposit", { exact: true }).check();
  await page.getByLabel("Account (IBAN)").fill("it60 x054 2811 1010 0000 0123 456");
  await page.getByLabel("Account holder").fill(HOLDER);
  await page.getByLabel("Amount in figures").fill("1.250,50");
  await page.getByLabel("Date").fill("2026-12-31");
  await page.getByLabel("Cheques: number, bank, amount").fill(`Uno\n${"due ".repeat(120)}`);
  const { fields } = await read(await saved(page));
  await expect(page.getByRole("status")).toHaveText(own.saved);
  expect(asked.filter((request) => !request.includes("blob:"))).toEqual([]);
  const value = (name: string) => fields[name]?.fieldValue;
  expect(value("field_01_1")).toBe("Yes");
  expect(value("field_01_2")).toBe("Off");
  expect(value("field_02")).toBe("IT60X0542811101000000123456");
  expect(value("field_03")).toBe(HOLDER);
  expect(value("field_05")).toBe("31/12/2026");
  expect(String(value("field_10")).startsWith("Uno")).toBe(true);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, location.search])).toEqual([0, 0, "?lang=en"]);
});

test("what the paper cannot hold is said at its field, and no file is made", async ({ page }) => {
  await page.goto(AT);
  const holder = page.getByLabel("Account holder");
  await holder.fill("مريم");
  await page.getByLabel("Amount in words").fill("a".repeat(500));
  await page.getByRole("button", { name: own.save }).click();
  await expect(page.getByText(own.letters)).toContainText("م");
  await expect(page.getByText(own.long)).toBeVisible();
  await expect(holder).toBeFocused();
  await expect(holder).toHaveAttribute("aria-invalid", "true");
  await expectNoAxeFinding(page);
  await holder.fill("Maryam");
  await page.getByLabel("Amount in words").fill("");
  const { fields } = await read(await saved(page));
  expect(fields["field_03"]?.fieldValue).toBe("Maryam");
  await expect(page.locator("[aria-invalid]")).toHaveCount(0);
});

test("without script the page leads to the form", async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(server.origin + AT);
  await expect(page.getByText(own.without_script)).toBeVisible();
  await expect(page.getByRole("button", { name: own.save })).toBeHidden();
  await expect(page.getByRole("link", { name: words.en.ready.paper })).toHaveAttribute("href", /forms\/slip\.pdf\?lang=en$/);
  await context.close();
});

test("the list of every service leads to it in the visitor's language", async ({ page }) => {
  await page.goto(address.ready("cash", "it"));
  await expect(page.getByRole("link", { name: new RegExp(words.it.fill.action) })).toHaveAttribute("href", "/b/centro/fill/slip?lang=it");
});

test("a scanner at the desk reads which form a paper is, and whether it is today's", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto("/b/centro/office?lang=en");
  await page.getByRole("navigation").getByRole("link", { name: words.en.form_codes.title }).click();
  await expect(page.getByLabel(words.en.form_codes.code)).toBeFocused();
  await page.keyboard.type("SPORTELLO.FORM.IT.SLIP.00000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Deposit or withdrawal slip" })).toBeVisible();
  await expect(page.getByText(words.en.form_codes.other)).toBeVisible();
  await expect(page.getByRole("link", { name: words.en.form_codes.print })).toHaveAttribute("href", /forms\/slip\.pdf\?lang=it$/);
  await expectNoAxeFinding(page);
});
