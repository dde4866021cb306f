// How the files come: compressed, kept for ever under their hash, asked for again without one, pages never kept;
// and from whatever folder the release was put into.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, RELEASE, Server, SITE, test } from "../sportello";
import { address, LANGUAGES, open, words } from "../screens";

/** The files of the front end that a page names or loads. */
async function filesOf(page: import("@playwright/test").Page, path: string): Promise<string[]> {
  const seen = new Set<string>();
  page.on("request", (request) => seen.add(request.url()));
  await open(page, path);
  return [...seen].filter((url) => url.includes("/pkg/"));
}

test("what carries a hash is kept for ever and comes as brotli", async ({ page }) => {
  const files = await filesOf(page, address.kiosk("it"));
  expect(files.length).toBeGreaterThan(3);
  for (const ending of [".css", ".js", ".wasm"]) expect(files.filter((url) => url.endsWith(ending)), ending).not.toEqual([]);
  for (const url of files) {
    const answer = await fetch(url, { headers: { "accept-encoding": "br" } });
    expect(answer.status, url).toBe(200);
    expect(answer.headers.get("cache-control"), url).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("content-encoding"), url).toBe("br");
    expect(answer.headers.get("vary")?.toLowerCase() ?? "", url).toContain("accept-encoding");
    expect(url).toMatch(/\.[\w-]{16,}\.(css|js|wasm|json)$/);
  }
});

test("a browser without brotli is served too", async ({ page }) => {
  for (const url of await filesOf(page, address.kiosk("it"))) {
    const plain = await fetch(url, { headers: { "accept-encoding": "identity" } });
    expect(plain.status).toBe(200);
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect((await plain.arrayBuffer()).byteLength).toBeGreaterThan(0);
  }
});

test("what carries no hash is asked for again, and answered in a word when it has not changed", async ({ server }) => {
  const files = ["/favicon.svg", "/icons.svg", "/chime.wav", "/fonts/atkinson-hyperlegible-latin-400-normal.woff2"];
  for (const file of files) {
    const first = await fetch(server.origin + file);
    expect(first.status, file).toBe(200);
    expect(first.headers.get("cache-control"), file).toBe("no-cache");
    await first.arrayBuffer();
    const known = first.headers.get("last-modified") ?? "";
    const again = await fetch(server.origin + file, { headers: { "if-modified-since": known, "cache-control": "max-age=0" } });
    expect(again.status, file).toBe(304);
  }
});

test("a page is never kept", async ({ server }) => {
  const ticket = await server.issue("cash");
  for (const path of [address.frontDoor("it"), address.signIn("it"), address.kiosk("it"), address.lobby("it"), address.phone(ticket, "it")]) {
    const answer = await fetch(server.origin + path);
    expect(answer.headers.get("cache-control"), path).toBe("no-store, no-transform");
    expect(answer.headers.get("content-encoding"), path).toMatch(/br|gzip/);
  }
});

test("a file that is not there is a 404 that nobody keeps", async ({ server }) => {
  const answer = await fetch(`${server.origin}/pkg/sportello.0123456789abcdef0123.wasm`);
  expect(answer.status).toBe(404);
  expect(answer.headers.get("cache-control")).not.toContain("immutable");
});

test.describe("from any folder", () => {
  // A browser without them complains.
  test.use({ serviceWorkers: "allow" });

  for (const place of ["site", "../site"]) {
    test(`the release runs from any folder, with its files in ${place}`, async ({ page }) => {
      const folder = mkdtempSync(join(tmpdir(), "sportello-release-"));
      const bin = join(folder, "bin");
      for (const file of ["sportello", "hash.txt"]) cpSync(join(RELEASE, file), join(bin, file));
      cpSync(SITE, join(bin, place), { recursive: true });
      const server = new Server({ program: join(bin, "sportello"), cwd: "/" });
      const wrong: string[] = [];
      page.on("console", (said) => ["error", "warning"].includes(said.type()) && wrong.push(said.text()));
      page.on("pageerror", (error) => wrong.push(String(error)));
      page.on("response", (answer) => answer.status() >= 400 && wrong.push(`${answer.status()} ${answer.url()}`));
      try {
        await server.start();
        for (const language of LANGUAGES) {
          await open(page, server.origin + address.kiosk(language));
          await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[language].kiosk.welcome);
          const font = await page.evaluate(async () => {
            await document.fonts.ready;
            return { family: getComputedStyle(document.body).fontFamily, loaded: [...document.fonts].some((face) => face.status === "loaded") };
          });
          expect(font.family).toContain("Atkinson Hyperlegible");
          expect(font.loaded).toBe(true);
        }
        expect(wrong).toEqual([]);
      } finally {
        await page.close();
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
