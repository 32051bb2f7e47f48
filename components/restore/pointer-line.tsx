'use client';

import { CopyButton } from '@/components/ui/copy-button';

/** A JSON pointer (RFC 6901) into the metadata, for those who work on the file with other tools; it can be copied. */
export const PointerLine = ({ at }: { readonly at: string }) => (
  <span className="flex items-center gap-1 text-xs text-text-dim">
    <code className="mono wrap-anywhere">{at}</code>
    <CopyButton text={at} />
  </span>
);
