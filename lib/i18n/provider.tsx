'use client';

import { type ReactNode, useMemo } from 'react';
import { IntlProvider, useLocale, useMessages } from 'use-intl';
import type { Locale } from './locale';
import type { Messages } from './namespaces';
import { together } from './parts';

/** The root provider: language, zone and the instant of the request come from the server, so that both sides write the same text. */
export const RootIntl = (props: {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: Date;
  readonly messages: Partial<Messages>;
  readonly children: ReactNode;
}) => (
  <IntlProvider locale={props.locale} timeZone={props.timeZone} now={props.now} messages={props.messages}>
    {props.children}
  </IntlProvider>
);

/** Adds a page's namespaces to those of the frame, so that a browser is sent only the words that its page can show. */
export const MoreMessages = ({ messages, children }: { readonly messages: Partial<Messages>; readonly children: ReactNode }) => {
  const locale = useLocale();
  const known = useMessages();
  const all = useMemo(() => together(known, messages), [known, messages]);
  return (
    <IntlProvider locale={locale} messages={all}>
      {children}
    </IntlProvider>
  );
};
