import { seedId } from '@/lib/sandbox/seed/ids';
import { inTurn, type Scene, type Stage } from './stage';
import { clean, expect, judged, plan, planOf, start } from './steps';
import { EVERY, ONCE, TWICE, view, WIDELY } from './view';

const FIFTEEN = Array.from({ length: 15 }, (_, nic) => ({ addresses: [0, 1, 2].map((of) => `10.1.10.${201 + nic * 3 + of}`) }));
/** The article's five cases: which addresses are fixed. */
const CASES = [
  {},
  { addresses: ['10.1.10.120'] },
  { addresses: ['10.1.10.120'], count: 1 },
  { addresses: ['10.1.10.120', '10.1.10.121'] },
  { addresses: ['10.1.10.121'], automatic: true },
] as const;

const denied = (name: string, key: string): Scene => ({
  name: `restore/denied-${name}`,
  views: TWICE,
  whole: true,
  setting: { env: { AWS_ACCESS_KEY_ID: key } },
  play: inTurn(plan, judged),
});

const owned = async ({ query }: Stage): Promise<void> => {
  await query(`insert into people (id, name, email) values ('hanako', '佐藤 花子', 'hanako@example.com') on conflict do nothing`);
  await query(`update drafts set owner = 'hanako', updated_by = 'hanako'`);
};

/** States of the restore page itself. */
export const restoreScenes: readonly Scene[] = [
  { name: 'restore/basic', views: EVERY, whole: true, play: inTurn(plan, judged) },
  {
    // Nothing that EC2 would tell is there yet, and the plan can be looked at and worked on.
    name: 'restore/slow-ec2',
    views: TWICE,
    play: async (stage) => {
      await stage.world.control('faults', { kind: 'slow', service: 'ec2', ms: 20_000, times: null });
      await plan(stage);
    },
  },
  { name: 'restore/clean', views: TWICE, whole: true, play: inTurn(clean, judged) },
  ...CASES.map(
    (nic, place): Scene => ({
      name: `restore/cases-${place + 1}`,
      views: place === 2 ? TWICE : ONCE,
      play: inTurn((stage) => planOf(stage, [nic]), judged),
    }),
  ),
  {
    name: 'restore/loading',
    views: ONCE,
    // A console of its own, which has read nothing of EC2 yet.
    setting: { env: { AWS_SESSION_NAME: 'loading' } },
    play: async (stage) => {
      await stage.page.route('**/facts?**', () => undefined);
      await stage.world.control('faults', { kind: 'slow', service: 'ec2', ms: 6_000, times: null });
      await plan(stage);
    },
  },
  denied('addresses', 'AKIANOENI'),
  denied('ec2', 'AKIANOEC2'),
  denied('iam', 'AKIANOIAM'),
  {
    name: 'restore/warnings',
    views: TWICE,
    whole: true,
    play: inTurn((stage) => planOf(stage, [{ addresses: ['10.1.10.192'] }], { InstanceType: 't2.small', 'X-Team': 'platform' }), judged),
  },
  {
    name: 'restore/interfaces-15',
    views: [...TWICE, view('768')],
    whole: true,
    play: inTurn((stage) => planOf(stage, FIFTEEN, { InstanceType: 'c5n.18xlarge' }), judged),
  },
  {
    name: 'restore/interface-existing',
    views: TWICE,
    whole: true,
    play: inTurn((stage) => planOf(stage, [{ existing: seedId('eni', 'left') }, { addresses: ['10.1.10.120'] }]), judged),
  },
  {
    name: 'restore/ipv6',
    views: [...TWICE, view('768')],
    play: async (stage) => {
      await planOf(stage, [{ subnet: seedId('subnet', 'v6-a'), addresses: ['10.1.30.20'] }]);
      const field = stage.page.getByRole('textbox', {
        name: stage.say('restore.nics.more.addOn', { what: stage.say('restore.nics.more.ipv6.label'), number: 1 }),
      });
      await field.fill('2406:da14:abc:de30::20 2406:da14:abc:de31::1');
      await field.press('Enter');
      await judged(stage);
    },
  },
  {
    name: 'restore/undone',
    views: ONCE,
    play: async (stage) => {
      await plan(stage);
      await stage.button('restore.nics.menu.ofSecondary', { number: 1, position: 1 }).click();
      await stage.page.getByRole('menuitem', { name: stage.say('restore.nics.menu.takeOut') }).click();
      await stage.button('restore.bar.undo').click();
    },
  },
  {
    name: 'restore/colleague',
    views: TWICE,
    whole: true,
    play: inTurn(plan, owned, ({ page }) => page.reload(), judged),
  },
  {
    name: 'restore/started',
    views: TWICE,
    whole: true,
    play: async (stage) => {
      await start(stage);
      await stage.page.goBack();
      await expect(stage.page.getByText(stage.say('restore.notices.startedTitle'))).toBeVisible();
    },
  },
  {
    name: 'restore/not-saved',
    views: [...TWICE, view('zoom')],
    play: async (stage) => {
      await plan(stage);
      await stage.page.context().setOffline(true);
      await stage.page.getByLabel(stage.say('restore.settings.tags')).uncheck();
      await expect(stage.page.getByText(stage.say('restore.notices.failedTitle')).first()).toBeVisible();
    },
  },
  {
    name: 'restore/resumed',
    views: WIDELY,
    play: inTurn(plan, plan),
  },
];
