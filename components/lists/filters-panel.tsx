'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { iconButtonClass } from '@/components/ui/button-style';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { SavedFilter } from '@/lib/data/preferences/views';
import { type FilterList, MAX_FILTER_SEARCH } from '@/lib/preferences';
import { filtersQuery } from '@/lib/queries/preferences';
import { problemOf } from '@/lib/queries/problem-error';
import { changeSearch, readUrl, type UrlChange, type UrlSchema } from '@/lib/url-codecs';
import { NameForm } from './name-form';
import { useFilterChanges, useFilterProblemText } from './use-filter-changes';

type Values = Readonly<Record<string, unknown>>;

/** A filter as its list's address spells it; empty where it filters nothing. */
const spelled = (schema: UrlSchema, values: Values): string =>
  changeSearch(schema, '', Object.fromEntries(Object.keys(schema).map((name) => [name, values[name]])) as UrlChange<UrlSchema>);

const read = (schema: UrlSchema, search: string): Values => {
  const params = new URLSearchParams(search);
  return readUrl(schema, (name) => params.get(name));
};

/** A filter that is kept: its name shows it; it can be renamed and deleted. */
const Kept = (props: {
  readonly filter: SavedFilter;
  readonly shown: boolean;
  readonly onChoose: () => void;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}) => {
  const t = useTranslations('lists.filters');
  const { name } = props.filter;
  return (
    <li className="flex items-center gap-1 rounded-sm hover:bg-surface-2">
      <button
        type="button"
        aria-label={t(props.shown ? 'shown' : 'choose', { name })}
        className="flex min-w-0 flex-1 items-center gap-2 px-2 py-1.5 text-left"
        onClick={props.onChoose}
      >
        <Icon name="done" className={cx('shrink-0 text-accent', !props.shown && 'invisible')} />
        <span className="truncate" title={name}>
          {name}
        </span>
      </button>
      <button
        type="button"
        className={iconButtonClass()}
        aria-label={t('rename', { name })}
        title={t('rename', { name })}
        onClick={props.onRename}
      >
        <Icon name="edit" />
      </button>
      <button
        type="button"
        className={iconButtonClass()}
        aria-label={t('delete', { name })}
        title={t('delete', { name })}
        onClick={props.onDelete}
      >
        <Icon name="trash" />
      </button>
    </li>
  );
};

/** The form that keeps what the list shows now, or why there is nothing to keep. */
const KeepShown = ({ list, shown }: { readonly list: FilterList; readonly shown: string }) => {
  const t = useTranslations('lists.filters');
  const changes = useFilterChanges(list);
  const [kept, setKept] = useState(0);
  const done = () => setKept(kept + 1);
  if (shown === '') return <p className="px-2 py-1.5 text-xs text-text-dim">{t('nothing')}</p>;
  if (shown.length > MAX_FILTER_SEARCH) return <p className="px-2 py-1.5 text-xs text-text-dim">{t('long')}</p>;
  return (
    <NameForm
      // Begins anew once a filter is kept.
      key={kept}
      label={t('newName')}
      busy={changes.busy}
      problem={changes.problem}
      onReplace={(name) => changes.save({ name, search: shown, replace: true }, done)}
      onSubmit={(name) => changes.save({ name, search: shown, replace: false }, done)}
    />
  );
};

const Renaming = ({ filter, onDone }: { readonly filter: SavedFilter; readonly onDone: () => void }) => {
  const t = useTranslations('lists.filters');
  const changes = useFilterChanges(filter.list);
  return (
    <li>
      <NameForm
        label={t('rename', { name: filter.name })}
        initial={filter.name}
        busy={changes.busy}
        problem={changes.problem}
        onSubmit={(name) => changes.rename(filter.id, name, onDone)}
        onCancel={onDone}
      />
    </li>
  );
};

/** The filters of a list that one has kept: each is shown by a click, renamed and deleted here; below them the one that the list shows now is kept. */
export const FiltersPanel = (props: {
  readonly list: FilterList;
  /** What of the list's address is its filter. */
  readonly schema: UrlSchema;
  /** The filter that the list shows. */
  readonly values: Values;
  readonly onChoose: (values: Values) => void;
}) => {
  const { list, schema } = props;
  const shown = spelled(schema, props.values);
  const t = useTranslations('lists.filters');
  const { data, error } = useQuery(filtersQuery());
  const words = useFilterProblemText();
  const [renaming, setRenaming] = useState<string | null>(null);
  const { remove } = useFilterChanges(list);
  const box = useRef<HTMLDivElement>(null);
  const there = data !== undefined;
  // It comes after its popover has opened, which had nothing to give the focus to; a renamed filter gives the focus back to the panel.
  useEffect(() => {
    if (there && renaming === null) box.current?.querySelector<HTMLElement>('button,input')?.focus();
  }, [there, renaming]);
  if (data === undefined)
    return (
      <p role="status" className="px-2 py-1.5 text-text-dim">
        {error === null ? t('loading') : words(problemOf(error))}
      </p>
    );
  const filters = data.filter((each) => each.list === list);
  return (
    <div ref={box} className="flex flex-col gap-1">
      {filters.length === 0 && <p className="px-2 py-1.5 text-text-dim">{t('empty')}</p>}
      <ul aria-label={t('title')} className="flex flex-col empty:hidden">
        {filters.map((filter) =>
          filter.id === renaming ? (
            <Renaming key={filter.id} filter={filter} onDone={() => setRenaming(null)} />
          ) : (
            <Kept
              key={filter.id}
              filter={filter}
              // One that an earlier version kept may be spelled otherwise.
              shown={spelled(schema, read(schema, filter.search)) === shown}
              onChoose={() => props.onChoose(read(schema, filter.search))}
              onRename={() => setRenaming(filter.id)}
              onDelete={() => remove(filter)}
            />
          ),
        )}
      </ul>
      <div className="border-t border-line pt-1">
        <KeepShown list={list} shown={shown} />
      </div>
    </div>
  );
};
