import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
// What it shows comes when it is first asked for: here it is loaded already.
import '@/components/restore/ways/ways-dialog';
import { WaysHost } from '@/components/restore/ways/ways-host';
import { FACTS, PLAN, SUBNET } from '@/components/testing/on-screen';
import { onRestorePage } from '@/components/testing/restore-page';
import { ipv4ToNumber } from '@/lib/net/ipv4';
import { mapSubnet, originalOf } from '@/lib/restore/address-map/subnets';
import { ip } from '@/lib/restore/address-map/testing';
import { check } from '@/lib/restore/check';
import { indexFacts } from '@/lib/restore/fact-index';
import { type MapModel, storyIn } from './map-model';
import { StoryActions } from './story-actions';

const facts = indexFacts(FACTS);
const diagnostics = check(PLAN, facts);
const subnet = mapSubnet(PLAN, facts, diagnostics, SUBNET);
const model = { subnet, facts, diagnostics, original: originalOf(PLAN), go: vi.fn() } as unknown as MapModel;

const storyAt = (address: string) => {
  const story = storyIn(model, ipv4ToNumber(ip(address)));
  if (story === null) throw new Error(address);
  return story;
};

it.each(['10.1.10.115', '10.1.10.100'])('the map opens the ways to %s, which somebody holds', async (address) => {
  await onRestorePage(
    <>
      <StoryActions model={model} story={storyAt(address)} />
      <WaysHost />
    </>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Get this address' }));
  const dialog = await screen.findByRole('dialog', { name: `How to get ${address}` }, { timeout: 20_000 });
  expect(within(dialog).getByText(new RegExp(`^${address.replaceAll('.', '\\.')} is held by intranet-01`))).toBeTruthy();
});

it('an address of the plan that nobody holds opens none', async () => {
  await onRestorePage(<StoryActions model={model} story={storyAt('10.1.10.160')} />);
  expect(screen.queryByRole('button', { name: 'Get this address' })).toBeNull();
});
