// The real server for a test: started on a free port with a database of its own, killed and started again at will,
// and spoken to by its API as other programs would. `test` hands one to every test that asks for it.
import { expect, test as base, type BrowserContext, type Page, type ViewportSize } from "@playwright/test";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

export const BRANCH = "centro";
export const PASSWORD = "sportello-demo";
/** A set-up in which a visitor may be taken for absent a second after the first call, for what does not need the minute. */
export const SOON_ABSENT: Change = { "no_show_after_seconds = 60": "no_show_after_seconds = 1" };

/** Outside a demo kiosks and displays are enrolled, unless the set-up says otherwise. */
const FORMAT = 'format = "sportello-setup/1"';
export const OPEN_DEVICES: Change = { [FORMAT]: `${FORMAT}\nsecurity.open_devices = true` };
export const CLOSED_DEVICES: Change = { [FORMAT]: `${FORMAT}\nsecurity.open_devices = false` };

/** What a browser says of a server that was killed, and of a request that a spec keeps from it. */
export const UNREACHABLE = /net::ERR_/;

/** The release under test: what `make build` leaves, or another folder that holds one, as `make dist` does. */
export const RELEASE = resolve(process.env["SPORTELLO_RELEASE"] ?? join(import.meta.dirname, "../target/release"));
/** The files of the release: in the program's folder or beside it. */
export const SITE = existsSync(join(RELEASE, "site")) ? join(RELEASE, "site") : join(RELEASE, "../site");

export type User = "anna" | "bruno" | "carla" | "dario" | "elena" | "fabio" | "gaia" | "irene";
export type Command = "open" | "close" | "take-over" | "next" | "recall" | "start" | "finish" | "no-show";

export interface Issued {
  id: number;
  number: string;
  token: string;
  ahead: number;
}

/** What is written in the default set-up, and what is to stand there instead. */
export type Change = Record<string, string>;

export interface Start {
  program?: string;
  /** The folder from which it is started. */
  cwd?: string;
  /** `demo`, which is open at any hour, or `serve` with what it needs. */
  command?: string[];
  /** A set-up of its own: the default one with these changes. */
  setup?: Change;
  /** Where phones reach it, so that the kiosk shows codes; on loopback alone nowhere, which `null` leaves so. */
  publicUrl?: string | null;
  /** The port to listen on; a free one otherwise. */
  port?: number;
}

export class Server {
  readonly folder = mkdtempSync(join(tmpdir(), "sportello-end2end-"));
  origin = "";
  private port: number;
  private child: ChildProcess | undefined;

  constructor(private readonly settings: Start = {}) {
    this.port = settings.port ?? 0;
  }

  /** Starts the program; it is ready when it says so. */
  async start(): Promise<this> {
    const program = this.settings.program ?? join(RELEASE, "sportello");
    if (!existsSync(program)) throw new Error(`${program} is not there: run \`make build\` first`);
    const listen = `127.0.0.1:${this.port}`;
    const database = `sqlite://${join(this.folder, "sportello.db")}`;
    const { publicUrl = "http://lobby.example" } = this.settings;
    const phones = publicUrl === null ? [] : ["--public-url", publicUrl];
    const [command = "demo", ...more] = [...(this.settings.command ?? ["demo", "--quiet"]), ...this.setup(program), ...phones];
    const child = spawn(program, [command, "--listen", listen, "--database", database, ...more], {
      cwd: this.settings.cwd ?? this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, RUST_LOG: "warn" },
    });
    this.child = child;
    let complaint = "";
    child.stderr.on("data", (data) => (complaint += String(data)));
    this.origin = await new Promise<string>((ready, failed) => {
      createInterface(child.stdout).on("line", (line) => {
        const said = /ready at (http:\/\/\S+?)\/?$/.exec(line);
        if (said?.[1]) ready(said[1]);
      });
      child.once("exit", (code) => failed(new Error(`the server ended with ${code}: ${complaint}`)));
      child.once("error", failed);
    });
    this.port = Number(new URL(this.origin).port);
    return this;
  }

  /** Where its own set-up stands, as an argument. */
  private setup(program: string): string[] {
    const changes = Object.entries(this.settings.setup ?? {});
    if (changes.length === 0) return [];
    const file = join(this.folder, "branch.toml");
    let setup = execFileSync(program, ["setup"], { encoding: "utf8" });
    for (const [before, after] of changes) {
      if (!setup.includes(before)) throw new Error(`the default set-up has no line "${before}"`);
      setup = setup.replace(before, after);
    }
    writeFileSync(file, setup);
    return ["--setup", file];
  }

  /** The power goes: nothing is closed, nothing is said. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** At the same address, on the same database. */
  async restart(): Promise<void> {
    if (this.child) await this.kill();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.end("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await gone;
  }

  /** An address of the branch's API. */
  api(path: string): string {
    return `${this.origin}/api/v1/branches/${BRANCH}/${path}`;
  }

  /** The snapshot of a screen that needs no sign-in, or of one that the session may see. */
  async view<T>(screen: string, session?: Session): Promise<T> {
    const answer = await fetch(this.api(`view/${screen}`), { headers: session?.headers ?? {} });
    return definite<T>(answer);
  }

  /** A ticket, as another kiosk would take it. */
  async issue(service: string, more: { language?: "it" | "en"; priority?: boolean; documents?: string[]; then?: string[] } = {}) {
    return this.command<Issued>("tickets", { service, language: "it", ...more });
  }

  /** A member of staff, for the API. */
  async signIn(user: User): Promise<Session> {
    const answer = await fetch(`${this.origin}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`${user} could not sign in: ${answer.status}`);
    const cookie = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
    return new Session(this, { cookie });
  }

  /** How many tickets the day has seen, and how many wait. */
  async counts(): Promise<{ issued: number; waiting: number }> {
    return this.view("manager", await this.signIn("gaia"));
  }

  async command<T>(path: string, body: object, headers: Record<string, string> = {}): Promise<T> {
    const answer = await fetch(this.api(path), {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": randomUUID(), ...headers },
      body: JSON.stringify(body),
    });
    return definite<T>(answer);
  }
}

/** A member of staff who is signed in, without a browser. */
export class Session {
  constructor(private readonly server: Server, readonly headers: Record<string, string>) {}

  async desk(desk: number, ...commands: Command[]): Promise<{ ticket: { number: string } | null }> {
    let answer: { ticket: { number: string } | null } = { ticket: null };
    for (const command of commands) {
      answer = await this.server.command(`desks/${desk}/${command}`, {}, this.headers);
    }
    return answer;
  }

  /** Any other command of the branch: `desks/1/park`, `tickets/7/resume`, `day/stop`. */
  async command(path: string, body: object = {}): Promise<void> {
    await this.server.command(path, body, this.headers);
  }

  /** The visitor did not come: called once more, and waited for until the rule allows it. */
  async noShow(desk: number): Promise<void> {
    await this.desk(desk, "recall");
    for (;;) {
      try {
        await this.desk(desk, "no-show");
        return;
      } catch (error) {
        if (!String(error).includes("too_soon")) throw error;
        await new Promise((done) => setTimeout(done, 200));
      }
    }
  }
}

async function definite<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  const text = await answer.text();
  return (text === "" ? null : JSON.parse(text)) as T;
}

/** Signs a browser in by the form that people use. */
export async function signIn(context: BrowserContext, server: Server, user: User): Promise<void> {
  const answer = await context.request.post(`${server.origin}/sign-in`, {
    form: { user, password: PASSWORD, next: "/healthz" },
  });
  if (!answer.ok() || new URL(answer.url()).pathname !== "/healthz") throw new Error(`${user} could not sign in`);
}

/** Notes what goes wrong on the pages of a context: an error in the console, an exception that nobody caught. */
function complaints(context: BrowserContext, said: string[]): void {
  context.on("console", (message) => message.type() === "error" && said.push(`${message.text()} (${message.location().url})`));
  context.on("weberror", (error) => said.push(String(error.error())));
}

interface Fixtures {
  /** How the server's set-up differs from the default one: `test.use({ setup: SOON_ABSENT })`. */
  setup: Change;
  server: Server;
  another: (size?: ViewportSize) => Promise<Page>;
  /** What a spec provokes on purpose: whatever else a page complains of fails the test. */
  provoked: RegExp[];
  silence: void;
}

export const test = base.extend<Fixtures>({
  setup: [{}, { option: true }],
  provoked: [[], { option: true }],
  // No page of any spec throws, and none writes an error into the console.
  silence: [
    async ({ browser, context, provoked }, use) => {
      const said: string[] = [];
      complaints(context, said);
      const open = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const more = await open(options);
        complaints(more, said);
        return more;
      };
      await use();
      browser.newContext = open;
      expect(said.filter((line) => !provoked.some((known) => known.test(line)))).toEqual([]);
    },
    { auto: true },
  ],
  server: async ({ setup }, use) => {
    const server = await new Server({ setup }).start();
    await use(server);
    await server.stop();
  },
  baseURL: async ({ server }, use) => use(server.origin),
  // A page on another device: it shares nothing with the first one.
  another: async ({ browser, server, contextOptions }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (size = { width: 1280, height: 800 }) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: server.origin, locale: "it-IT", viewport: size });
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect } from "@playwright/test";
