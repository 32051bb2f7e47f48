import type { ReactNode } from 'react';
import type { Namespace } from './namespaces';
import { MoreMessages } from './provider';
import { loadMessages, requestIntl } from './server';

/** Server component: gives its client components the named namespaces (besides `common` and `problems`, which the frame gives). */
export const PageMessages = async ({
  namespaces,
  children,
}: {
  readonly namespaces: readonly Namespace[];
  readonly children: ReactNode;
}) => {
  const { locale } = await requestIntl();
  return <MoreMessages messages={await loadMessages(locale, namespaces)}>{children}</MoreMessages>;
};
