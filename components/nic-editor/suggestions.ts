import type { EditorState } from '@/components/restore/editor-store';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Target } from '@/lib/restore/command';
import { type MovePreview, previewMove } from '@/lib/restore/moves';
import { type AddressState, addressStateOf, freeNear } from './address-state';
import { completeAddress } from './complete';

const FREE_SHOWN = 5;

/** An address that could be typed into a place, how it stands and what would come of it. */
export interface Suggestion {
  readonly address: Ipv4;
  readonly state: AddressState;
  readonly preview: MovePreview;
}

/** What to offer while somebody types: what the text means, then the nearest free addresses. With no subnet only whole addresses can be read. */
export const suggestionsFor = (
  state: EditorState,
  subnetId: string | null,
  target: Target,
  typed: string,
  near: Ipv4 | null,
): readonly Suggestion[] => {
  const { plan, index } = state;
  const cidr = subnetId === null ? null : (index.subnets.get(subnetId)?.fact.cidr ?? null);
  const meant = completeAddress(typed, cidr);
  const free = subnetId === null ? [] : freeNear(plan, index, subnetId, meant ?? near, FREE_SHOWN);
  const addresses = meant === null ? free : [meant, ...free.filter((address) => address !== meant)];
  return addresses.slice(0, FREE_SHOWN).map((address) => ({
    address,
    state: subnetId === null ? { code: 'unknown', name: '' } : addressStateOf(plan, index, subnetId, address),
    preview: previewMove(plan, index, [{ address, subnetId: subnetId ?? '', from: null }], target),
  }));
};
