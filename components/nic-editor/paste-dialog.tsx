'use client';

import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Icon } from '@/components/ui/icon';
import type { NewNic } from '@/lib/restore/plan';
import { unfitWords } from './effect-words';
import { type Pasted, type PastedAddress, pasteInto, type Unfit } from './paste';

/** How many refused entries are told one by one. */
const MOST_TOLD = 8;

/** What the list holds in a line: so many free, so many in use and by whom, so many that do not fit. */
const useSummaryOf = (): ((fits: readonly PastedAddress[], unfit: number) => string) => {
  const t = useTranslations('restore.nics.paste');
  const format = useFormatter();
  return (fits, unfit) => {
    const groups = new Map<string, { readonly state: PastedAddress['state']; count: number }>();
    for (const { state } of fits) {
      const key = `${state.code} ${state.name}`;
      groups.set(key, { state, count: (groups.get(key)?.count ?? 0) + 1 });
    }
    const free = [...groups.values()].sort((a, b) => Number(b.state.code === 'free') - Number(a.state.code === 'free'));
    const parts = free.map(({ state, count }) => t(`states.${state.code}`, { count, name: state.name }));
    return format.list([...parts, ...(unfit === 0 ? [] : [t('unfitCount', { count: unfit })])], { type: 'unit' });
  };
};

const Refused = ({ unfit }: { readonly unfit: readonly Unfit[] }) => {
  const t = useTranslations('restore.nics');
  return (
    <ul>
      {unfit.slice(0, MOST_TOLD).map((each, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries of a text may repeat
        <li key={i} className="flex items-start gap-2 py-1 text-xs">
          <Icon name="error" className="text-danger" />
          <span className="mono shrink-0 text-xs">{each.text}</span>
          <span className="min-w-0">{unfitWords(t, each)}</span>
        </li>
      ))}
      {unfit.length > MOST_TOLD && <li className="py-1 text-xs text-text-dim">{t('paste.more', { count: unfit.length - MOST_TOLD })}</li>}
    </ul>
  );
};

/**
 * A list of addresses for the secondaries of an interface: what is free, what is held and by whom, and what does not fit is seen before it is placed, as one step; all of
 * it or the free ones alone.
 */
export const PasteDialog = (props: {
  readonly nic: NewNic;
  readonly number: number;
  readonly initial?: string;
  readonly onClose: () => void;
}) => {
  const { nic, number, onClose } = props;
  const t = useTranslations('restore.nics');
  const common = useTranslations('common.actions');
  const store = useEditorStore();
  const id = useId();
  const plan = useEditor((state) => state.plan);
  const index = useEditor((state) => state.index);
  const summaryOf = useSummaryOf();
  const cidr = nic.subnetId === null ? null : (index.subnets.get(nic.subnetId)?.fact.cidr ?? null);
  const [text, setText] = useState(props.initial ?? '');
  const [all, free] = useMemo(
    () => (['all', 'free'] as const).map((wanted) => pasteInto(plan, index, nic, cidr, text, wanted)) as [Pasted, Pasted],
    [plan, index, nic, cidr, text],
  );
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // After the dialog has opened and given the focus to its first button.
    const frame = requestAnimationFrame(() => field.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const place = ({ commands }: Pasted) => {
    if (store.perform({ label: 'paste-addresses', commands }).ok) onClose();
  };
  const someHeld = all.fits.some(({ state }) => state.code !== 'free');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('paste.title', { number })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            tone={someHeld ? 'secondary' : 'primary'}
            reason={all.fits.length === 0 ? t('paste.nothing') : null}
            onClick={() => place(all)}
          >
            {t('paste.place', { count: all.fits.length })}
          </Button>
          {someHeld && free.fits.length > 0 && (
            <Button tone="primary" onClick={() => place(free)}>
              {t('paste.placeFree', { count: free.fits.length })}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <label htmlFor={id} className="font-semibold text-text-dim text-xs">
          {t('paste.label')}
        </label>
        <textarea
          id={id}
          ref={field}
          rows={5}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-describedby={`${id}-hint`}
          className="mono w-full rounded-md border border-line-strong bg-surface-1 px-2 py-1.5"
        />
        <p id={`${id}-hint`} className="text-text-dim text-xs">
          {t('paste.hint')}
        </p>
        <div aria-live="polite" className="flex flex-col gap-1">
          {text.trim() !== '' && <p className="font-semibold">{summaryOf(all.fits, all.unfit.length)}</p>}
          <Refused unfit={all.unfit} />
        </div>
      </div>
    </Dialog>
  );
};
