'use client';

import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { refusalWords } from './effect-words';
import type { Suggestion } from './suggestions';

const Option = (props: {
  readonly id: string;
  readonly suggestion: Suggestion;
  readonly active: boolean;
  readonly onChoose: () => void;
}) => {
  const t = useTranslations('restore.nics');
  const { address, state, preview } = props.suggestion;
  const why =
    preview.kind === 'refused' ? refusalWords(t, preview.code, preview.params) : t(`addressState.${state.code}`, { name: state.name });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field chooses among options by arrow keys and Enter
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={props.active}
      aria-disabled={preview.kind === 'refused' || undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onChoose}
      className={cx('flex cursor-pointer items-baseline gap-3 rounded-sm px-2 py-1.5', props.active && 'fc-selected bg-surface-2')}
    >
      <span className="mono font-semibold">{address}</span>
      <span
        className={cx(
          'min-w-0 text-xs',
          preview.kind === 'refused'
            ? 'text-danger'
            : state.code === 'free'
              ? 'text-ok'
              : state.code === 'unknown'
                ? 'text-text-dim'
                : 'text-warn',
        )}
      >
        {why}
      </span>
    </div>
  );
};

/** The addresses offered under a field, each with how it stands or why it does not go. `id` names the list; its options are `id-0`, `id-1` … */
export const SuggestionList = (props: {
  readonly id: string;
  readonly offered: readonly Suggestion[];
  readonly active: number;
  /** What is typed, to say why nothing is offered. */
  readonly text: string;
  readonly onChoose: (suggestion: Suggestion) => void;
}) => {
  const t = useTranslations('restore.nics.typing');
  return (
    <div className="absolute inset-x-0 top-full z-20 mt-1 rounded-md border border-line bg-surface-1 p-1 shadow-float">
      <div id={props.id} role="listbox" aria-label={t('suggestions')}>
        {props.offered.map((suggestion, i) => (
          <Option
            key={suggestion.address}
            id={`${props.id}-${i}`}
            suggestion={suggestion}
            active={i === props.active}
            onChoose={() => props.onChoose(suggestion)}
          />
        ))}
      </div>
      {props.offered.length === 0 && <p className="px-2 py-1.5 text-text-dim text-xs">{t(props.text === '' ? 'none' : 'malformed')}</p>}
    </div>
  );
};
