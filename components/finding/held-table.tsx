'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { DeletedBadge } from '@/components/points/point-words';
import { RestoreButton } from '@/components/points/restore-button';
import { CopyableId } from '@/components/ui/copyable-id';
import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { AddressHistory, HeldInterval } from '@/lib/data/finding/history-views';
import { type Place, paths } from '@/lib/paths';
import { EvidenceCell } from './evidence-cell';
import { useFindWords } from './find-words';

const Row = ({ place, interval }: { readonly place: Place; readonly interval: HeldInterval }) => {
  const t = useTranslations('finding.address');
  const roles = useTranslations('find.roles');
  const { instant } = useFindWords();
  const { restore } = interval;
  const name = interval.name ?? interval.id;
  const way =
    restore === null ? (
      <span className="text-text-dim">{t('noRestore')}</span>
    ) : (
      <RestoreButton
        place={place}
        point={{ arn: restore.arn, vault: restore.vault, resourceType: 'EC2', status: restore.status }}
        text={t('restoreFrom', { at: instant(restore.createdAt) })}
        tone="secondary"
        size="small"
      />
    );
  return (
    <Tr>
      <Td>
        <span className="flex flex-wrap items-center gap-x-2">
          {interval.resourceArn === null ? name : <TextLink href={paths.resource(place, interval.resourceArn)}>{name}</TextLink>}
          {name !== interval.id && <CopyableId value={interval.id} className="text-text-dim" />}
          {interval.deleted === true && <DeletedBadge />}
        </span>
        {/* Where its column has no room, what one came for stands with the name. */}
        <span className="block py-1 lg:hidden">{way}</span>
      </Td>
      <Td className="whitespace-nowrap">{roles(interval.role)}</Td>
      <Td>
        <EvidenceCell place={place} evidence={interval.first} />
      </Td>
      <Td>
        <EvidenceCell place={place} evidence={interval.last} />
      </Td>
      <Td numeric className="hidden md:table-cell" title={interval.unknown === 0 ? undefined : t('unknown', { count: interval.unknown })}>
        {interval.observations}
        {interval.unknown > 0 && <span className="ml-1 text-warn">+{interval.unknown}?</span>}
      </Td>
      <Td className="hidden lg:table-cell">{way}</Td>
    </Tr>
  );
};

type Line =
  | { readonly kind: 'interval'; readonly at: string; readonly interval: HeldInterval }
  | { readonly kind: 'gap'; readonly at: string; readonly from: string; readonly to: string };

/** Stretches and the gaps between them, the newest first. */
const linesOf = ({ intervals, gaps }: AddressHistory): readonly Line[] =>
  [
    ...intervals.map((interval): Line => ({ kind: 'interval', at: interval.last.at, interval })),
    ...gaps.map(({ from, to }): Line => ({ kind: 'gap', at: to, from, to })),
  ].sort((a, b) => {
    if (a.at !== b.at) return a.at < b.at ? 1 : -1;
    // What ends where a gap does is a stretch of one observation, which lies before it.
    return a.kind === b.kind ? 0 : a.kind === 'interval' ? -1 : 1;
  });

/** Who held an address when, each stretch with what proves its ends and what one can restore from it. */
export const HeldTable = ({ place, history }: { readonly place: Place; readonly history: AddressHistory }) => {
  const t = useTranslations('finding.address');
  const columns = useTranslations('finding.address.columns');
  const find = useTranslations('find');
  const format = useFormatter();
  const day = (at: string): string => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  return (
    <Table label={find('history', { address: history.address })}>
      <THead>
        <Th>{columns('holder')}</Th>
        <Th>{columns('role')}</Th>
        <Th>{columns('from')}</Th>
        <Th>{columns('to')}</Th>
        <Th numeric className="hidden md:table-cell">
          {columns('seen')}
        </Th>
        <Th className="hidden lg:table-cell">{columns('restore')}</Th>
      </THead>
      <tbody>
        {linesOf(history).map((line) =>
          line.kind === 'interval' ? (
            <Row key={`${line.interval.holder} ${line.interval.first.at} ${line.interval.role}`} place={place} interval={line.interval} />
          ) : (
            <Tr key={`gap ${line.from}`}>
              <Td colSpan={6} className="text-center text-text-dim italic">
                {t('gap', { from: day(line.from), to: day(line.to) })}
              </Td>
            </Tr>
          ),
        )}
      </tbody>
    </Table>
  );
};
