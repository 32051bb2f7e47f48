'use client';

import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import type { AddressWays, Step, Way } from '@/lib/restore/ways/way';
import { addressWays, type Wanted } from '@/lib/restore/ways/ways';
import { announce } from '../announcer';
import { useDraft } from '../draft-context';
import { useEditor, useEditorStore } from '../editor-context';
import { useSummary } from '../summary';
import { HeldPanel } from './held-panel';
import { runKindOf, useBeginWay } from './use-begin-way';
import { WaitDialog } from './wait-dialog';
import { WayItem } from './way-item';

const WayList = (props: {
  readonly title: string;
  readonly ways: readonly Way[];
  readonly first: Way | undefined;
  readonly locked: string | null;
  readonly onEdit: (step: Step) => void;
  readonly onWait: () => void;
  readonly begin: ReturnType<typeof useBegin>;
}) => (
  <section aria-label={props.title} className="flex flex-col gap-2">
    <h3 className="font-semibold text-text-dim text-xs">{props.title}</h3>
    <ul className="flex flex-col gap-2">
      {props.ways.map((way) => (
        <WayItem
          key={`${way.kind} ${String(way.steps[0]?.params.address)}`}
          way={way}
          open={way === props.first}
          locked={props.locked}
          onEdit={props.onEdit}
          onWait={props.onWait}
          {...props.begin(way)}
        />
      ))}
    </ul>
  </section>
);

/** How a way of these is begun, if it can be gone step by step and the plan has none under way. */
const useBegin = (answer: AddressWays, locked: string | null, onClose: () => void) => {
  const { place, draft } = useDraft();
  const permission = useWhyNot('take-over', place.account);
  const beginning = useBeginWay(answer, onClose);
  const isOpen = draft.way !== null && draft.way.endedAt === null;
  return (way: Way) => {
    const kind = isOpen ? null : runKindOf(way);
    return {
      onBegin: kind === null ? null : () => beginning.mutate(kind),
      whyNotBegin: permission ?? locked,
      beginning: beginning.isPending && beginning.variables === kind,
    };
  };
};

const Body = (props: { readonly answer: AddressWays; readonly onWait: () => void; readonly onClose: () => void }) => {
  const { answer, onWait, onClose } = props;
  const t = useTranslations('ways');
  const nics = useTranslations('restore.nics');
  const store = useEditorStore();
  const summary = useSummary();
  const isLocked = useEditor((state) => state.locked);
  const locked = isLocked ? nics('locked') : null;
  const { address, ways } = answer;
  const edit = ({ edit: commands }: Step) => {
    if (!store.perform({ label: 'fix', commands }).ok) return;
    announce(t('done', { summary: summary(store.read().diagnostics) }));
    onClose();
  };
  const these = ways.filter(({ gets }) => gets === 'this');
  const others = ways.filter(({ gets }) => gets === 'another');
  const begin = useBegin(answer, locked, onClose);
  const shared = { first: ways[0], locked, onEdit: edit, onWait, begin };
  return (
    <div className="flex flex-col gap-4">
      <HeldPanel answer={answer} />
      {these.length === 0 ? <p>{t('noneToThis')}</p> : <WayList title={t('toThis', { address })} ways={these} {...shared} />}
      {others.length > 0 && <WayList title={t('toAnother')} ways={others} {...shared} />}
    </div>
  );
};

const addressOf = (wanted: Wanted, answer: AddressWays | null): string => answer?.address ?? ('address' in wanted ? wanted.address : '');

/** Who holds an address of the plan, and how it can be had: worked out here, from the facts that the check has. */
export const WaysDialog = ({ wanted, onClose }: { readonly wanted: Wanted | null; readonly onClose: () => void }) => {
  const t = useTranslations('ways');
  const plan = useEditor((state) => state.plan);
  const index = useEditor((state) => state.index);
  const answer = useMemo(() => (wanted === null ? null : addressWays(plan, index, wanted)), [plan, index, wanted]);
  const [waiting, setWaiting] = useState<string | null>(null);
  return (
    <>
      <Dialog
        open={wanted !== null}
        onClose={onClose}
        title={wanted === null ? '' : t('title', { address: addressOf(wanted, answer) })}
        footer={<Button onClick={onClose}>{t('close')}</Button>}
      >
        {answer === null ? (
          <Notice tone="info" live>
            <p>{t('gone')}</p>
          </Notice>
        ) : (
          <Body
            answer={answer}
            onWait={() => {
              onClose();
              setWaiting(answer.address);
            }}
            onClose={onClose}
          />
        )}
      </Dialog>
      <WaitDialog address={waiting} onClose={() => setWaiting(null)} />
    </>
  );
};
