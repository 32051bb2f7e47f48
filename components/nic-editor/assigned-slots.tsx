'use client';

import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { Button } from '@/components/ui/button';
import { iconButtonClass } from '@/components/ui/button-style';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { Assigned, NewNic } from '@/lib/restore/plan';
import { CountStepper } from './count-stepper';
import { type Family, type FamilyName, IPV4_PREFIXES, IPV6, IPV6_PREFIXES } from './families';
import { Findings } from './findings';
import { KindRadio } from './kind-radio';
import { findingsAt, nicPointer, worstOf } from './places';
import { SeverityMark } from './severity-mark';
import { keepFocus } from './walk';

interface OfCard<T extends string> {
  readonly family: Family<T>;
  readonly nic: NewNic;
  readonly number: number;
  readonly position: number;
}

/** One address or prefix, with what AWS would say about it. */
const Entry = (props: {
  readonly at: string;
  readonly value: string;
  readonly badge: string;
  readonly locked: boolean;
  readonly onRemove: () => void;
}) => {
  const { at, value, badge, locked, onRemove } = props;
  const t = useTranslations('restore.nics.more');
  const id = useId();
  const findings = useEditor((state) => findingsAt(state, at));
  const worst = worstOf(findings);
  return (
    <li>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of a value and its button; a fieldset is for fields */}
      <div
        role="group"
        aria-label={value}
        aria-describedby={findings.length > 0 ? `${id}-findings` : undefined}
        data-at={at}
        tabIndex={-1}
        className={cx(
          'flex min-h-9 items-center gap-2 rounded-md border bg-surface-1 py-1 pr-1 pl-7',
          worst === 'error' ? 'border-danger' : 'border-line-strong',
        )}
      >
        <span
          aria-hidden="true"
          className="fc-selected flex h-5 min-w-5 shrink-0 items-center justify-center rounded-sm bg-addr-placed px-1 text-addr-placed-ink text-xs font-semibold"
        >
          {badge}
        </span>
        <span className="mono min-w-0 flex-1 font-semibold wrap-anywhere">{value}</span>
        {worst !== null && <SeverityMark severity={worst} brief />}
        <button
          type="button"
          className={iconButtonClass('pointer-coarse:size-8')}
          aria-label={t('remove', { value })}
          title={t('remove', { value })}
          disabled={locked}
          onClick={(event) => {
            keepFocus(event.currentTarget);
            onRemove();
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      {findings.length > 0 && (
        <div className="mt-1.5 border-line-strong border-l-2 pl-2">
          <Findings id={`${id}-findings`} findings={findings} locked={locked} />
        </div>
      )}
    </li>
  );
};

/** The next empty place: typed into, and left by Enter or by its button. Several at once are parted by spaces or commas. */
const NewEntry = <T extends string>({
  family,
  number,
  values,
  onAdd,
}: {
  readonly family: Family<T>;
  readonly number: number;
  readonly values: readonly T[];
  readonly onAdd: (values: readonly T[]) => void;
}) => {
  const t = useTranslations('restore.nics.more');
  const id = useId();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const add = () => {
    const read = text
      .split(/[\s,;]+/)
      .filter((each) => each !== '')
      .map(family.read);
    const fresh = [...new Set(read.flatMap((value) => value ?? []))].filter((value) => !values.includes(value));
    if (read.length === 0 || read.includes(null)) return setWrong(t(`${family.name}.malformed`));
    if (fresh.length === 0) return setWrong(t('twice'));
    setText('');
    setWrong(null);
    onAdd(fresh);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') setText('');
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="flex h-9 items-center gap-2 rounded-md border border-line-strong border-dashed bg-surface-1 pr-1 pl-2 focus-within:border-accent">
        <Icon name="plus" className="text-text-dim" />
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-label={t('addOn', { what: t(`${family.name}.label`), number })}
          aria-invalid={wrong !== null || undefined}
          aria-describedby={wrong === null ? undefined : `${id}-wrong`}
          placeholder={t(`${family.name}.example`)}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(null);
          }}
          onKeyDown={onKeyDown}
          className="mono h-full min-w-0 flex-1 bg-transparent placeholder:text-text-dim"
        />
        {text !== '' && (
          <Button size="small" onClick={add}>
            {t('add')}
          </Button>
        )}
      </div>
      {wrong !== null && (
        <p id={`${id}-wrong`} role="alert" className="text-danger text-xs">
          {wrong}
        </p>
      )}
    </div>
  );
};

const List = <T extends string>({ family, nic, number, position, values }: OfCard<T> & { readonly values: readonly T[] }) => {
  const store = useEditorStore();
  const locked = useEditor((state) => state.locked);
  const set = (next: readonly T[]) =>
    store.perform({ label: family.label, commands: [family.set(nic.key, { kind: 'fixed', values: next })] });
  return (
    <>
      {values.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {values.map((value, index) => (
            <Entry
              // biome-ignore lint/suspicious/noArrayIndexKey: a backup may name an address twice, and each of them is a place
              key={`${index} ${value}`}
              at={`${nicPointer(position)}/${family.member}/${index}`}
              value={value}
              badge={family.badge}
              locked={locked}
              onRemove={() => set(values.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
      {!locked && <NewEntry family={family} number={number} values={values} onAdd={(added) => set([...values, ...added])} />}
    </>
  );
};

/** One row of the card: a list of places, or how many AWS picks. */
const FamilyRow = <T extends string>(props: OfCard<T>) => {
  const { family, nic, number } = props;
  const t = useTranslations('restore.nics');
  const store = useEditorStore();
  const locked = useEditor((state) => state.locked);
  const value = family.of(nic);
  const what = t(`more.${family.name}.label`);
  const set = (next: Assigned<T>) => store.perform({ label: family.label, commands: [family.set(nic.key, next)] });
  return (
    <div className="flex flex-col gap-1.5">
      <span className="flex items-center gap-2">
        <span className="w-20 text-text-dim text-xs">{t(`card.${family.name}`)}</span>
        <KindRadio
          legend={t('more.kindOn', { what, number })}
          name={`${family.name}-${nic.key}`}
          kind={value.kind}
          words={{ fixed: t('secondaries.fixed'), automatic: t('secondaries.automatic') }}
          locked={locked}
          onChoose={(kind) =>
            set(
              kind === 'fixed'
                ? { kind, values: [] }
                : { kind, count: Math.max(1, value.kind === 'fixed' ? value.values.length : value.count) },
            )
          }
        />
      </span>
      <div className="flex flex-col gap-1.5 @[26rem]:pl-22">
        {value.kind === 'automatic' ? (
          <CountStepper
            count={value.count}
            most={null}
            words={{
              fewer: t('more.fewerOn', { what, number }),
              more: t('more.moreOn', { what, number }),
              count: t('more.countOn', { what, number }),
              picked: t('secondaries.picked'),
            }}
            locked={locked}
            onCount={(count) => set(count === 0 ? { kind: 'fixed', values: [] } : { kind: 'automatic', count })}
          />
        ) : (
          <List {...props} values={value.values} />
        )}
      </div>
    </div>
  );
};

/** The places for IPv6 addresses and delegated prefixes of an interface, as the IPv4 ones are. */
export const AssignedSlots = ({ names, ...of }: { readonly names: readonly FamilyName[] } & Omit<OfCard<string>, 'family'>) => (
  <>
    {names.includes('ipv6') && <FamilyRow family={IPV6} {...of} />}
    {names.includes('ipv4Prefixes') && <FamilyRow family={IPV4_PREFIXES} {...of} />}
    {names.includes('ipv6Prefixes') && <FamilyRow family={IPV6_PREFIXES} {...of} />}
  </>
);
