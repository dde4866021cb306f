// Single sign-on in a browser, by a provider that other people wrote.
import AxeBuilder from "@axe-core/playwright";
import { once } from "node:events";
import { createServer, type Server as Listener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import Provider from "oidc-provider";
import { BRANCH, expect, Server, test } from "../sportello";
import { words } from "../screens";

const own = words.en;
const CLIENT = "sportello";
const SECRET = "a secret between the two";

const HOST = "lobby.example";

// The address that people use: a browser finds it on this machine.
test.use({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] }),
    { scope: "worker" },
  ],
});

// The provider's own pages ask for a font elsewhere, and a browser takes no policy of openers by plain HTTP.
test.use({ provoked: [/net::ERR_|status of (403|404)|Content Security Policy|Cross-Origin-Opener-Policy|fonts/] });

/** A port that is free at this moment. */
async function freePort(): Promise<number> {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  taken.close();
  await once(taken, "close");
  return port;
}

/** A provider that knows everybody by the login that they type; `nobody` has no role. */
async function provider(origin: string): Promise<{ issuer: string; listener: Listener }> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const issuer = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  const claims = (login: string) => ({
    sub: login,
    name: "Marta Rossi",
    preferred_username: login,
    roles: login === "nobody" ? [] : [`csr:${BRANCH}`],
  });
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [`${origin}/sign-in/sso/back`],
        post_logout_redirect_uris: [`${origin}/sign-in`],
      },
    ],
    claims: { openid: ["sub", "roles"], profile: ["name", "preferred_username"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["of a test"] },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    findAccount: (_, id) => ({ accountId: id, claims: () => Promise.resolve(claims(id)) }),
  });
  listener.on("request", oidc.callback());
  return { issuer, listener };
}

/** Signs in at the provider's page, and agrees that this server may know who it is. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("whatever");
  await page.locator("button[type=submit]").click();
  await page.locator("button[type=submit]", { hasText: "Continue" }).click();
}

test("a CSR signs in by the bank's provider and out of both, and who has no role reads so", async ({ page }) => {
  const port = await freePort();
  const origin = `http://${HOST}:${port}`;
  const { issuer, listener } = await provider(origin);
  const options = ["--sign-on-issuer", issuer, "--sign-on-client", CLIENT, "--sign-on-secret", SECRET];
  const server = await new Server({ command: ["demo", "--quiet", ...options], publicUrl: origin, port }).start();
  try {
    await page.goto(`${origin}/b/${BRANCH}/desk/2?lang=en`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.sign_in.heading);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole("link", { name: own.sign_in.provider }).click();
    await signInThere(page, "marta");
    await expect(page).toHaveURL(new RegExp(`^${origin}/b/${BRANCH}/desk/2`));
    await expect(page.getByText("Marta Rossi").first()).toBeVisible();

    await page.goto(`${origin}/b/${BRANCH}/office?lang=en`);
    await page.getByRole("button", { name: own.staff.sign_out }).click();
    // The provider asks whether its own session ends too, and leads back.
    await page.locator("button[value=yes]").click();
    await expect(page).toHaveURL(new RegExp(`^${origin}/sign-in`));
    await page.goto(`${origin}/b/${BRANCH}/office?lang=en`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.sign_in.heading);

    await page.getByRole("link", { name: own.sign_in.provider }).click();
    await signInThere(page, "nobody");
    await expect(page.getByText(own.sign_in.no_role)).toBeVisible();
  } finally {
    await server.stop();
    listener.close();
    listener.closeAllConnections();
  }
});
