import { expect as base } from '@playwright/test';
import { paths } from '@/lib/paths';
import { ARTICLE_METADATA } from '@/lib/sandbox/seed/metadata';
import { PLACE } from '../support/account';
import type { Stage } from './stage';

/** As Playwright's own, with the patience of the stories. */
export const expect = base.configure({ timeout: 20_000 });

export const VAULT = 'aws-backup-vault';
export const POINT = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';

/** Waits until the page has said all that it will say by itself. */
export const settled = async ({ page }: Stage): Promise<void> => {
  await page.waitForLoadState('load');
  // A page that is waiting for AWS is worth a picture too.
  await page
    .locator('[aria-busy="true"]')
    .waitFor({ state: 'detached', timeout: 3_000 })
    .catch(() => undefined);
  await page.waitForTimeout(200);
};

/** The article's plan, as it is when it has just been made. */
export const plan = async (stage: Stage): Promise<void> => {
  const { page, say, button } = stage;
  await page.goto(paths.point(PLACE, POINT, VAULT));
  await button('points.restore.action').click();
  await expect(page.getByRole('heading', { level: 1, name: say('restore.titleOf', { name: 'intranet-01' }) })).toBeVisible();
  await expect(page.getByRole('region', { name: say('restore.bar.label') })).toBeVisible();
};

interface NewInterface {
  readonly subnet?: string;
  /** The first is the primary, unless `automatic` says that AWS picks that one. */
  readonly addresses?: readonly string[];
  readonly automatic?: boolean;
  readonly count?: number;
  /** An interface that exists already: nothing else is sent with it. */
  readonly existing?: string;
}

const SUBNET = 'subnet-0bdb9444b6747e0d6';
const GROUP = 'sg-06d3f4fca2b07b915';

const member = (nic: NewInterface, DeviceIndex: number): object => {
  if (nic.existing !== undefined) return { DeviceIndex, NetworkInterfaceId: nic.existing };
  const { addresses = [], automatic = false, count = 0 } = nic;
  return {
    DeviceIndex,
    SubnetId: nic.subnet ?? SUBNET,
    Groups: [GROUP],
    DeleteOnTermination: true,
    ...(addresses.length === 0
      ? {}
      : {
          PrivateIpAddresses: addresses.map((PrivateIpAddress, place) => ({ Primary: place === 0 && !automatic, PrivateIpAddress })),
        }),
    ...(count === 0 ? {} : { SecondaryPrivateIpAddressCount: count }),
  };
};

/** A plan made from a file, as people bring theirs: the article's metadata with other interfaces. */
export const planOf = async (
  stage: Stage,
  interfaces: readonly NewInterface[],
  changes: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const { page, say } = stage;
  const { SubnetId: _subnet, SecurityGroupIds: _groups, CpuOptions: _cpu, ...rest } = ARTICLE_METADATA;
  const RestoreMetadata = { ...rest, NetworkInterfaces: JSON.stringify(interfaces.map(member)), ...changes };
  await page.goto(paths.check());
  await page.getByRole('textbox', { name: say('check-file.source.label') }).fill(
    JSON.stringify({
      BackupVaultArn: `arn:aws:backup:${PLACE.region}:${PLACE.account}:backup-vault:${VAULT}`,
      RecoveryPointArn: POINT,
      RestoreMetadata,
    }),
  );
  await page
    .getByRole('main')
    .getByRole('button', { name: say('check-file.open.action') })
    .first()
    .click();
  await expect(page).toHaveURL(/\/restore\//);
  await expect(page.getByRole('region', { name: say('restore.bar.label') })).toBeVisible();
};

/** The findings of a plan are there. */
export const judged = async ({ page, say }: Stage): Promise<void> => {
  await expect(page.getByRole('region', { name: say('restore.verdict.title'), exact: true })).toBeVisible();
  await expect(page.getByText(say('restore.nics.addressState.asking'), { exact: true })).toHaveCount(0);
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
};

/** A plan that AWS would take. */
export const clean = (stage: Stage): Promise<void> => planOf(stage, [{ addresses: ['10.1.10.120', '10.1.10.121'] }]);

/** Opens the review and waits for what it has to say. */
export const review = async ({ page, say, button }: Stage): Promise<void> => {
  await button('restore.bar.review').click();
  await page.getByRole('button', { name: say('restore.review.start') }).waitFor();
};

/** Takes all that the review asks to accept. */
export const accept = async ({ page, say }: Stage): Promise<void> => {
  const boxes = page.getByRole('group', { name: say('restore.review.accept') }).getByRole('checkbox');
  for (const box of await boxes.all()) await box.check();
};

/** From a plan that AWS would take to its job. */
export const start = async (stage: Stage): Promise<void> => {
  await clean(stage);
  await review(stage);
  await accept(stage);
  await stage.button('restore.review.start').click();
  await expect(stage.page).toHaveURL(/\/jobs\//);
};
