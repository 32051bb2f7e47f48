import { expect, it } from 'vitest';
import { addressIn } from './apply/addresses';
import { backedUpAddress } from './backed-up-address';
import { articlePlan } from './fixtures/article';

it('reads what the parser reads', () => {
  const article = articlePlan();
  for (const slot of [
    { nic: 'n0', role: 'primary' },
    { nic: 'n0', role: 'secondary', index: 0 },
    { nic: 'n0', role: 'secondary', index: 1 },
  ] as const)
    expect(backedUpAddress(article, slot)).toBe(addressIn(article, slot));
});

it('reads a primary that only the single member states', () => {
  const single = articlePlan({
    InstanceType: 't3.micro',
    NetworkInterfaces: '[{"DeviceIndex":0,"SubnetId":"subnet-1","PrivateIpAddress":"10.0.0.9"}]',
  });
  expect(backedUpAddress(single, { nic: 'n0', role: 'primary' })).toBe('10.0.0.9');
});

it('knows nothing of an interface that was not in the backup', () => {
  const article = articlePlan();
  const added = { ...article, nics: article.nics.map((nic) => ({ ...nic, origin: null })) };
  expect(backedUpAddress(added, { nic: 'n0', role: 'primary' })).toBeNull();
  expect(backedUpAddress(article, { nic: 'n7', role: 'primary' })).toBeNull();
});
