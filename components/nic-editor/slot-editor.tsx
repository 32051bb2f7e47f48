'use client';

import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { Icon } from '@/components/ui/icon';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Target } from '@/lib/restore/command';
import { targetKey } from '@/lib/restore/moves';
import { fixedOctets } from './complete';
import type { NicsTranslator } from './effect-words';
import { carryOut } from './selection';
import { SuggestionList } from './suggestion-list';
import { type Suggestion, suggestionsFor } from './suggestions';

interface SlotEditorProps {
  readonly nicKey: string;
  readonly number: number;
  readonly subnetId: string | null;
  readonly index: number | null;
  readonly address: Ipv4 | null;
  readonly target: Target;
  readonly initial: string;
  readonly onClose: () => void;
}

/** State of the field: what is typed, what is offered, and how it ends. The focus goes back to the place that it stood in. */
const useTyping = ({ subnetId, address, target, initial, onClose }: SlotEditorProps) => {
  const store = useEditorStore();
  const plan = useEditor((state) => state.plan);
  const index = useEditor((state) => state.index);
  const [text, setText] = useState(initial);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: plan and index are what the suggestions read from the store
  const offered = useMemo(
    () => suggestionsFor(store.read(), subnetId, target, text, address),
    [plan, index, subnetId, target, text, address, store],
  );
  const close = () => {
    const area = box.current?.closest('[data-nic-editor]');
    onClose();
    const card = box.current?.closest('[data-card]');
    requestAnimationFrame(() => {
      const places = [...((card ?? area)?.querySelectorAll<HTMLElement>('[data-place]') ?? [])];
      (places.find((place) => place.dataset.place === targetKey(target)) ?? places.at(-1))?.focus();
    });
  };
  /** Leaving the field keeps what was typed, as a sheet does; what is not possible there is dropped. */
  const leave = () => {
    const [meant] = offered;
    if (text !== '' && meant !== undefined && meant.address !== address && meant.preview.kind === 'legal' && meant.address.endsWith(text))
      carryOut(store, meant.preview);
    onClose();
  };
  const choose = (suggestion: Suggestion | undefined) => {
    if (suggestion === undefined) return;
    if (suggestion.address === address || carryOut(store, suggestion.preview)) close();
  };
  return { text, setText, active, setActive, offered, box, close, choose, leave };
};

const labelOf = (t: NicsTranslator, { target, number }: SlotEditorProps): string => {
  if (target.role === 'primary') return t('typing.primary', { number });
  return target.role === 'secondary' ? t('typing.secondary', { number, position: target.index + 1 }) : t('typing.new', { number });
};

/** A place being typed into: the subnet's part stands there already, free addresses are offered, and what does not go says why. */
export const SlotEditor = (props: SlotEditorProps) => {
  const t = useTranslations('restore.nics');
  const id = useId();
  const { text, setText, active, setActive, offered, box, close, choose, leave } = useTyping(props);
  const cidr = useEditor((state) => (props.subnetId === null ? null : (state.index.subnets.get(props.subnetId)?.fact.cidr ?? null)));
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.nativeEvent.isComposing || (step === undefined && event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    if (step !== undefined) setActive((active + step + offered.length) % Math.max(1, offered.length));
    else if (event.key === 'Enter') choose(offered[active]);
    else close();
  };
  return (
    <div ref={box} className="relative">
      <div className="flex h-9 items-center gap-2 rounded-md border-2 border-accent bg-surface-1 px-2">
        {cidr !== null && !text.includes('.') && (
          <span aria-hidden="true" className="mono -mr-2 text-text-dim">
            {fixedOctets(cidr)}
          </span>
        )}
        <input
          ref={input}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          role="combobox"
          aria-expanded={offered.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={offered[active] === undefined ? undefined : `${id}-list-${active}`}
          aria-label={labelOf(t, props)}
          aria-describedby={`${id}-hint`}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          onBlur={(event) => {
            // Another window took the focus: the field keeps what it holds.
            if (document.activeElement !== event.currentTarget) leave();
          }}
          className="mono h-full min-w-0 flex-1 bg-transparent font-semibold outline-none"
        />
        <span id={`${id}-hint`} className="hidden text-text-dim text-xs sm:inline">
          {t('typing.hint')}
        </span>
        <Icon name="search" className="text-text-dim" />
      </div>
      <SuggestionList id={`${id}-list`} offered={offered} active={active} text={text} onChoose={choose} />
    </div>
  );
};
