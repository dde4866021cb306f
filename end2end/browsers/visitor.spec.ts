// Whoever comes with a phone or tablet that is not Chromium: from touch to ticket, from the call to the screen, from link
// to booking.
import { BRANCH, PASSWORD } from "../sportello";
import { CASH, address, fill, words } from "../screens";
import { expect, test } from "./engine";

const { it } = words;
const NUMBER = /[A-Z]\d{3}/;

test("a ticket is taken at the kiosk by touch", async ({ view, server }) => {
  await view.open(address.kiosk("it"));
  await view.press(CASH.category.it);
  await view.press(CASH.name.it);
  await view.reads("h1", CASH.name.it);
  await view.press(it.kiosk.take);
  expect(NUMBER.exec(await view.reads("h1", NUMBER))?.[0]).toBe("A001");
  const next = await server.issue("cash");
  expect(next.ahead).toBe(1);
});

test("a kiosk in Arabic reads from right to left", async ({ view }) => {
  await view.open(address.kiosk("it"));
  await view.press("العربية");
  await view.find("html[lang='ar'][dir='rtl']");
});

test("the phone shows who waits before, and the call when it comes", async ({ view, server }) => {
  const ticket = await server.issue("cash");
  await view.open(address.phone(ticket, "it"));
  await view.reads("main", ticket.number);
  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next");
  await view.titled(fill(it.ticket.called_title, { desk: 1 }));
});

test("the phone comes back by itself after its server was away", async ({ view, server }) => {
  const ticket = await server.issue("cash");
  await view.open(address.phone(ticket, "it"));
  await server.restart();
  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next");
  await view.titled(fill(it.ticket.called_title, { desk: 1 }));
});

test("the wall shows a call", async ({ view, server }) => {
  await view.open(address.lobby("it"));
  const ticket = await server.issue("cash");
  const anna = await server.signIn("anna");
  await anna.desk(1, "open", "next");
  await view.reads(".wall", ticket.number);
});

test("a CSR signs in, opens a desk and calls on a tablet", async ({ view, server }) => {
  const ticket = await server.issue("cash");
  await view.visit(address.signIn("it"));
  await (await view.find("[name=user]")).sendKeys("anna");
  await (await view.find("[name=password]")).sendKeys(PASSWORD);
  await view.press(it.sign_in.submit);
  await view.left("/sign-in");
  await view.open(address.desk(1, "it"));
  await view.press(it.desk.open);
  await view.press(it.desk.call_next);
  await view.reads("main", ticket.number);
  await view.press(it.desk.start);
  await view.press(it.desk.finish);
});

test("an appointment is booked from the branch's page and cancelled by its link", async ({ view }) => {
  await view.visit(`/b/${BRANCH}?lang=it`);
  await view.press(it.book.title);
  await (await view.find('a[href*="service=mortgage"]')).click();
  await view.reads("h1", it.book.time);
  await (await view.find(".public-times a")).click();
  await (await view.find("[name=name]")).sendKeys("Anna Rossi");
  await view.press(it.book.confirm);
  await view.reads("h1", it.book.booked);
  await view.press(it.book.cancel);
  await view.press(it.book.cancel_yes);
  await view.reads("h1", it.book.cancelled);
});
