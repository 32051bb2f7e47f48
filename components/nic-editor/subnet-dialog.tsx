'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import type { Place } from '@/lib/paths';
import { factsQuery } from '@/lib/queries/facts';
import { indexFacts } from '@/lib/restore/fact-index';
import type { SubnetFact } from '@/lib/restore/facts';
import { factsSubject } from '@/lib/restore/facts-subject';
import type { NewNic } from '@/lib/restore/plan';
import { subnetBlock } from './subnet-block';
import { SubnetChoices } from './subnet-choices';
import { type AddressesOnMove, subnetCommands } from './subnet-move';
import { SubnetPreview } from './subnet-preview';

const MODES: readonly AddressesOnMove[] = ['keep-last-octets', 'make-automatic', 'keep'];

/** The facts of the chosen subnet, asked for as soon as it is chosen, so that the preview knows who holds what there. */
const useFactsOf = (place: Place, subnetId: string | null) => {
  const plan = useEditor((state) => state.plan);
  const own = useEditor((state) => state.index);
  const subject = useMemo(() => ({ ...factsSubject(plan), subnetIds: subnetId === null ? [] : [subnetId] }), [plan, subnetId]);
  const { data, isPlaceholderData } = useQuery({ ...factsQuery(place, subject), enabled: subnetId !== null });
  const answered = data !== undefined && !isPlaceholderData && subnetId !== null;
  const index = useMemo(() => (data === undefined ? own : indexFacts(data.facts)), [data, own]);
  return { index: answered ? index : own, asking: subnetId !== null && !answered };
};

const matches = (subnet: SubnetFact, text: string): boolean =>
  [subnet.id, subnet.name ?? '', subnetBlock(subnet), subnet.availabilityZone, subnet.vpcId].some((field) =>
    field.toLowerCase().includes(text.trim().toLowerCase()),
  );

const ModeChoice = ({ mode, onChange }: { readonly mode: AddressesOnMove; readonly onChange: (mode: AddressesOnMove) => void }) => {
  const t = useTranslations('restore.nics.subnet');
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-semibold text-text-dim text-xs">{t('addresses')}</legend>
      {MODES.map((each) => (
        <label key={each} className="flex min-h-7 items-start gap-2">
          <input
            type="radio"
            name="addresses-on-move"
            checked={mode === each}
            onChange={() => onChange(each)}
            className="mt-1 accent-accent"
          />
          <span>
            {t(`modes.${each}`)} <span className="block text-text-dim text-xs">{t(`modeHints.${each}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
};

/** Another subnet for an interface: which, what becomes of its addresses, and where each would stand, before anything changes. */
export const SubnetDialog = (props: {
  readonly nic: NewNic;
  readonly number: number;
  readonly place: Place;
  readonly onClose: () => void;
}) => {
  const { nic, number, place, onClose } = props;
  const t = useTranslations('restore.nics.subnet');
  const common = useTranslations('common.actions');
  const store = useEditorStore();
  const subnets = useEditor((state) => state.index.facts.subnets);
  const current = useEditor((state) => (nic.subnetId === null ? null : (state.index.subnets.get(nic.subnetId)?.fact ?? null)));
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<SubnetFact | null>(null);
  const [mode, setMode] = useState<AddressesOnMove>('keep-last-octets');
  const { index, asking } = useFactsOf(place, chosen?.id ?? null);
  const listed = subnets.state === 'known' ? subnets.value.filter((subnet) => matches(subnet, filter)) : [];
  const sameVpc = chosen === null || current === null || chosen.vpcId === current.vpcId;
  const move = () => {
    if (chosen === null) return;
    const done = store.perform({ label: 'change-subnet', commands: subnetCommands(nic, chosen, mode, sameVpc) });
    if (done.ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { number })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button tone="primary" reason={chosen === null ? t('chooseFirst') : null} onClick={move}>
            {t('move')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField label={t('find')} placeholder={t('findHint')} value={filter} onChange={(event) => setFilter(event.target.value)} />
        {subnets.state === 'unknown' ? (
          <p className="text-text-dim">{t('notKnown')}</p>
        ) : (
          <SubnetChoices subnets={listed} currentId={nic.subnetId} home={current} chosenId={chosen?.id ?? null} onChoose={setChosen} />
        )}
        <ModeChoice mode={mode} onChange={setMode} />
        {chosen !== null && (
          <SubnetPreview nic={nic} subnet={chosen} mode={mode} index={index} asking={asking} sameVpc={sameVpc} home={current} />
        )}
      </div>
    </Dialog>
  );
};
