/** What happens while the network is away. */
import { expect, test } from "./people";
import { APPS } from "./stack";
import { submit, unique, write } from "./talk";

test("what was said while the network was away appears once it is back", async ({
  visit,
  watch,
}) => {
  watch.expect(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_IO_SUSPENDED/);
  watch.expect(/messaging\/(ws\/)?tickets/);
  watch.expect(/\/notification\/ws/);
  const desk = await visit("elena", `${APPS.helpdesk}/new?category=Others`);
  await submit(desk, unique("The lamp flickers"));
  const phone = await visit("elena", desk.url(), { viewport: { width: 360, height: 780 } });
  const heard = phone.getByRole("region", { name: "Messages" }).getByRole("listitem");
  const [before, meanwhile, after] = ["Hello", "It flickers more", "Now it is dark"].map(
    unique,
  ) as [string, string, string];
  await write(desk, before);
  await expect(heard).toHaveText([holds(before)]);

  await phone.context().setOffline(true);
  await expect(phone.getByText("You are offline")).toBeVisible();
  await write(desk, meanwhile);
  await expect(desk.getByText("sending …")).toHaveCount(0);
  await expect(desk.getByRole("region", { name: "Messages" }).getByText(meanwhile)).toBeVisible();
  await expect(heard).toHaveText([holds(before)]);

  await phone.context().setOffline(false);
  await expect(phone.getByText("You are offline")).toBeHidden();
  await expect(heard).toHaveText([before, meanwhile].map(holds));
  await write(desk, after);
  await expect(heard).toHaveText([before, meanwhile, after].map(holds));
});

function holds(text: string): RegExp {
  return new RegExp(text);
}
