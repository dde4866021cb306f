// A browser of another engine for a spec, steered by WebDriver on a display that nobody sees.
import { test as base, expect, type TestInfo } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Builder, By, Capabilities, type WebDriver, type WebElement, until } from "selenium-webdriver";
import { Options } from "selenium-webdriver/firefox.js";
import { Server } from "../sportello";

/** How long a state is waited for; a browser on a busy machine takes its time. */
const PATIENCE = 60_000;

/** Debian's names of the drivers, and what is missing where there is none. */
const DRIVERS: Record<string, { program: string; start: (port: number) => string[]; remedy: string }> = {
  firefox: {
    program: "geckodriver",
    start: (port) => ["--port", String(port)],
    remedy: "make browsers installs it",
  },
  webkit: {
    program: "WebKitWebDriver",
    start: (port) => [`--port=${port}`],
    remedy: "apt-get install webkit2gtk-driver",
  },
};

function capabilities(engine: string): Capabilities {
  if (engine === "firefox") {
    const options = new Options().setBinary(process.env["SPORTELLO_FIREFOX"] ?? "/usr/bin/firefox-esr");
    options.addArguments("-headless", "--width=1280", "--height=1000");
    options.setPreference("intl.accept_languages", "it-IT");
    return options as unknown as Capabilities;
  }
  const browser = readdirSync("/usr/lib").map((folder) => join("/usr/lib", folder, "webkit2gtk-4.1/MiniBrowser")).find(existsSync);
  if (!browser) throw new Error("WebKit's MiniBrowser is missing: apt-get install libwebkit2gtk-4.1-0");
  return new Capabilities({
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] },
  });
}

async function freePort(): Promise<number> {
  return new Promise((found) => {
    const listener = createServer().listen(0, "127.0.0.1", () => {
      const address = listener.address();
      listener.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** A display of its own for a browser that has no headless mode. */
async function display(): Promise<{ number: string; process: ChildProcess }> {
  const process = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const told = process.stdio[3];
  const number = await new Promise<string>((ready, failed) => {
    process.once("error", () => failed(new Error("Xvfb is missing: apt-get install xvfb")));
    if (told && "on" in told) createInterface(told as NodeJS.ReadableStream).once("line", ready);
  });
  return { number, process };
}

/** A page of the engine, with the few steps that the specs take. */
export class Screen {
  constructor(readonly driver: WebDriver, private readonly server: Server) {}

  /** Opens a page of the server. */
  async visit(path: string): Promise<void> {
    await this.driver.get(new URL(path, this.server.origin).href);
  }

  /** Opens a live screen and waits until its program runs. */
  async open(path: string): Promise<void> {
    await this.visit(path);
    await this.find("html[data-runs]");
  }

  async find(css: string): Promise<WebElement> {
    return this.driver.wait(until.elementLocated(By.css(css)), PATIENCE, `nothing is found at ${css}`);
  }

  /** The link or the button with these words. */
  async pressable(words: string): Promise<WebElement> {
    const literal = words.includes("'") ? `"${words}"` : `'${words}'`;
    const path = `//*[self::a or self::button][contains(normalize-space(.), ${literal})]`;
    const found = await this.driver.wait(until.elementLocated(By.xpath(path)), PATIENCE, `nothing says "${words}"`);
    return this.driver.wait(until.elementIsVisible(found), PATIENCE, `"${words}" is not seen`);
  }

  /** Presses what has these words; anew where the page was drawn again meanwhile. */
  async press(words: string): Promise<void> {
    await expect(async () => (await this.pressable(words)).click()).toPass({ timeout: PATIENCE });
  }

  /** Waits until the page is another one. */
  async left(path: string): Promise<void> {
    const elsewhere = async () => !(await this.driver.getCurrentUrl()).includes(path);
    await this.driver.wait(elsewhere, PATIENCE, `the page is still ${path}`);
  }

  /** Waits until the page's title holds a text. */
  async titled(text: string): Promise<void> {
    await this.driver.wait(until.titleContains(text), PATIENCE, `the title does not say "${text}"`);
  }

  /** Waits until the element holds a text, be it seen or only heard. */
  async reads(css: string, text: string | RegExp): Promise<string> {
    let words = "";
    await expect(async () => {
      words = (await (await this.driver.findElement(By.css(css))).getAttribute("textContent")) ?? "";
      expect(words).toMatch(text);
    }).toPass({ timeout: PATIENCE });
    return words;
  }
}

interface Fixtures {
  server: Server;
  view: Screen;
}

export const test = base.extend<Fixtures>({
  server: async ({}, use) => {
    const server = await new Server().start();
    await use(server);
    await server.stop();
  },
  view: async ({ server }, use, info: TestInfo) => {
    const engine = info.project.name;
    const { program, start, remedy } = DRIVERS[engine] ?? DRIVERS["firefox"]!;
    const port = await freePort();
    const shown = await display();
    const driving = spawn(program, start(port), { stdio: "ignore", env: { ...process.env, DISPLAY: `:${shown.number}` } });
    const missing = new Promise<never>((_, failed) =>
      driving.once("error", () => failed(new Error(`${program} is missing: ${remedy}`))),
    );
    try {
      await Promise.race([missing, listening(port)]);
      const builder = new Builder().usingServer(`http://127.0.0.1:${port}`).disableEnvironmentOverrides();
      const driver = await builder.withCapabilities(capabilities(engine)).build();
      try {
        await use(new Screen(driver, server));
        if (info.status !== info.expectedStatus) {
          await info.attach("screen", { body: Buffer.from(await driver.takeScreenshot(), "base64"), contentType: "image/png" });
        }
      } finally {
        await driver.quit();
      }
    } finally {
      driving.kill();
      shown.process.kill();
    }
  },
});

/** Waits until the driver answers. */
async function listening(port: number): Promise<void> {
  await expect(async () => {
    expect((await fetch(`http://127.0.0.1:${port}/status`)).ok).toBe(true);
  }).toPass({ timeout: PATIENCE });
}

export { expect };
