import type { ReactNode } from 'react';
import type { Namespace } from './namespaces';
import type { Parts } from './parts';
import { MoreMessages } from './provider';
import { loadMessages, loadOtherProblems, loadParts, requestIntl } from './server';

/**
 * Server component: gives its client components the named namespaces, besides what the frame gives (`common`, and of `problems` what may be said anywhere), and all of `problems`. A long list's page
 * names `parts` instead, which it needs at first sight; it has all of `problems` where it names that.
 */
export const PageMessages = async ({
  namespaces = [],
  parts,
  children,
}: {
  readonly namespaces?: readonly Namespace[];
  readonly parts?: Parts;
  readonly children: ReactNode;
}) => {
  const { locale } = await requestIntl();
  const [whole, some, problems] = await Promise.all([
    loadMessages(
      locale,
      namespaces.filter((name) => name !== 'problems'),
    ),
    loadParts(locale, parts ?? {}),
    parts === undefined || namespaces.includes('problems') ? loadOtherProblems(locale) : {},
  ]);
  return <MoreMessages messages={{ ...some, ...whole, ...problems }}>{children}</MoreMessages>;
};

/** Server component: all of `problems` where a list that names `parts` has something to tell of one. */
export const WordsFor = ({ problem, children }: { readonly problem: object | null; readonly children: ReactNode }) =>
  problem === null ? (
    children
  ) : (
    <PageMessages namespaces={['problems']} parts={{}}>
      {children}
    </PageMessages>
  );
