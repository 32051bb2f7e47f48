import { EC2Client, paginateDescribeNetworkInterfaces, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import type { Page } from '@playwright/test';
import { signInTo } from '@/e2e/support/people';
import { plan, saved, type, verdict } from '@/e2e/support/plan';
import type { World } from '@/e2e/support/world';
import { type Figure, quantile } from './figure';
import { inventoryReady, PLACE } from './place';
import { withBrowser, withWorld } from './world';

const ADDRESSES = ['10.1.10.153', '10.1.10.155', '10.1.10.157'] as const;
/** The default secondary is the original's. */
const OTHERS = ['10.1.10.160', '10.1.10.162', '10.1.10.164'] as const;
const LOOK_MS = 25;
const MINUTE_MS = 60_000;

const until = async (what: string, met: () => Promise<boolean>): Promise<number> => {
  const deadline = performance.now() + 2 * MINUTE_MS;
  while (performance.now() < deadline) {
    if (await met()) return performance.now();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error(`waited for two minutes: ${what}`);
};

/** Sets up a start that waits for an address, as a person does. */
const setUp = async (page: Page, world: World, address: string, other: string): Promise<void> => {
  await plan(page, world);
  await type(page, 'secondary 1', other);
  await type(page, 'primary', address);
  await saved(page);
  await verdict(page)
    .getByRole('listitem')
    .filter({ hasText: `${address} is in use by` })
    .getByRole('button', { name: 'Get this address' })
    .click();
  await page.getByRole('button', { name: 'Wait for it and start automatically' }).first().click();
  const dialog = page.getByRole('dialog', { name: `Start as soon as ${address} is free` });
  for (const box of await dialog.getByRole('checkbox').all()) if (!(await box.isChecked())) await box.check();
  await dialog.getByRole('button', { name: 'Wait and start' }).click();
  await dialog.waitFor({ state: 'hidden' });
};

/** Milliseconds from the moment at which AWS shows nobody at the address to the StartRestoreJob that was sent for it. */
const round = async (page: Page, world: World, [address, other]: readonly [string, string]): Promise<number> => {
  const { instanceId } = (await world.control('take-address', { address, name: 'in-the-way' })) as { readonly instanceId: string };
  await setUp(page, world, address, other);
  await fetch(`${world.awsUrl}/_sandbox/calls`, { method: 'DELETE' });
  const ec2 = new EC2Client({
    region: PLACE.region,
    endpoint: world.awsUrl,
    credentials: { accessKeyId: 'AKIASIMULATED0000000', secretAccessKey: 'simulated' },
  });
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
  const free = await until('the address to be free', async () => {
    const Filters = [{ Name: 'addresses.private-ip-address', Values: [address] }];
    for await (const answer of paginateDescribeNetworkInterfaces({ client: ec2 }, { Filters }))
      if ((answer.NetworkInterfaces ?? []).length > 0) return false;
    return true;
  });
  const started = await until(
    'the start',
    async () => (((await world.control('calls')) as Record<string, number>)['backup:StartRestoreJob'] ?? 0) > 0,
  );
  return started - free;
};

/** How soon a start that waits for an address is sent once the address is free. */
export const benchWait = (): Promise<readonly Figure[]> =>
  withWorld((world) =>
    withBrowser(async (browser) => {
      await inventoryReady(world);
      const page = await browser.newPage({ baseURL: world.url, locale: 'en-GB' });
      await signInTo(page.context(), world, 'operator');
      const times: number[] = [];
      for (const [i, address] of ADDRESSES.entries()) times.push(await round(page, world, [address, OTHERS[i] ?? '']));
      return [
        {
          name: `an address is free to StartRestoreJob sent by the start that waited for it, longest of ${times.length}`,
          value: Math.max(...times) / 1_000,
          unit: 's',
          atMost: 5,
          note: `median ${(quantile(times, 0.5) / 1_000).toFixed(1)} s; a look each 2 s, then the whole check on fresh facts`,
        },
      ];
    }),
  );
