'use client';

import { useTranslations } from 'use-intl';
import { CopyableId } from '@/components/ui/copyable-id';
import { Panel } from '@/components/ui/panel';
import type { InterfaceMatch } from '@/lib/jobs/compare-addresses';

const Interface = ({ nic, other }: { readonly nic: InterfaceMatch; readonly other: InterfaceMatch | undefined }) => {
  const t = useTranslations('approvals.addresses');
  const told = (asked: InterfaceMatch['addresses'][number]['asked']): string | null =>
    asked === null ? null : asked.kind === 'fixed' ? asked.address : t('automatic');
  const others = new Set(other?.addresses.map(({ asked }) => told(asked)) ?? []);
  return (
    <li className="border-b border-line px-3 py-1.5 last:border-b-0">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{t('interface', { index: nic.deviceIndex + 1 })}</span>
        <span className="mono text-text-dim">
          {nic.askedInterfaceId !== null
            ? t('existing', { id: nic.askedInterfaceId })
            : nic.askedSubnetId !== null && <CopyableId value={nic.askedSubnetId} />}
        </span>
      </p>
      <ul className="flex flex-wrap gap-x-3">
        {nic.addresses.map(({ asked }, index) => {
          const text = told(asked);
          // Addresses in their order: two automatic ones are told apart by it alone.
          const key = `${index} ${text}`;
          return (
            text !== null && (
              <li key={key} className={others.has(text) ? 'mono' : 'mono font-semibold text-accent'}>
                {text}
              </li>
            )
          );
        })}
      </ul>
    </li>
  );
};

const Side = (props: { readonly title: string; readonly nics: readonly InterfaceMatch[]; readonly others: readonly InterfaceMatch[] }) => {
  const t = useTranslations('approvals.addresses');
  return (
    <section aria-label={props.title} className="min-w-0">
      <h3 className="px-3 pt-2 text-xs text-text-dim">{props.title}</h3>
      {props.nics.length === 0 ? (
        <p className="px-3 py-1.5 text-text-dim">{t('none')}</p>
      ) : (
        <ul>
          {props.nics.map((nic) => (
            <Interface key={nic.deviceIndex} nic={nic} other={props.others.find(({ deviceIndex }) => deviceIndex === nic.deviceIndex)} />
          ))}
        </ul>
      )}
    </section>
  );
};

/** The addresses of the backup beside those that are asked for, interface by interface. */
export const BeforeAndAfter = ({
  before,
  after,
}: {
  readonly before: readonly InterfaceMatch[];
  readonly after: readonly InterfaceMatch[];
}) => {
  const t = useTranslations('approvals.addresses');
  return (
    <Panel title={t('title')} flush>
      <div className="grid sm:grid-cols-2 sm:divide-x sm:divide-line">
        <Side title={t('before')} nics={before} others={after} />
        <Side title={t('after')} nics={after} others={before} />
      </div>
    </Panel>
  );
};
