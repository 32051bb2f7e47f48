'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor } from '@/components/restore/editor-context';
import { Button } from '@/components/ui/button';
import { iconButtonClass } from '@/components/ui/button-style';
import { Select, TextField } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import type { Assigned } from '@/lib/restore/plan';

/** What an assigned list is made of: how an entry is read, and its words. */
interface AssignedKind<T extends string> {
  readonly label: string;
  readonly hint: string;
  readonly malformed: string;
  readonly example: string;
  readonly read: (text: string) => T | null;
}

interface AssignedFieldProps<T extends string> {
  readonly kind: AssignedKind<T>;
  readonly value: Assigned<T>;
  readonly onChange: (value: Assigned<T>) => void;
}

const List = <T extends string>({
  kind,
  values,
  onChange,
}: {
  readonly kind: AssignedKind<T>;
  readonly values: readonly T[];
  readonly onChange: (values: readonly T[]) => void;
}) => {
  const t = useTranslations('restore.nics.more');
  const locked = useEditor((state) => state.locked);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const add = () => {
    const value = kind.read(text.trim());
    if (value === null) return setWrong(kind.malformed);
    if (values.includes(value)) return setWrong(t('twice'));
    setText('');
    setWrong(null);
    onChange([...values, value]);
  };
  return (
    <div className="flex flex-col gap-1.5">
      {values.map((value) => (
        <span key={value} className="flex min-h-8 items-center gap-2 rounded-md border border-line px-2">
          <span className="mono min-w-0 flex-1 truncate">{value}</span>
          <button
            type="button"
            className={iconButtonClass()}
            aria-label={t('remove', { value })}
            disabled={locked}
            onClick={() => onChange(values.filter((each) => each !== value))}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!locked) add();
        }}
      >
        <TextField
          className="min-w-0 flex-1"
          label={t('addTo', { what: kind.label })}
          hideLabel
          mono
          placeholder={kind.example}
          value={text}
          disabled={locked}
          error={wrong}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(null);
          }}
        />
        <Button type="submit" reason={locked ? t('lockedShort') : null}>
          {t('add')}
        </Button>
      </form>
    </div>
  );
};

/** A list that is given or a number that AWS picks, never both. */
export const AssignedField = <T extends string>({ kind, value, onChange }: AssignedFieldProps<T>) => {
  const t = useTranslations('restore.nics.more');
  const locked = useEditor((state) => state.locked);
  const [listing, setListing] = useState(false);
  const mode = value.kind === 'automatic' ? 'automatic' : value.values.length > 0 || listing ? 'fixed' : 'none';
  const choose = (next: string) => {
    setListing(next === 'fixed');
    if (next === 'automatic')
      onChange({ kind: 'automatic', count: value.kind === 'automatic' ? value.count : Math.max(1, value.values.length) });
    else if (value.kind === 'automatic' || next === 'none') onChange({ kind: 'fixed', values: [] });
  };
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-semibold text-text-dim text-xs">{kind.label}</legend>
      <div className="flex items-start gap-2">
        <Select
          className="min-w-0 flex-1"
          label={t('howMany', { what: kind.label })}
          hideLabel
          hint={kind.hint}
          value={mode}
          disabled={locked}
          onChange={(event) => choose(event.target.value)}
          options={(['none', 'automatic', 'fixed'] as const).map((each) => ({ value: each, text: t(`assigned.${each}`) }))}
        />
        {value.kind === 'automatic' && (
          <TextField
            className="w-20"
            label={t('countOf', { what: kind.label })}
            hideLabel
            mono
            type="number"
            min={1}
            max={50}
            disabled={locked}
            value={value.count}
            onChange={(event) => {
              const count = event.target.valueAsNumber;
              if (Number.isInteger(count) && count > 0) onChange({ kind: 'automatic', count });
            }}
          />
        )}
      </div>
      {mode === 'fixed' && value.kind === 'fixed' && (
        <List kind={kind} values={value.values} onChange={(values) => onChange({ kind: 'fixed', values })} />
      )}
    </fieldset>
  );
};
