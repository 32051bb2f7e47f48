'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { ExactDay } from '@/components/ui/relative-time';
import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { VaultView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { VaultKey, VaultLock, VaultType } from './vault-words';
import type { VaultOrder } from './vaults-search';

interface VaultSort {
  readonly key: VaultOrder;
  readonly direction: 'asc' | 'desc';
  readonly onSort: (key: VaultOrder) => void;
}

const SortHead = (props: { readonly column: VaultOrder; readonly sort: VaultSort; readonly numeric?: boolean }) => {
  const { column, sort } = props;
  const t = useTranslations('vaults.columns');
  const by = useTranslations('common.table');
  const chosen = sort.key === column;
  const direction = sort.direction === 'asc' ? 'ascending' : 'descending';
  return (
    <Th numeric={props.numeric === true} aria-sort={chosen ? direction : 'none'}>
      <button
        type="button"
        title={by('sortBy', { column: t(column) })}
        className="inline-flex items-center gap-1 rounded-sm font-semibold hover:text-text"
        onClick={() => sort.onSort(column)}
      >
        {t(column)}
        <Icon
          name={chosen ? (sort.direction === 'asc' ? 'up' : 'down') : 'both'}
          className={cx('size-3', chosen ? 'text-accent' : 'opacity-50')}
        />
      </button>
    </Th>
  );
};

/** The vaults of a place as a table. */
export const VaultsTable = ({
  place,
  vaults,
  sort,
}: {
  readonly place: Place;
  readonly vaults: readonly VaultView[];
  readonly sort: VaultSort;
}) => {
  const t = useTranslations('vaults');
  const unknown = useTranslations('common.states')('unknown');
  const format = useFormatter();
  return (
    <Table label={t('list')}>
      <THead>
        <SortHead column="name" sort={sort} />
        <SortHead column="type" sort={sort} />
        <SortHead column="points" sort={sort} numeric />
        <Th>{t('columns.lock')}</Th>
        <Th>{t('columns.key')}</Th>
        <SortHead column="created" sort={sort} />
      </THead>
      <tbody>
        {vaults.map((vault) => (
          <Tr key={vault.name}>
            <Td>
              <TextLink href={paths.vault(place, vault.name)} className="font-semibold whitespace-nowrap">
                {vault.name}
              </TextLink>
            </Td>
            <Td>
              <VaultType type={vault.type} />
            </Td>
            <Td numeric>{format.number(vault.points)}</Td>
            <Td>
              <VaultLock vault={vault} />
            </Td>
            <Td>
              <VaultKey arn={vault.encryptionKeyArn} />
            </Td>
            <Td>{vault.createdAt === null ? unknown : <ExactDay at={vault.createdAt} />}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
};
