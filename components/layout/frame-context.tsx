'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { FrameView } from '@/lib/data/people/views';
import { decodeSegment, type Place } from '@/lib/paths';
import { frameQuery } from '@/lib/queries/frame';
import { onNotPermitted } from '@/lib/queries/role-news';

interface Frame extends FrameView {
  /** The address names a place that the console does not serve. */
  readonly astray: boolean;
  readonly setAstray: (astray: boolean) => void;
}

/** The frame of somebody whom the console does not know. */
export const NOBODY: FrameView = { user: '', grants: [], administrators: [], people: {}, home: null, simulated: false };

const FrameContext = createContext<Frame>({ ...NOBODY, astray: false, setAstray: () => undefined });

/** Asks for the frame anew as soon as any answer says that a role is missing: the page shows what the console holds of it by then. */
const useAskAgain = (user: string): void => {
  const client = useQueryClient();
  useEffect(() => onNotPermitted(() => void client.refetchQueries({ queryKey: frameQuery(user).queryKey })), [client, user]);
};

/** Gives everything inside what the server told of the frame, and what it tells of it later. */
export const FrameProvider = ({ facts, children }: { readonly facts: FrameView; readonly children: ReactNode }) => {
  const [astray, setAstray] = useState(false);
  const { data } = useQuery({ ...frameQuery(facts.user), initialData: facts });
  useAskAgain(facts.user);
  const frame = useMemo(() => ({ ...data, astray, setAstray }), [data, astray]);
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
