'use client';

import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import type { SubnetFact } from '@/lib/restore/facts';
import { subnetBlock } from './subnet-block';

/** Subnets in the order of how near they are: the same zone first, then the same VPC, then the rest. */
const byNearness = (subnets: readonly SubnetFact[], home: SubnetFact | null): readonly SubnetFact[] => {
  const rank = (subnet: SubnetFact): number =>
    home === null || subnet.vpcId !== home.vpcId ? 2 : subnet.availabilityZone === home.availabilityZone ? 0 : 1;
  return [...subnets].sort((a, b) => rank(a) - rank(b) || (a.name ?? a.id).localeCompare(b.name ?? b.id));
};

/** The subnets to choose from, as radio buttons with what tells them apart. */
export const SubnetChoices = (props: {
  readonly subnets: readonly SubnetFact[];
  readonly currentId: string | null;
  readonly home: SubnetFact | null;
  readonly chosenId: string | null;
  readonly onChoose: (subnet: SubnetFact) => void;
}) => {
  const t = useTranslations('restore.nics.subnet');
  if (props.subnets.length === 0) return <p className="text-text-dim">{t('noneFound')}</p>;
  return (
    <fieldset className="rounded-md border border-line">
      <legend className="sr-only">{t('choose')}</legend>
      {byNearness(props.subnets, props.home).map((subnet) => {
        const current = subnet.id === props.currentId;
        return (
          <label
            key={subnet.id}
            className={cx(
              'grid min-h-11 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-line border-b px-3 py-1.5 last:border-b-0',
              props.chosenId === subnet.id ? 'bg-accent-soft' : 'hover:bg-surface-2',
              current && 'text-text-dim',
            )}
          >
            <input
              type="radio"
              name="subnet"
              className="accent-accent"
              checked={props.chosenId === subnet.id}
              disabled={current}
              onChange={() => props.onChoose(subnet)}
            />
            <span className="min-w-0">
              <span className="block truncate font-semibold">{subnet.name ?? subnet.id}</span>
              <span className="mono block truncate text-text-dim text-xs">
                {subnet.id} · {subnet.vpcId}
              </span>
            </span>
            <span className="text-right">
              <span className="mono block">{subnetBlock(subnet)}</span>
              <span className="block text-text-dim text-xs">
                {current
                  ? t('current')
                  : subnet.ipv6Native
                    ? subnet.availabilityZone
                    : t('free', { zone: subnet.availabilityZone, count: subnet.availableAddressCount })}
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
};
