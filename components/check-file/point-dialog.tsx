'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { problemWords } from '@/components/ui/problem-words';
import { ShortTime } from '@/components/ui/relative-time';
import { shortenMiddle } from '@/components/ui/shorten';
import type { PointView } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { pointPageQuery } from '@/lib/queries/points';
import { problemOf } from '@/lib/queries/problem-error';
import type { ChosenPoint } from './open-button';

const SHOWN = 50;
const ARN_CHARS = 48;

const keyOf = (point: PointView): string => `${point.vault} ${point.arn}`;

const PointRow = ({ point, chosen, onChoose }: { readonly point: PointView; readonly chosen: boolean; readonly onChoose: () => void }) => (
  <label
    className={cx(
      'grid cursor-pointer grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 border-b border-line px-3 py-2 last:border-b-0',
      chosen ? 'bg-accent-soft fc-selected' : 'hover:bg-surface-2',
    )}
  >
    <input type="radio" name="point" checked={chosen} onChange={onChoose} className="mt-0.5 size-4 accent-accent" />
    <span className="flex min-w-0 flex-col">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold wrap-anywhere">{point.resourceName ?? point.resourceId}</span>
        <span className="mono text-text-dim">{point.resourceId}</span>
      </span>
      <span className="mono truncate text-text-dim" title={point.arn}>
        {shortenMiddle(point.arn, ARN_CHARS)}
      </span>
      <span className="text-text-dim">{point.vault}</span>
    </span>
    <ShortTime at={point.createdAt} />
  </label>
);

const Points = (props: {
  readonly place: Place;
  readonly text: string;
  readonly chosen: PointView | null;
  readonly onChoose: (point: PointView) => void;
}) => {
  const t = useTranslations('check-file.open');
  const problems = useTranslations('problems');
  const filter = { types: ['EC2'], ...(props.text === '' ? {} : { text: props.text }) };
  const { data, error, isPending } = useQuery({
    ...pointPageQuery(props.place, { filter, order: 'created', direction: 'desc' }, 0),
    placeholderData: keepPreviousData,
  });
  const points = (data?.points ?? []).slice(0, SHOWN);
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1 text-xs font-semibold text-text-dim">{t('found', { region: props.place.region })}</legend>
      <div className="h-72 overflow-y-auto rounded-md border border-line">
        {isPending && <p className="px-3 py-2 text-text-dim">{t('searching')}</p>}
        {error !== null && (
          <p role="alert" className="px-3 py-2 text-danger">
            {problemWords(problems, problemOf(error)).text}
          </p>
        )}
        {data !== undefined && points.length === 0 && <p className="px-3 py-2 text-text-dim">{t('none')}</p>}
        {points.map((point) => (
          <PointRow
            key={keyOf(point)}
            point={point}
            chosen={props.chosen !== null && keyOf(point) === keyOf(props.chosen)}
            onChoose={() => props.onChoose(point)}
          />
        ))}
      </div>
    </fieldset>
  );
};

/** Asks for which recovery point a file is: one of the inventory, or an ARN with the vault that holds it. */
export const PointDialog = (props: {
  readonly place: Place;
  /** The ARN that the file names and the console does not know. */
  readonly absent: string | null;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onOpen: (point: ChosenPoint) => void;
}) => {
  const { place, absent } = props;
  const t = useTranslations('check-file.open');
  const actions = useTranslations('common.actions');
  const [text, setText] = useState(absent ?? '');
  const [vault, setVault] = useState('');
  const [chosen, setChosen] = useState<PointView | null>(null);
  const searched = useDeferredValue(text.trim());
  const typed: ChosenPoint | null = searched.startsWith('arn:') && vault.trim() !== '' ? { arn: searched, vault: vault.trim() } : null;
  const point = chosen === null ? typed : { arn: chosen.arn, vault: chosen.vault };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('title')}
      busy={props.busy}
      footer={
        <>
          <Button onClick={props.onClose}>{actions('cancel')}</Button>
          <Button
            tone="primary"
            busy={props.busy}
            reason={point === null ? t('choose') : null}
            onClick={() => point !== null && props.onOpen(point)}
          >
            {t('action')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{absent === null ? t('why') : t('whyAbsent', { account: place.account, region: place.region, arn: absent })}</p>
        <TextField
          label={t('search')}
          mono
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(null);
          }}
        />
        <Points place={place} text={searched} chosen={chosen} onChoose={setChosen} />
        {searched.startsWith('arn:') && chosen === null && (
          <TextField label={t('vault')} hint={t('vaultHint')} value={vault} onChange={(event) => setVault(event.target.value)} />
        )}
      </div>
    </Dialog>
  );
};
