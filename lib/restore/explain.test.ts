import { expect, it } from 'vitest';
import { explain, isByPerson } from './explain';
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

it('tells what a person decided from what the console does for AWS', () => {
  const [nic] = articlePlan().nics;
  const byPerson = (plan: ReturnType<typeof articlePlan>) =>
    new Set(
      explain(plan)
        .filter(isByPerson)
        .map(({ reason }) => reason),
    );
  // As it comes from the backup nobody has decided on anything, although several keys differ.
  expect(explain(articlePlan()).length).toBeGreaterThan(3);
  expect(byPerson(articlePlan())).toEqual(new Set());
  expect(nic?.kind).toBe('new');
  const automatic = { ...articlePlan(), nics: [{ ...nic, primary: { kind: 'automatic' } }] } as ReturnType<typeof articlePlan>;
  expect(byPerson(automatic)).toEqual(new Set(['addresses-edited']));
});
