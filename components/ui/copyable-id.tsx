import { cx } from './class-names';
import { CopyButton } from './copy-button';
import { shortenMiddle } from './shorten';
import { TextLink } from './text-link';

/** A shortened id, whose end stays where there is less room yet. */
const Middle = ({ shown }: { readonly shown: string }) => {
  const cut = shown.indexOf('…');
  return (
    <span aria-hidden="true" className="inline-flex max-w-full align-bottom print:hidden">
      <span className="truncate">{shown.slice(0, cut + 1)}</span>
      <span className="shrink-0">{shown.slice(cut + 1)}</span>
    </span>
  );
};

/**
 * An id, ARN or address in tabular monospace with a copy button; longer than `max` it shortens in its middle, with the whole on hover,
 * on paper, to screen readers and in what is copied.
 */
export const CopyableId = (props: {
  readonly value: string;
  readonly href?: string;
  readonly max?: number;
  readonly className?: string;
  readonly tabIndex?: number;
}) => {
  const { value, href, max = 40, tabIndex } = props;
  const shown = shortenMiddle(value, max);
  const text = shown === value ? value : <Middle shown={shown} />;
  const spoken = shown === value ? null : <span className="sr-only print:not-sr-only">{value}</span>;
  const focus = tabIndex === undefined ? {} : { tabIndex };
  return (
    <span className={cx('group/id inline-flex max-w-full min-w-0 items-center gap-0.5', props.className)}>
      {href === undefined ? (
        <span className="mono truncate" title={value}>
          {text}
          {spoken}
        </span>
      ) : (
        <TextLink href={href} className="mono truncate" title={value} {...focus}>
          {text}
          {spoken}
        </TextLink>
      )}
      <CopyButton
        text={value}
        {...focus}
        className="-my-1 opacity-0 focus-visible:opacity-100 group-hover/id:opacity-100 pointer-coarse:opacity-100"
      />
    </span>
  );
};
