// Something between the page and the server collects what a stream says before it forwards it, as proxies and virus scanners
// do. The page asks instead, says so to the staff, and follows its stream again once it comes through.
import { createServer, request as ask, type Server as Proxy } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, signIn, test, UNREACHABLE, type Server } from "../sportello";
import { address, words } from "../screens";

/** A proxy that forwards a stream only once it is whole, which is never, for as long as it is told to. */
class Collecting {
  collects = true;
  private readonly proxy: Proxy;

  constructor(server: Server, private readonly sendsHead: boolean) {
    const target = new URL(server.origin);
    this.proxy = createServer((from, to) => {
      const headers = { ...from.headers, host: target.host };
      const forward = ask({ host: target.hostname, port: target.port, path: from.url, method: from.method, headers }, (answer) => {
        const isStream = answer.headers["content-type"] === "text/event-stream";
        if (isStream && this.collects) {
          if (this.sendsHead) to.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders();
          answer.resume();
          to.on("close", () => answer.destroy());
        } else {
          to.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(to);
          to.on("close", () => answer.destroy());
        }
      });
      forward.on("error", () => to.destroy());
      from.pipe(forward);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((ready) => this.proxy.listen(0, "127.0.0.1", ready));
    return `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.proxy.closeAllConnections();
    this.proxy.close();
  }
}

// The proxy ends in the middle of its streams.
test.use({ provoked: [UNREACHABLE] });

for (const sendsHead of [true, false]) {
  test(`screens behind a proxy that collects ${sendsHead ? "what a stream says" : "a stream with its head"} are up to date, and say so to the staff`, async ({ page, context, another, server }) => {
    const proxy = new Collecting(server, sendsHead);
    const origin = await proxy.start();
    try {
      const ticket = await server.issue("cash");
      // The cookie is for the name, whatever the port.
      await signIn(context, server, "gaia");
      const lobby = await another();
      const phone = await another();
      await page.goto(origin + address.manager("it"));
      await lobby.goto(origin + address.lobby("it"));
      await phone.goto(origin + address.phone(ticket, "it"));
      const anna = await server.signIn("anna");
      await anna.desk(1, "open", "next");
      await expect(phone.getByText(words.it.ticket.called, { exact: true })).toBeVisible();
      await expect(lobby.locator(".wall-newest")).toContainText(ticket.number);
      for (const screen of [page, lobby]) {
        await expect(screen.locator(".held-back")).toHaveText(words.it.net.held_back, { timeout: 150_000 });
        await expect(screen.locator(".stale")).toHaveCount(0);
      }
      await expect(phone.locator(".held-back, .stale")).toHaveCount(0);
      proxy.collects = false;
      // The page tries its stream again once a minute.
      await expect(page.locator(".held-back")).toHaveCount(0, { timeout: 150_000 });
    } finally {
      proxy.stop();
    }
  });
}
