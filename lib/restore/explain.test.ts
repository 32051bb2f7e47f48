import { expect, it } from 'vitest';
import { explain } from './explain';
import { ARTICLE, articlePlan } from './fixtures/article';

const EXISTING = '[{"DeviceIndex":0,"NetworkInterfaceId":"eni-0123456789abcdef0"}]';
const attached = { ...articlePlan(), nics: articlePlan({ ...ARTICLE.template, NetworkInterfaces: EXISTING }).nics };
const ofInterfaces = (plan: ReturnType<typeof articlePlan>) => explain(plan).filter(({ at }) => at.startsWith('/NetworkInterfaces'));

it('tells an interface that exists as one difference from the backed-up one', () => {
  expect(attached.nics).toMatchObject([{ kind: 'existing', origin: 0 }]);
  expect(ofInterfaces(attached)).toMatchObject([
    {
      kind: 'changed',
      at: '/NetworkInterfaces/0',
      after: '{"DeviceIndex":0,"NetworkInterfaceId":"eni-0123456789abcdef0"}',
      reason: 'interface-existing',
    },
  ]);
});

it('tells nothing of an interface that the backup already attached', () => {
  expect(ofInterfaces(articlePlan({ ...ARTICLE.template, NetworkInterfaces: EXISTING }))).toEqual([]);
});
