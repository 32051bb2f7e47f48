'use client';

import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import type { Assigned, NewNic } from '@/lib/restore/plan';
import { AssignedField } from './assigned-field';
import { countOf, type Family, IPV4_PREFIXES, IPV6, IPV6_PREFIXES } from './families';
import { MoreFlags } from './more-flags';
import { focusPlace, nicPointer } from './places';
import { useFamiliesOnCard } from './use-families';

/** What an interface has none of yet. With the first it is a place of the card, and the focus goes there. */
const FirstOf = <T extends string>({
  family,
  nic,
  number,
}: {
  readonly family: Family<T>;
  readonly nic: NewNic;
  readonly number: number;
}) => {
  const t = useTranslations('restore.nics.more');
  const store = useEditorStore();
  const { name } = family;
  const change = (value: Assigned<T>) => {
    store.perform({ label: family.label, commands: [family.set(nic.key, value)] });
    if (countOf(value) > 0) requestAnimationFrame(() => focusPlace(`${nicPointer(number - 1)}/${family.member}/0`));
  };
  return (
    <AssignedField
      kind={{
        label: t(`${name}.label`),
        hint: t(`${name}.hint`),
        malformed: t(`${name}.malformed`),
        example: t(`${name}.example`),
        read: family.read,
      }}
      value={family.of(nic)}
      onChange={change}
    />
  );
};

/** The fields of the collapsed part of a card. IPv6 is offered only where the subnet has it, or where that is not known. */
export const MoreFields = ({ nic, number }: { readonly nic: NewNic; readonly number: number }) => {
  const t = useTranslations('restore.nics.more');
  const onCard = useFamiliesOnCard(nic);
  const withoutIpv6 = useEditor(
    ({ index }) => nic.subnetId !== null && index.subnets.get(nic.subnetId)?.fact.ipv6Cidrs.length === 0 && countOf(nic.ipv6) === 0,
  );
  return (
    <div className="flex flex-col gap-4 border-line border-t px-3 py-3">
      {withoutIpv6 ? (
        <p className="text-text-dim text-xs">{t('noIpv6Here')}</p>
      ) : (
        !onCard.includes('ipv6') && <FirstOf family={IPV6} nic={nic} number={number} />
      )}
      {!onCard.includes('ipv4Prefixes') && <FirstOf family={IPV4_PREFIXES} nic={nic} number={number} />}
      {!withoutIpv6 && !onCard.includes('ipv6Prefixes') && <FirstOf family={IPV6_PREFIXES} nic={nic} number={number} />}
      <MoreFlags nic={nic} number={number} />
    </div>
  );
};
