'use client';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { MAX_FILTER_NAME } from '@/lib/preferences';
import type { FilterFailure } from './use-filter-changes';

/** Asks for the name of a filter. A name that is taken can be taken over, where the filter that has it may give way. */
export const NameForm = (props: {
  readonly label: string;
  readonly initial?: string;
  readonly busy: boolean;
  /** Why the last try came to nothing. */
  readonly problem: FilterFailure | null;
  readonly onSubmit: (name: string) => void;
  readonly onReplace?: (name: string) => void;
  readonly onCancel?: () => void;
}) => {
  const { initial = '', busy, problem, onSubmit, onReplace, onCancel } = props;
  const t = useTranslations('lists.filters');
  const [name, setName] = useState(initial);
  const [tried, setTried] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const begins = onCancel !== undefined;
  useEffect(() => {
    if (begins) form.current?.querySelector('input')?.select();
  }, [begins]);
  const trimmed = name.trim();
  const said = problem !== null && tried === trimmed ? problem : null;
  const submit = (run: (name: string) => void) => {
    if (trimmed === '' || busy) return;
    setTried(trimmed);
    run(trimmed);
  };
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || onCancel === undefined) return;
    // The popover around stays open.
    event.preventDefault();
    onCancel();
  };
  return (
    <form
      ref={form}
      className="flex flex-wrap items-start gap-2 p-2"
      onKeyDown={closeByKey}
      onSubmit={(event) => {
        event.preventDefault();
        submit(onSubmit);
      }}
    >
      <TextField
        label={props.label}
        className="min-w-0 flex-1 basis-40"
        maxLength={MAX_FILTER_NAME}
        value={name}
        error={said?.text ?? null}
        onChange={(event) => setName(event.target.value)}
      />
      {/* Beside the field, below its label, whatever is said below it. */}
      <Button type="submit" busy={busy} className="mt-5">
        {t('save')}
      </Button>
      {onCancel !== undefined && (
        <Button tone="quiet" className="mt-5" onClick={onCancel}>
          {t('cancel')}
        </Button>
      )}
      {said?.taken === true && onReplace !== undefined && (
        <Button tone="quiet" size="small" onClick={() => submit(onReplace)}>
          {t('replace')}
        </Button>
      )}
    </form>
  );
};
