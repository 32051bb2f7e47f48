'use client';

import { useParams } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { decodeSegment, type Place } from '@/lib/paths';

/** What the whole console knows from the server, whatever page is open. */
export interface FrameFacts {
  /** Where the console's own credentials belong; `null` where that is not known. */
  readonly home: Place | null;
  readonly user: string;
  readonly simulated: boolean;
}

interface Frame extends FrameFacts {
  /** The address names a place that the console does not serve. */
  readonly astray: boolean;
  readonly setAstray: (astray: boolean) => void;
}

const FrameContext = createContext<Frame>({ home: null, user: '', simulated: false, astray: false, setAstray: () => undefined });

/** Gives the frame's facts to everything inside. */
export const FrameProvider = ({ facts, children }: { readonly facts: FrameFacts; readonly children: ReactNode }) => {
  const [astray, setAstray] = useState(false);
  const frame = useMemo(() => ({ ...facts, astray, setAstray }), [facts, astray]);
  return <FrameContext value={frame}>{children}</FrameContext>;
};

/** What the console knows whatever page is open. */
export const useFrame = (): Frame => useContext(FrameContext);

/** A segment of the address that is open; "" where there is none. */
export const decoded = (segment: string | readonly string[] | undefined): string =>
  typeof segment === 'string' ? decodeSegment(segment) : '';

/** The account and region of the address; on pages without one, or with one that is not served, those of the credentials; `null` where nothing is known. */
export const usePlace = (): Place | null => {
  const params = useParams();
  const { home, astray } = useFrame();
  const account = decoded(params.account);
  const region = decoded(params.region);
  const foreign = home !== null && home.account !== account;
  return useMemo(
    () => (astray || foreign || !/^\d{12}$/.test(account) || region === '' ? home : { account, region }),
    [astray, foreign, account, region, home],
  );
};

/** Told by a page whose address names no place of this console: while it is shown, the rail leads to where the credentials belong. */
export const useAstray = (astray: boolean): void => {
  const { setAstray } = useFrame();
  useEffect(() => {
    setAstray(astray);
    return () => setAstray(false);
  }, [astray, setAstray]);
};
