// The headers that keep a page from doing what it was not made for, on every page; and no page runs a script that stands in it
// without the nonce of the very answer.
import { expect, signIn, test } from "../sportello";
import { address } from "../screens";

const EXPECTED: Record<string, RegExp> = {
  "content-security-policy": /default-src 'self'.*script-src 'self' 'wasm-unsafe-eval' 'nonce-[^']+'.*object-src 'none'; base-uri 'none'.*frame-ancestors 'none'/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^no-referrer$/,
  "x-frame-options": /^DENY$/,
  "permissions-policy": /camera=\(\).*geolocation=\(\)/,
  "cross-origin-opener-policy": /^same-origin$/,
};

test.use({ provoked: [/status of 404/] });

test("every page has them, and runs under them", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  const { token } = await server.issue("cash");
  const nonces = new Set<string>();
  for (const path of [
    "/",
    "/sign-in",
    "/password",
    "/b/centro",
    address.kiosk("it"),
    address.lobby("it"),
    address.deskChoice("it"),
    address.desk(1, "it"),
    address.manager("it"),
    "/b/centro/office",
    "/b/centro/office/staff",
    "/b/centro/office/devices",
    "/b/centro/ready/cash",
    `/t/${token}`,
    "/nowhere",
  ]) {
    const answer = await page.goto(path);
    const headers = answer?.headers() ?? {};
    for (const [name, value] of Object.entries(EXPECTED)) expect(headers[name] ?? "", `${path}: ${name}`).toMatch(value);
    const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1] ?? "";
    expect(nonces.has(nonce), `${path}: its own nonce`).toBe(false);
    nonces.add(nonce);
    const without = await page.locator("script:not([src])").evaluateAll((scripts) => scripts.filter((script) => !(script as HTMLScriptElement).nonce).length);
    expect(without, `${path}: scripts without a nonce`).toBe(0);
    const handlers = await page.locator("*").evaluateAll((all) => all.flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith("on"))));
    expect(handlers, path).toEqual([]);
  }
});
