'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { CopyableId } from '@/components/ui/copyable-id';
import { FactList } from '@/components/ui/panel';
import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import type { ReadInterface } from './read-interfaces';

const Ids = ({ ids }: { readonly ids: readonly string[] }) => (
  <ul>
    {ids.map((id) => (
      <li key={id}>
        <CopyableId value={id} />
      </li>
    ))}
  </ul>
);

const AddressTable = ({ nic, number }: { readonly nic: ReadInterface; readonly number: number }) => {
  const t = useTranslations('points.metadata');
  const row = (role: string, address: ReactNode, key: string) => (
    <Tr key={key}>
      <Td className="text-text-dim">{role}</Td>
      <Td>{address}</Td>
    </Tr>
  );
  const automatic = <span className="text-text-dim">{t('members.automatic')}</span>;
  return (
    <Table label={t('addresses', { number })}>
      <THead>
        <Th>{t('role')}</Th>
        <Th>{t('address')}</Th>
      </THead>
      <tbody>
        {row(t('members.primary'), nic.primary === null ? automatic : <CopyableId value={nic.primary} />, 'primary')}
        {nic.secondaries.map((address) => row(t('members.secondary'), <CopyableId value={address} />, address))}
        {nic.automaticSecondaries > 0 &&
          row(t('members.secondary'), t('members.automaticCount', { count: nic.automaticSecondaries }), 'automatic')}
        {nic.ipv6.map((address) => row(t('members.ipv6'), <CopyableId value={address} />, address))}
        {nic.prefixes.map((prefix) => row(t('members.prefixes'), <CopyableId value={prefix} />, prefix))}
      </tbody>
    </Table>
  );
};

const useMembers = (nic: ReadInterface) => {
  const t = useTranslations('points.metadata.members');
  const common = useTranslations('common.states');
  const said = (yes: boolean) => (yes ? common('yes') : common('no'));
  return [
    { name: t('subnet'), value: nic.subnet === null ? common('none') : <CopyableId value={nic.subnet} /> },
    { name: t('groups'), value: nic.groups.length === 0 ? common('none') : <Ids ids={nic.groups} /> },
    ...(nic.id === null ? [] : [{ name: t('id'), value: <CopyableId value={nic.id} /> }]),
    { name: t('publicIp'), value: said(nic.publicIp) },
    { name: t('onTermination'), value: said(nic.deleteOnTermination) },
    ...(nic.description === '' ? [] : [{ name: t('description'), value: nic.description }]),
    ...nic.other.map(([name, json]) => ({ name, value: <span className="mono wrap-anywhere">{json}</span> })),
  ];
};

const Interface = ({ nic, number }: { readonly nic: ReadInterface; readonly number: number }) => {
  const t = useTranslations('points.metadata');
  return (
    <li className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h4 className="font-semibold">{t('interface', { number })}</h4>
        <span className="text-xs text-text-dim">{t('deviceIndex', { index: nic.deviceIndex })}</span>
      </div>
      <div className="grid items-start gap-4 @2xl/interfaces:grid-cols-[4fr_3fr]">
        <FactList facts={useMembers(nic)} />
        <AddressTable nic={nic} number={number} />
      </div>
    </li>
  );
};

/** Backed-up interfaces, each with its subnet, its groups and its addresses by role. They count from 1, as in the editor; the device index stands beside. */
export const InterfacesView = ({ interfaces }: { readonly interfaces: readonly ReadInterface[] }) => (
  <ul className="@container/interfaces flex flex-col gap-6">
    {interfaces.map((nic, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: two interfaces may name the same device index by mistake
      <Interface key={at} nic={nic} number={at + 1} />
    ))}
  </ul>
);
