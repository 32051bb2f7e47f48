'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { VerifiedPart } from '@/lib/data/audit/views';
import { verifyPart } from '@/lib/queries/audit';

/** How far a chain is verified. Where it stopped or failed it can go on. */
export interface Verification {
  readonly state: 'idle' | 'running' | 'stopped' | 'failed' | 'done';
  readonly part: VerifiedPart | null;
  /** The head that the person noted down earlier; `''`: none. */
  readonly noted: string;
}

const IDLE: Verification = { state: 'idle', part: null, noted: '' };

const headText = (part: VerifiedPart | null): string | undefined =>
  part === null || part.head.seq === 0 ? undefined : `${part.head.seq}:${part.head.hash}`;

/** Verifies a chain part after part, until its end, the first wrong record, or a stop. */
export const useVerification = (chain: string) => {
  const [verification, setVerification] = useState<Verification>(IDLE);
  // Of several runs only the newest goes on; leaving the page ends it.
  const run = useRef(0);
  useEffect(
    () => () => {
      run.current += 1;
    },
    [],
  );
  const verify = useCallback(
    async (from: VerifiedPart | null, noted: string) => {
      run.current += 1;
      const mine = run.current;
      const isMine = (): boolean => run.current === mine;
      setVerification({ state: 'running', part: from, noted });
      let part = from;
      try {
        do {
          part = await verifyPart(chain, headText(part), noted === '' ? undefined : noted);
          if (isMine()) setVerification({ state: part.done ? 'done' : 'running', part, noted });
        } while (!part.done && isMine());
      } catch {
        if (isMine()) setVerification({ state: 'failed', part, noted });
      }
    },
    [chain],
  );
  const stop = useCallback(() => {
    run.current += 1;
    setVerification((now) => ({ ...now, state: 'stopped' }));
  }, []);
  return { verification, verify, stop };
};
