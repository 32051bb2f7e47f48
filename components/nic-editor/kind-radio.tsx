import { cx } from '@/components/ui/class-names';

export type AssignedKind = 'fixed' | 'automatic';

/** A list or a number that AWS picks, never both: two radio buttons in one box. */
export const KindRadio = (props: {
  readonly legend: string;
  /** Of the group, for the browser. */
  readonly name: string;
  readonly kind: AssignedKind;
  readonly words: Readonly<Record<AssignedKind, string>>;
  readonly locked: boolean;
  readonly onChoose: (kind: AssignedKind) => void;
}) => (
  <fieldset className="flex rounded-md border border-line-strong p-px">
    <legend className="sr-only">{props.legend}</legend>
    {(['fixed', 'automatic'] as const).map((kind) => (
      <label
        key={kind}
        className={cx(
          'relative flex h-6 cursor-pointer items-center rounded-sm px-2 text-xs pointer-coarse:h-8',
          props.kind === kind ? 'fc-selected bg-accent-soft font-semibold text-accent' : 'text-text-dim hover:text-text',
        )}
      >
        <input
          type="radio"
          name={props.name}
          className="absolute inset-0 size-full cursor-pointer appearance-none rounded-sm"
          checked={props.kind === kind}
          disabled={props.locked}
          onChange={() => props.onChoose(kind)}
        />
        {props.words[kind]}
      </label>
    ))}
  </fieldset>
);
