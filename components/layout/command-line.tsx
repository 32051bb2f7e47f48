import { CopyButton } from '@/components/ui/copy-button';

/** A line for a terminal, to be copied as it stands. */
export const CommandLine = ({ text }: { readonly text: string }) => (
  <div className="fc-edge flex items-start gap-2 rounded-md bg-surface-2 py-1 pr-1 pl-3">
    <code className="mono min-w-0 flex-1 py-0.5 wrap-anywhere">{text}</code>
    <CopyButton text={text} />
  </div>
);
