import { iconButtonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';

/** How many AWS picks: a number between two buttons. `full`: why there cannot be more. */
export const CountStepper = (props: {
  readonly count: number;
  readonly most: number | null;
  readonly words: { readonly fewer: string; readonly more: string; readonly count: string; readonly picked: string };
  readonly full?: string | undefined;
  readonly locked: boolean;
  readonly onCount: (count: number) => void;
}) => {
  const { count, words, full, locked } = props;
  const set = (next: number) => {
    if (next >= 0 && Number.isInteger(next)) props.onCount(next);
  };
  return (
    <div className="flex h-9 items-center gap-1 rounded-md border border-line-strong border-dashed bg-surface-1 px-1">
      <button
        type="button"
        className={iconButtonClass('pointer-coarse:size-8')}
        aria-label={words.fewer}
        disabled={locked}
        onClick={() => set(count - 1)}
      >
        <Icon name="minus" />
      </button>
      <input
        type="number"
        min={0}
        max={props.most ?? undefined}
        value={count}
        disabled={locked}
        aria-label={words.count}
        onChange={(event) => set(event.target.valueAsNumber)}
        className="mono h-7 w-12 rounded-sm bg-transparent text-center font-semibold [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
      />
      <button
        type="button"
        className={iconButtonClass('pointer-coarse:size-8')}
        aria-label={words.more}
        aria-disabled={full !== undefined || undefined}
        title={full}
        disabled={locked}
        onClick={() => full === undefined && set(count + 1)}
      >
        <Icon name="plus" />
      </button>
      <span className="min-w-0 truncate pl-1 text-text-dim">{words.picked}</span>
    </div>
  );
};
