import { expect, it } from 'vitest';
import { backedUpLayout } from './backed-up-layout';
import { ARTICLE, articlePlan } from './fixtures/article';

it('tells the public IP as it was returned, and everything else as a plan begins', () => {
  const plan = articlePlan();
  expect(plan.nics).toMatchObject([{ publicIp: false }]);
  const layout = backedUpLayout(ARTICLE);
  expect(layout).toEqual({ ok: true, value: { ...plan, nics: [{ ...plan.nics[0], publicIp: true }] } });
});

it('says what it cannot read', () => {
  const broken = { ...ARTICLE, template: { ...ARTICLE.template, NetworkInterfaces: '[' } };
  expect(backedUpLayout(broken)).toMatchObject({ ok: false, error: { code: 'not-json', key: 'NetworkInterfaces' } });
});
