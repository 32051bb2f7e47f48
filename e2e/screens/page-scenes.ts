import { paths } from '@/lib/paths';
import { ARTICLE_METADATA } from '@/lib/sandbox/seed/metadata';
import { PLACE } from '../support/account';
import { holdStart, overtake, startElsewhere } from '../support/restores';
import { EVERY_WORK, putWork } from '../support/work';
import { inTurn, type Scene, type Stage } from './stage';
import { accept, clean, expect, judged, POINT, plan, review, settled, start, VAULT } from './steps';
import { ANYWHERE, LISTS, ONCE, TWICE, type View, view, WIDELY } from './view';

const at = (name: string, path: string, views: readonly View[] = WIDELY): Scene => ({
  name: `pages/${name}`,
  views,
  whole: true,
  play: inTurn(({ page }) => page.goto(path), settled),
});

const without = (name: string, env: Readonly<Record<string, string | undefined>>): Scene => ({
  name: `pages/connect-${name}`,
  views: TWICE,
  setting: { env },
  play: ({ page }) => page.goto(paths.home()),
});

const started = async (stage: Stage, seconds: number, status: string): Promise<void> => {
  await start(stage);
  await stage.world.control('clock', { advanceSeconds: seconds });
  await expect(
    stage.page
      .getByRole('main')
      .getByText(stage.say(`jobs.outcome.${status}`), { exact: true })
      .first(),
  ).toBeVisible();
};

/** Two that went well, one that did not, one from elsewhere that is still going on. */
const lived = async (stage: Stage): Promise<void> => {
  await startElsewhere(stage.world, '10.1.10.150');
  await startElsewhere(stage.world, '10.1.10.131');
  await started(stage, 60, 'completed');
  await startElsewhere(stage.world, '10.1.10.132');
};

const failed = async (stage: Stage): Promise<void> => {
  await clean(stage);
  await review(stage);
  await accept(stage);
  await holdStart(stage.world);
  await stage.button('restore.review.start').click();
  await overtake(stage.world, '10.1.10.120', 'quick-01');
  await expect(stage.page).toHaveURL(/\/jobs\//);
  await stage.world.control('clock', { advanceSeconds: 10 });
  await expect(stage.page.getByRole('main').getByText(stage.say('jobs.outcome.failed'), { exact: true }).first()).toBeVisible();
};

const checked = async (stage: Stage, text: string): Promise<void> => {
  await stage.page.goto(paths.check());
  await stage.page.getByRole('textbox', { name: stage.say('check-file.source.label') }).fill(text);
};

const checkedArticle = (stage: Stage): Promise<void> =>
  checked(stage, JSON.stringify({ RecoveryPointArn: POINT, RestoreMetadata: ARTICLE_METADATA }, null, 2));

/** The history entry of a restore that failed. */
const entry = async (stage: Stage): Promise<void> => {
  await failed(stage);
  await stage.page.goto(paths.history());
  await stage.page
    .getByRole('row', { name: /intranet-01/ })
    .getByRole('link')
    .first()
    .click();
  await settled(stage);
};

/** All other pages. */
export const pageScenes: readonly Scene[] = [
  at('overview-empty', paths.overview(PLACE)),
  {
    name: 'pages/overview',
    views: WIDELY,
    whole: true,
    play: inTurn(lived, plan, ({ page }) => page.goto(paths.overview(PLACE)), settled),
  },
  at('vaults', paths.vaults(PLACE)),
  at('vault', paths.vault(PLACE, VAULT), TWICE),
  at('points', paths.points(PLACE)),
  {
    name: 'pages/lists-filters',
    views: LISTS,
    play: async ({ page, button, say, query }) => {
      await query(`insert into saved_filters (id, person, list, name, search, changed_at)
        select gen_random_uuid(), people.id, 'points', f.name, f.search, now() from people,
          (values ('Databases', 'type=RDS&sort=size'), ('web, last week', 'q=web')) as f(name, search) where people.name = 'Alex Morgan' on conflict do nothing`);
      await page.goto(`${paths.points(PLACE)}?type=RDS&sort=size`);
      await button('common.lists.saved').click();
      await page.getByRole('textbox', { name: say('lists.filters.newName') }).fill('databases');
      await button('lists.filters.save').click();
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'pages/lists-columns',
    views: LISTS,
    play: async ({ page, button }) => {
      await page.goto(`${paths.points(PLACE)}?q=license-01`);
      await button('common.lists.columns').click();
      await page.getByRole('group').getByRole('checkbox').first().waitFor();
      for (const box of await page.getByRole('group').getByRole('checkbox').all()) await box.check();
    },
  },
  {
    name: 'pages/lists-jobs',
    views: TWICE,
    play: inTurn(
      lived,
      ({ page }) => page.goto(paths.jobs(PLACE)),
      async ({ page, button }) => {
        await button('common.lists.columns').click();
        await page.getByRole('group').getByRole('checkbox').first().waitFor();
      },
    ),
  },
  {
    name: 'pages/malware',
    views: TWICE,
    play: async ({ page, button }) => {
      await page.goto(`${paths.points(PLACE)}?q=license-01`);
      await page
        .getByRole('row', { name: /license-01/ })
        .first()
        .click();
      await expect(button('points.clean.restore')).toBeVisible();
    },
  },
  {
    name: 'pages/points-split',
    views: TWICE,
    play: async (stage) => {
      await stage.page.goto(paths.vault(PLACE, VAULT));
      await stage.page
        .getByRole('row', { name: /intranet-01/ })
        .first()
        .click();
      await stage.button('points.restore.action').waitFor();
      await stage.page.getByText(stage.say('points.facts.role'), { exact: true }).waitFor();
      await settled(stage);
    },
  },
  at('resources', paths.resources(PLACE)),
  at('resource', paths.resource(PLACE, 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0f3a9c41d27be5860')),
  at('address', paths.address(PLACE, '10.1.10.115')),
  at('point', paths.point(PLACE, POINT, VAULT)),
  at('jobs-empty', paths.jobs(PLACE), TWICE),
  {
    name: 'pages/jobs',
    views: WIDELY,
    whole: true,
    play: inTurn(lived, ({ page }) => page.goto(paths.jobs(PLACE)), settled),
  },
  { name: 'pages/job-running', views: TWICE, whole: true, play: (stage) => started(stage, 12, 'running') },
  { name: 'pages/job-completed', views: WIDELY, whole: true, play: (stage) => started(stage, 60, 'completed') },
  { name: 'pages/job-failed', views: TWICE, whole: true, play: failed },
  {
    name: 'pages/job-decode',
    views: TWICE,
    whole: true,
    play: async (stage) => {
      const id = await startElsewhere(stage.world, '10.1.10.119', `arn:aws:iam::${PLACE.account}:role/RestoreWithoutPassRole`);
      await stage.world.control('clock', { advanceSeconds: 10 });
      await stage.page.goto(paths.job(PLACE, id));
      await settled(stage);
      await stage.button('problems.decode.button').click();
      await stage.page.getByText('iam:PassRole', { exact: true }).waitFor();
    },
  },
  at('history-empty', paths.history(), TWICE),
  {
    name: 'pages/history',
    views: WIDELY,
    whole: true,
    play: inTurn(failed, ({ page }) => page.goto(paths.history()), settled),
  },
  {
    name: 'pages/history-entry',
    views: TWICE,
    whole: true,
    play: entry,
  },
  at('check-empty', paths.check(), TWICE),
  { name: 'pages/check-broken', views: TWICE, play: (stage) => checked(stage, '{\n  "InstanceType": "t3.micro",\n}') },
  {
    name: 'pages/check',
    views: WIDELY,
    whole: true,
    play: checkedArticle,
  },
  at('settings', paths.settings()),
  at('work', paths.work(), TWICE),
  {
    name: 'pages/work-failed',
    views: ANYWHERE,
    whole: true,
    play: async (stage) => {
      await putWork(stage.world.ownerUrl, EVERY_WORK);
      await stage.page.goto(paths.work());
      await settled(stage);
    },
  },
  {
    name: 'pages/work-no-worker',
    views: ANYWHERE,
    whole: true,
    play: async (stage) => {
      await putWork(stage.world.ownerUrl, EVERY_WORK);
      // Its last words change nothing about that.
      await stage.query("update workers set ended_at = now(), seen_at = now() - interval '3 hours'");
      await stage.page.goto(paths.work());
      await settled(stage);
    },
  },
  at('not-found', '/nowhere', TWICE),
  at('missing-job', paths.job(PLACE, 'no-such-job'), ONCE),
  without('credentials', { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_EC2_METADATA_DISABLED: 'true' }),
  without('region', { AWS_REGION: undefined }),
];

/** The same on paper. */
const printed = (name: string, play: Scene['play']): Scene => ({
  name: `print/${name}`,
  views: [...ONCE, view('1280', 'dark', 'ja')],
  whole: true,
  play: inTurn(play, ({ page }) => page.emulateMedia({ media: 'print' })),
});

/** What people print: the review, a job, an entry of the history, the result of a check. */
export const printScenes: readonly Scene[] = [
  printed('review', inTurn(clean, review)),
  printed('job', (stage) => started(stage, 60, 'completed')),
  printed('history-entry', entry),
  printed('check', checkedArticle),
];

/** The picture in the README. */
export const readme: Scene = {
  name: 'readme',
  views: [view('1440')],
  play: inTurn(plan, judged),
};
