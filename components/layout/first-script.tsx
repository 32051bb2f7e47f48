'use client';

import { EARLY_CLICKS } from './early-clicks';

/** The first script of a page, in its HTML alone: drawn by the server itself it would be sent twice. The browser keeps the nonce from scripts, so React must not compare it. */
export const FirstScript = ({ nonce }: { readonly nonce: string | undefined }) => (
  <script nonce={nonce} suppressHydrationWarning>
    {EARLY_CLICKS}
  </script>
);
