// The Staff page: who may sign in, what they may do, where they are signed in. It needs no script.
import AxeBuilder from "@axe-core/playwright";
import { expect, signIn, test } from "../sportello";
import { address, words } from "../screens";

const own = words.en;
const STAFF = "/b/centro/office/staff?lang=en";

test.use({ provoked: [/status of (401|403|422)/] });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("a manager adds a colleague, corrects what is wrong, and changes what the colleague may do", async ({ page, context, server }) => {
      await signIn(context, server, "gaia");
      await page.goto(STAFF);
      await page.getByLabel(own.people.name, { exact: true }).fill("Ugo Neri");
      await page.getByRole("textbox", { name: own.people.login }).fill("anna");
      await page.getByRole("button", { name: own.people.add }).click();
      await expect(page.getByRole("alert")).toContainText(own.people.login);
      await expect(page.getByLabel(own.people.name, { exact: true })).toHaveValue("Ugo Neri");
      await page.getByRole("textbox", { name: own.people.login }).fill("ugo");
      await page.getByRole("button", { name: own.people.add }).click();
      await expect(page.locator(".given-password code")).toHaveText(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);

      await page.getByRole("link", { name: "Ugo Neri" }).click();
      await page.getByLabel(own.people.complaints).check();
      await page.getByRole("button", { name: own.people.save }).click();
      await expect(page.getByRole("row", { name: /Ugo Neri/ })).toContainText(own.people.complaints);
    });
  });
}

test("the branch's only manager stays, and nobody is offered to remove themselves", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  await page.goto("/b/centro/office/staff/7?lang=en");
  await expect(page.getByRole("button", { name: own.people.remove })).toHaveCount(0);
  await page.getByLabel(own.people.manager).uncheck();
  await page.getByLabel(own.people.csr).check();
  await page.getByRole("button", { name: own.people.save }).click();
  await expect(page.getByRole("status").filter({ hasText: own.people.own_account })).toBeVisible();
});

test("a session that a manager ends closes the desk that is open in it", async ({ page, context, server, another }) => {
  const desk = await another();
  await signIn(desk.context(), server, "anna");
  await desk.goto(`${server.origin}${address.desk(1, "en")}`);
  await expect(desk.locator(".staff-name")).toContainText("Anna");
  await signIn(context, server, "gaia");
  await page.goto("/b/centro/office/staff/1?lang=en");
  await page.getByRole("button", { name: own.people.end_sessions }).click();
  await expect(page).toHaveURL(/said=saved/);
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText(own.sign_in.heading);
});

test("each link of the office's first page leads where it says, those of one's own account too", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  for (const [name, path] of [[own.account.password, "/password"], [own.account.pin, "/pin"], [own.account.factor, "/second-factor"], [own.to_do.title, "/b/centro/office/to-do"]]) {
    await page.goto("/b/centro/office?lang=en");
    await page.getByRole("main").getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveURL((url) => url.pathname === path);
  }
});

test("axe finds nothing on the staff's pages", async ({ page, context, server }) => {
  await signIn(context, server, "gaia");
  for (const path of [STAFF, "/b/centro/office/staff/1?lang=en", "/b/centro/office/devices?lang=en", "/password?lang=en", "/pin?lang=en", "/second-factor?lang=en", "/passkeys?lang=en"]) {
    await page.goto(path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`), path).toEqual([]);
  }
});

test("a CSR is led to the sign-in", async ({ page, context, server }) => {
  await signIn(context, server, "anna");
  await page.goto(STAFF);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(own.sign_in.heading);
});
