'use client';

import { useTranslations } from 'use-intl';
import { useEditor } from '@/components/restore/editor-context';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import { type Cidr, cidrContains } from '@/lib/net/cidr';
import { ipv4ToNumber } from '@/lib/net/ipv4';
import type { FactIndex } from '@/lib/restore/fact-index';
import type { SubnetFact } from '@/lib/restore/facts';
import type { NewNic } from '@/lib/restore/plan';
import { awsReserved } from '@/lib/restore/rules/free-addresses';
import { addressStateOf } from './address-state';
import { type AddressesOnMove, type Readdressed, readdress } from './subnet-move';

const Row = (props: { readonly move: Readdressed; readonly subnet: SubnetFact; readonly index: FactIndex; readonly asking: boolean }) => {
  const { subnet, index, asking } = props;
  const t = useTranslations('restore.nics');
  const plan = useEditor((state) => state.plan);
  const { role, before, after } = props.move;
  const known = index.subnets.get(subnet.id);
  const outside = after !== null && !cidrContains(subnet.cidr as Cidr, after);
  const use = after === null || outside || known === undefined ? null : awsReserved(known, ipv4ToNumber(after));
  const state = after === null ? null : addressStateOf(plan, index, subnet.id, after);
  const bad = outside || use !== null || (state !== null && !['free', 'unknown'].includes(state.code));
  const words = outside
    ? t('subnet.outside')
    : use !== null
      ? t(`awsUse.${use}`)
      : state === null
        ? t('subnet.picked')
        : asking && state.code === 'unknown'
          ? t('addressState.asking')
          : t(`addressState.${state.code}`, { name: state.name });
  return (
    <li className="grid min-h-8 grid-cols-[1.25rem_7.5rem_1rem_7.5rem_minmax(0,1fr)] items-center gap-2 border-line border-b last:border-b-0">
      <span aria-hidden="true" className="font-semibold text-text-dim text-xs">
        {t(role === 'primary' ? 'role.primaryLetter' : 'role.secondaryLetter')}
      </span>
      <span className="mono">{before}</span>
      <Icon name="right" className="text-text-dim" />
      <span className="mono font-semibold">{after ?? t('subnet.automatic')}</span>
      <span className={cx('min-w-0 text-xs', bad ? 'text-danger' : 'text-text-dim')}>
        {bad && <Icon name="warning" className="mr-1 inline size-3.5" />}
        {words}
      </span>
    </li>
  );
};

/** Which address would move where, and how each stands there; and what else a change of subnet brings with it. */
export const SubnetPreview = (props: {
  readonly nic: NewNic;
  readonly subnet: SubnetFact;
  readonly mode: AddressesOnMove;
  readonly index: FactIndex;
  /** AWS is being asked who holds what there. */
  readonly asking: boolean;
  readonly sameVpc: boolean;
  readonly home: SubnetFact | null;
}) => {
  const { nic, subnet, mode, index, asking, sameVpc, home } = props;
  const t = useTranslations('restore.nics.subnet');
  const plan = useEditor((state) => state.plan);
  const moves = readdress(plan, nic, subnet, mode);
  return (
    <section aria-label={t('preview')} aria-live="polite" className="flex flex-col gap-2">
      <h3 className="font-semibold text-text-dim text-xs">{t('preview')}</h3>
      {moves.length === 0 ? (
        <p className="text-text-dim">{t('nothingFixed')}</p>
      ) : (
        <ul>
          {moves.map((move) => (
            <Row key={move.before} move={move} subnet={subnet} index={index} asking={asking} />
          ))}
        </ul>
      )}
      {!sameVpc && <Notice tone="warn">{t('otherVpc')}</Notice>}
      {sameVpc && home !== null && home.availabilityZone !== subnet.availabilityZone && (
        <Notice tone="info">{t('otherZone', { zone: subnet.availabilityZone })}</Notice>
      )}
    </section>
  );
};
