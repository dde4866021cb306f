// A burst: twenty calls within seconds. None is lost, each is said once in its order, and the wall shows the latest meanwhile.
import { expect, test } from "../sportello";
import { address, fill, open, words } from "../screens";
import { expectOneAtATime, listen, spoken } from "../sounds";

const CALLS = 20;

test("of twenty calls that come together each is said, in the order in which they were made", async ({ page, server }) => {
  test.setTimeout(240_000);
  const played = await listen(page);
  await open(page, address.lobby("it"));
  for (let ticket = 0; ticket < CALLS; ticket += 1) await server.issue("cash");
  const desks = [[1, await server.signIn("anna")], [2, await server.signIn("bruno")]] as const;
  for (const [desk, csr] of desks) await csr.desk(desk, "open");
  await Promise.all(
    desks.map(async ([desk, csr]) => {
      for (let call = 0; call < CALLS / desks.length; call += 1) await csr.desk(desk, "next", "start", "finish");
    }),
  );
  const lobby = await server.view<{ calls: { seq: number; number: string; desk: string }[] }>("lobby");
  const calls = lobby.calls.toSorted((one, other) => one.seq - other.seq);
  expect(calls).toHaveLength(CALLS);
  // The latest call is the large one at once, however many still wait to be said.
  await expect(page.locator(".wall-newest")).toContainText(calls.at(-1)?.number ?? "");
  const expected = calls.map(({ number, desk }) => fill(words.it.lobby.spoken, { number, desk }));
  await expect.poll(async () => spoken(await played()).length, { timeout: 200_000 }).toBe(CALLS);
  expect(spoken(await played())).toEqual(expected);
  const all = await played();
  expectOneAtATime(all.slice(0, -1));
  // The chime takes longer than a number: in the middle of a burst the voice alone leads from one call to the next.
  expect(all.filter(({ text }) => text === "").length).toBeLessThan(CALLS);
});
