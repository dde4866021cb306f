// Speech that fails and comes back: a kiosk uses it without being loaded anew.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, Server, test as base } from "../sportello";
import { address, open, words } from "../screens";
import { listen, spoken } from "../sounds";

/** A program for speech that works while its switch is there. */
class Speaker {
  private readonly folder = mkdtempSync(join(tmpdir(), "sportello-speaker-"));
  readonly program = join(this.folder, "speaker");
  private readonly switch = join(this.folder, "on");

  constructor() {
    writeFileSync(this.program, `#!/bin/sh\n[ -e '${this.switch}' ] || exit 1\nexec espeak-ng "$@"\n`);
    chmodSync(this.program, 0o755);
  }

  works(does: boolean): void {
    if (does) writeFileSync(this.switch, "");
    else rmSync(this.switch, { force: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const test = base.extend<{ speaker: Speaker }>({
  speaker: async ({}, use) => {
    const speaker = new Speaker();
    await use(speaker);
    speaker.remove();
  },
  server: async ({ speaker }, use) => {
    const server = await new Server({ command: ["demo", "--quiet", "--speech", speaker.program] }).start();
    await use(server);
    await server.stop();
  },
});

// What the page asks for again while there is no voice.
test.use({ provoked: [/status of 503/] });

test("a kiosk that was opened before the voices worked offers and uses speech as soon as they do", async ({ page, server, speaker }) => {
  const played = await listen(page);
  await page.clock.install();
  await open(page, address.kiosk("it"));
  const button = page.getByRole("button", { name: words.it.speech.label });
  await expect(button).toHaveCount(0);
  speaker.works(true);
  await expect.poll(async () => (await (await fetch(server.api("speech"))).json()).languages).toContain("it");
  // The kiosk asks by itself, at the latest a minute later.
  await page.clock.fastForward(61_000);
  await expect(button).toBeVisible();
  await page.keyboard.press("s");
  await expect.poll(async () => spoken(await played()).join(" ")).toContain(words.it.speech.on);
});

test("a voice that fails while a visitor listens is heard again once it works", async ({ page, server, speaker }) => {
  speaker.works(true);
  await expect.poll(async () => (await (await fetch(server.api("speech"))).json()).languages).toContain("it");
  const played = await listen(page);
  await open(page, address.kiosk("it", "&service=cash"));
  await page.keyboard.press("s");
  await expect.poll(async () => spoken(await played()).join(" ")).toContain(words.it.speech.on);
  speaker.works(false);
  const failed = page.waitForResponse((answer) => answer.url().includes("/speech/it?") && answer.status() === 503);
  await page.getByRole("button", { name: words.it.kiosk.take }).focus();
  await failed;
  const before = spoken(await played()).length;
  speaker.works(true);
  // The server finds out by itself that the voice works.
  await expect.poll(async () => (await (await fetch(server.api("speech"))).json()).languages).toContain("it");
  await page.keyboard.press("ArrowUp");
  await expect.poll(async () => spoken(await played()).length).toBeGreaterThan(before);
});
