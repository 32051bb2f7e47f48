'use client';

import { useTranslations } from 'use-intl';
import { useEditorStore } from '@/components/restore/editor-context';
import { parseCidr } from '@/lib/net/cidr';
import { parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';
import type { Command } from '@/lib/restore/command';
import type { NewNic } from '@/lib/restore/plan';
import { AssignedField } from './assigned-field';
import { MoreFlags } from './more-flags';

/** The fields of the collapsed part of a card. */
export const MoreFields = ({ nic, number }: { readonly nic: NewNic; readonly number: number }) => {
  const t = useTranslations('restore.nics.more');
  const store = useEditorStore();
  const act = (label: string, command: Command) => store.perform({ label, commands: [command] });
  const words = (what: 'ipv6' | 'ipv4Prefixes' | 'ipv6Prefixes') => ({
    label: t(`${what}.label`),
    hint: t(`${what}.hint`),
    malformed: t(`${what}.malformed`),
    example: t(`${what}.example`),
  });
  return (
    <div className="flex flex-col gap-4 border-line border-t px-3 py-3">
      <AssignedField
        kind={{ ...words('ipv6'), read: parseIpv6 }}
        value={nic.ipv6}
        onChange={(ipv6) => act('change-ipv6', { type: 'set-ipv6', nic: nic.key, ipv6 })}
      />
      <AssignedField
        kind={{ ...words('ipv4Prefixes'), read: parseCidr }}
        value={nic.ipv4Prefixes}
        onChange={(prefixes) => act('change-prefixes', { type: 'set-ipv4-prefixes', nic: nic.key, prefixes })}
      />
      <AssignedField
        kind={{ ...words('ipv6Prefixes'), read: (text: string) => (parseIpv6Cidr(text) === null ? null : text) }}
        value={nic.ipv6Prefixes}
        onChange={(prefixes) => act('change-prefixes', { type: 'set-ipv6-prefixes', nic: nic.key, prefixes })}
      />
      <MoreFlags nic={nic} number={number} />
    </div>
  );
};
