// A right that ends, ends for what is open: a screen whose session is over shows nothing more of the branch.
import { expect, signIn, test } from "../sportello";
import { address, open, words } from "../screens";

// The browser says that what it asked for is refused now.
test.use({ provoked: [/status of 401/] });

for (const [name, path] of Object.entries({ manager: address.manager("it"), "desk choice": address.deskChoice("it"), desk: address.desk(1, "it") })) {
  test(`the ${name} leads to the sign-in when its session was ended elsewhere`, async ({ page, context, server }) => {
    await signIn(context, server, "gaia");
    await open(page, path);
    await context.request.delete(`${server.origin}/api/v1/session`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.it.sign_in.heading);
    expect(new URL(page.url()).searchParams.get("next")).toBe(path);
  });
}
