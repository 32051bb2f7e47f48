'use client';

import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Icon } from '@/components/ui/icon';
import type { NewNic } from '@/lib/restore/plan';
import { unfitWords } from './effect-words';
import { pasteInto } from './paste';

/** A list of addresses for the secondaries of an interface: what fits and what does not is seen before it is placed, as one step. */
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
  const cidr = nic.subnetId === null ? null : (index.subnets.get(nic.subnetId)?.fact.cidr ?? null);
  const [text, setText] = useState(props.initial ?? '');
  const pasted = useMemo(() => pasteInto(plan, index, nic, cidr, text), [plan, index, nic, cidr, text]);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // After the dialog has opened and given the focus to its first button.
    const frame = requestAnimationFrame(() => field.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const place = () => {
    if (store.perform({ label: 'paste-addresses', commands: pasted.commands }).ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('paste.title', { number })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button tone="primary" reason={pasted.fits.length === 0 ? t('paste.nothing') : null} onClick={place}>
            {t('paste.place', { count: pasted.fits.length })}
          </Button>
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
          rows={6}
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
          {text !== '' && <p>{t('paste.summary', { fits: pasted.fits.length, unfit: pasted.unfit.length })}</p>}
          <ul>
            {pasted.unfit.map((each, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: entries of a text may repeat
              <li key={i} className="flex items-start gap-2 py-1 text-xs">
                <Icon name="error" className="text-danger" />
                <span className="mono shrink-0 text-xs">{each.text}</span>
                <span className="min-w-0">{unfitWords(t, each)}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Dialog>
  );
};
