import type { ReactNode } from 'react';

/** A titled box of the page that is closed until somebody wants it; on paper it is open. */
export const Folded = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <details className="rounded-md border border-line bg-surface-1">
    <summary className="px-4 py-2.5">
      <h2 className="inline text-md">{title}</h2>
    </summary>
    <div className="border-t border-line px-4 py-3">{children}</div>
  </details>
);
