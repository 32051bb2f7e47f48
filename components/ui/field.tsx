import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './class-names';

/** Classes of a control of one line. */
export const CONTROL =
  'h-8 w-full rounded-md border border-line-strong bg-surface-1 px-2 text-sm text-text placeholder:text-text-dim aria-invalid:border-danger disabled:opacity-60';

export interface FieldShared {
  readonly label: string;
  /** The label is for screen readers only: where the place says what the control is for. */
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; marks the control invalid. */
  readonly error?: string | null | undefined;
}

/** Label, control, hint and error, tied together. `children` gets the ids to put on the control. */
export const Field = (
  props: FieldShared & {
    readonly className?: string | undefined;
    readonly children: (ids: {
      readonly id: string;
      readonly 'aria-describedby': string | undefined;
      readonly 'aria-invalid': true | undefined;
    }) => ReactNode;
  },
) => {
  const id = useId();
  const { label, hideLabel = false, hint, error } = props;
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter((each) => each !== '').join(' ');
  return (
    <div className={cx('flex flex-col gap-1', props.className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-xs font-semibold text-text-dim'}>
        {label}
      </label>
      {props.children({ id, 'aria-describedby': described === '' ? undefined : described, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-text-dim">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-xs text-danger">
          {error}
        </p>
      )}
    </div>
  );
};

/** By a placeholder CSS tells a field that nobody has filled in (`:placeholder-shown`): it is not printed. */
const NO_TEXT = ' ';

/** A text field with its label. */
export const TextField = ({
  label,
  hideLabel = false,
  hint,
  error,
  className,
  mono = false,
  ...rest
}: FieldShared & { readonly className?: string; readonly mono?: boolean } & Omit<ComponentProps<'input'>, 'id' | 'className'>) => (
  <Field label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
    {(ids) => (
      <input
        type="text"
        placeholder={NO_TEXT}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        {...ids}
        className={cx(CONTROL, mono && 'mono')}
      />
    )}
  </Field>
);

/** A field of several lines with its label. */
export const TextArea = ({
  label,
  hideLabel = false,
  hint,
  error,
  className,
  ...rest
}: FieldShared & { readonly className?: string } & Omit<ComponentProps<'textarea'>, 'id' | 'className'>) => (
  <Field label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
    {(ids) => <textarea rows={3} placeholder={NO_TEXT} {...rest} {...ids} className={cx(CONTROL.replace('h-8 ', 'min-h-16 py-1.5 '))} />}
  </Field>
);

/** A native select with its label. */
export const Select = ({
  label,
  hideLabel = false,
  hint,
  error,
  className,
  options,
  ...rest
}: FieldShared & {
  readonly className?: string;
  readonly options: readonly { readonly value: string; readonly text: string; readonly disabled?: boolean }[];
} & Omit<ComponentProps<'select'>, 'id' | 'className' | 'children'>) => (
  <Field label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
    {(ids) => (
      <select {...rest} {...ids} className={cx(CONTROL, 'pr-1')}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.text}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** A tick box with its label beside it. */
export const Checkbox = ({
  label,
  hint,
  ...rest
}: { readonly label: ReactNode; readonly hint?: ReactNode } & Omit<ComponentProps<'input'>, 'type' | 'id'>) => {
  const id = useId();
  return (
    <span className="inline-flex items-start gap-2">
      <input
        {...rest}
        type="checkbox"
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <span id={`${id}-hint`} className="block text-xs text-text-dim">
            {hint}
          </span>
        )}
      </span>
    </span>
  );
};
