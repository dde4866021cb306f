// Push messages for a browser in a spec. A real push service needs the network; these answer on this machine.
import type { Page } from "@playwright/test";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Where nothing listens. */
const NOWHERE = "http://127.0.0.1:9/send/browser";

/** A browser whose push service gives out a subscription at once, to be sent messages at `endpoint`. */
export async function withPush(page: Page, permission: NotificationPermission, endpoint = NOWHERE): Promise<void> {
  await page.addInitScript(
    ({ permission, endpoint }) => {
      Notification.requestPermission = async () => permission;
      Object.defineProperty(Notification, "permission", { get: () => permission });
      let there = false;
      const made = Object.create(PushSubscription.prototype, {
        endpoint: { value: endpoint },
        // The public key of RFC 8291's example, which is a point of the curve.
        toJSON: {
          value: () => ({
            endpoint,
            keys: {
              p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
              auth: "BTBZMqHH6r4Tts7J_aSIgg",
            },
          }),
        },
        unsubscribe: {
          value: async () => {
            there = false;
            return true;
          },
        },
      });
      PushManager.prototype.subscribe = async () => {
        there = true;
        return made;
      };
      PushManager.prototype.getSubscription = async () => (there ? made : null);
    },
    { permission, endpoint },
  );
}

/** A push service that answers every message with this status, and counts them. */
export async function pushService(status: number): Promise<{ endpoint: string; messages: () => number; stop: () => Promise<void> }> {
  let messages = 0;
  const service = createServer((request, answer) => {
    request.resume().on("end", () => {
      messages += 1;
      answer.writeHead(status).end();
    });
  });
  await new Promise<void>((listens) => service.listen(0, "127.0.0.1", listens));
  const { port } = service.address() as AddressInfo;
  const stop = async () => {
    service.closeAllConnections();
    await new Promise((closed) => service.close(closed));
  };
  return { endpoint: `http://127.0.0.1:${port}/send/browser`, messages: () => messages, stop };
}
