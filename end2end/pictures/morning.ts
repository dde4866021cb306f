// A branch on a busy morning, for the pictures: made by the real server, and then aged. A real morning would take
// hours, so the pages are handed snapshots whose moments lie further back, by how early each ticket came.
import type { Page } from "@playwright/test";
import { open } from "../screens";
import { type Issued, type Server, type Session, type User } from "../sportello";

export interface Morning {
  /** The ticket that the phone's picture shows. */
  mine: Issued;
  /** How many minutes ago each ticket shall have come, by its id and by the moment when it really did. */
  ages: Map<number | string, number>;
}

interface Queue {
  queue: { id: number; issued_at: string }[];
}

interface Step {
  desk: number;
  user: User;
  /** Where the desk ends up. */
  last: "calling" | "serving" | "free";
}

const DESKS: Step[] = [
  { desk: 1, user: "anna", last: "free" },
  { desk: 2, user: "bruno", last: "calling" },
  { desk: 3, user: "carla", last: "serving" },
  { desk: 4, user: "dario", last: "serving" },
  { desk: 5, user: "elena", last: "calling" },
];

/** What visitors came for, in the order of their coming. */
const SERVED = ["cash", "payments", "cards", "cash", "account_open", "certificates", "cheques", "loan", "digital", "cash", "investments", "payments"];
const CAME = ["cash", "cards", "mortgage", "account_manage", "payments", "loan", "digital", "cash", "card_lost", "mandate", "cheques", "payments", "cash", "mortgage", "certificates", "cash", "fraud", "payments"];

export async function busyMorning(server: Server): Promise<Morning> {
  const sessions = new Map<number, Session>();
  for (const { desk, user } of DESKS) {
    const session = await server.signIn(user);
    sessions.set(desk, session);
    await session.desk(desk, "open");
  }
  // The first visitors have been served already.
  for (const service of SERVED) await server.issue(service);
  let open = SERVED.length;
  for (let turn = 0; open > 0 && turn < 100; turn += 1) {
    const { desk } = DESKS[turn % DESKS.length]!;
    const session = sessions.get(desk)!;
    if ((await session.desk(desk, "next")).ticket) {
      open -= 1;
      await session.desk(desk, "start", "finish");
    }
  }
  const ages: Morning["ages"] = new Map();
  let mine: Issued | undefined;
  for (const [place, service] of CAME.entries()) {
    const english = place % 5 === 1;
    const ticket = await server.issue(service, { language: english ? "en" : "it", priority: place === 10, documents: service === "cash" || service === "payments" ? ["id"] : [] });
    ages.set(ticket.id, 19 - place);
    if (place === 15) mine = ticket;
  }
  for (const { desk } of DESKS) {
    const { queue } = await server.view<Queue>(`desk/${desk}`, sessions.get(desk));
    for (const { id, issued_at } of queue) ages.set(issued_at, ages.get(id) ?? 0);
  }
  for (const { desk, last } of DESKS) {
    if (last === "free") continue;
    const session = sessions.get(desk)!;
    await session.desk(desk, "next");
    if (last === "serving") await session.desk(desk, "start");
  }
  return { mine: mine!, ages };
}

/** A snapshot with its moments moved back, as if the morning had taken its time. */
function aged(value: unknown, ages: Morning["ages"], place = 0): unknown {
  if (Array.isArray(value)) return value.map((item, at) => aged(item, ages, at));
  if (value === null || typeof value !== "object") return value;
  const back = (at: unknown, minutes: number) => new Date(Date.parse(String(at)) - minutes * 60_000).toISOString();
  const age = ages.get(Number((value as { id?: unknown }).id));
  const moved = Object.entries(value).map(([key, inner]): [string, unknown] => {
    if (typeof inner === "string" && ages.has(inner)) return [key, back(inner, ages.get(inner) ?? 0)];
    if (key === "due" && age !== undefined) return [key, back(inner, age)];
    if (key === "since") return [key, back(inner, 1 + (place % 4) * 2)];
    if (key === "reason" && age !== undefined) return [key, { ...(inner as object), waited_minutes: age }];
    if (key === "queue") {
      const queue = aged(inner, ages) as Queue["queue"];
      return [key, queue.sort((one, other) => one.issued_at.localeCompare(other.issued_at))];
    }
    return [key, aged(inner, ages, place)];
  });
  return Object.fromEntries(moved);
}

/** Lets the page see the morning as it is now, aged. */
export async function age(page: Page, { ages }: Morning, headers: Record<string, string> = {}): Promise<void> {
  await page.route(/\/stream/, async (route) => {
    const view = route.request().url().replace("/stream/", "/view/").replace(/\/stream$/, "");
    const snapshot: unknown = await (await fetch(view, { headers })).json();
    const frame = JSON.stringify(aged(snapshot, ages));
    await route.fulfill({ contentType: "text/event-stream", body: `retry: 3000\n\nevent: view\ndata: ${frame}\n\n` });
  });
}

/** A screen of one person, once the aged snapshot has been drawn. */
export async function show(page: Page, path: string): Promise<void> {
  const aged = page.waitForResponse((answer) => answer.url().includes("/stream"));
  await open(page, path);
  await aged;
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}
