import type { VaultView } from '@/lib/data/inventory/views';
import { urlOneOf } from '@/lib/url-codecs';

const VAULT_ORDERS = ['name', 'type', 'points', 'created'] as const;
export type VaultOrder = (typeof VAULT_ORDERS)[number];

/** What the address of the vaults page holds. */
export const vaultsSearch = {
  sort: urlOneOf(VAULT_ORDERS, 'name'),
  dir: urlOneOf(['asc', 'desc'] as const, 'asc'),
} as const;

const by: Readonly<Record<VaultOrder, (a: VaultView, b: VaultView) => number>> = {
  name: () => 0,
  type: (a, b) => a.type.localeCompare(b.type),
  points: (a, b) => a.points - b.points,
  created: (a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? ''),
};

/** The vaults in an order; equal ones by name. */
export const sortedVaults = (vaults: readonly VaultView[], order: VaultOrder, direction: 'asc' | 'desc'): readonly VaultView[] => {
  const way = direction === 'asc' ? 1 : -1;
  const byName = (a: VaultView, b: VaultView) => a.name.localeCompare(b.name);
  return [...vaults].sort((a, b) => way * (order === 'name' ? byName(a, b) : by[order](a, b)) || byName(a, b));
};
