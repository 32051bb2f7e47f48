import { act, fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { inEditor, SUBNET } from '@/components/testing/on-screen';
import type { Cidr } from '@/lib/net/cidr';
import type { SubnetId } from '@/lib/restore/ids';
import { FollowInterface } from './follow-interface';

it('the map goes to the subnet of the interface that is worked on, and along when that is moved to another', () => {
  vi.useFakeTimers();
  const choose = vi.fn();
  const store = inEditor(
    <>
      <article data-card="n0">
        <button type="button">Subnet</button>
      </article>
      <FollowInterface choose={choose} />
    </>,
  );
  const key = store.read().plan.nics[0]?.key ?? '';
  screen.getByRole('article').dataset.card = key;
  fireEvent.focusIn(screen.getByRole('button'));
  vi.advanceTimersByTime(1_000);
  expect(choose).toHaveBeenLastCalledWith(SUBNET);
  act(
    () =>
      void store.perform({
        label: 'x',
        commands: [
          { type: 'set-subnet', nic: key, subnetId: 'subnet-other' as SubnetId, cidr: '10.1.20.0/24' as Cidr, addresses: 'make-automatic' },
        ],
      }),
  );
  expect(choose).toHaveBeenLastCalledWith('subnet-other');
  act(() => store.undo());
  expect(choose).toHaveBeenLastCalledWith(SUBNET);
  vi.useRealTimers();
});
