import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { Alive } from '@/components/layout/alive';
import { FirstScript } from '@/components/layout/first-script';
import { Frame } from '@/components/layout/frame';
import { FrameProvider, NOBODY } from '@/components/layout/frame-context';
import { type Choices, PreferencesProvider } from '@/components/layout/preferences';
import { Providers } from '@/components/layout/providers';
import { DatabaseNotice, SilenceNotice } from '@/components/layout/silence-notice';
import { BareFrame } from '@/components/sign-in/bare-frame';
import { NotSetUp } from '@/components/sign-in/not-set-up';
import { FlashRegion } from '@/components/ui/flash-region';
import { COOKIES } from '@/lib/i18n/locale';
import { FRAME_PARTS } from '@/lib/i18n/parts';
import { RootIntl } from '@/lib/i18n/provider';
import { getTranslator, loadMessages, loadParts, requestIntl } from '@/lib/i18n/server';
import { frameOperation } from '@/lib/operations/console';
import { inPage } from '@/lib/operations/in-page';
import { isOpenPath, isWayIn, PATH_HEADER } from '@/lib/own-path';
import { paths } from '@/lib/paths';
import './globals.css';

export const generateMetadata = async (): Promise<Metadata> => {
  const t = await getTranslator('common');
  return { title: { default: t('product'), template: `%s · ${t('product')}` }, description: t('tagline'), robots: { index: false } };
};

export const viewport: Viewport = { colorScheme: 'light dark' };

/** What a person chose, whatever the cookies hold. Reading them also makes every page dynamic, 404 included: the policy's nonce belongs to one answer. */
const choices = async (): Promise<Choices> => {
  const jar = await cookies();
  const theme = jar.get(COOKIES.theme)?.value;
  const rail = jar.get(COOKIES.rail)?.value;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    rail: rail === 'open' || rail === 'folded' ? rail : 'auto',
    singleKeys: jar.get(COOKIES.keys)?.value !== 'off',
  };
};

const RootLayout = async ({ children }: { readonly children: ReactNode }) => {
  const [intl, initial, frame] = await Promise.all([requestIntl(), choices(), inPage(frameOperation, {})]);
  const asked = await headers();
  const path = asked.get(PATH_HEADER) ?? paths.home();
  const wayIn = isWayIn(path);
  const why = frame.ok ? null : frame.error.code;
  if (why === 'not-signed-in' && !isOpenPath(path)) redirect(paths.signIn(path));
  if (why === 'factor-needed' && !wayIn) redirect(paths.addFactor(path));
  const page = why === 'not-set-up' && !path.startsWith(paths.link()) ? <NotSetUp /> : children;
  const messages = { ...(await loadMessages(intl.locale, ['common'])), ...(await loadParts(intl.locale, FRAME_PARTS)) };
  return (
    <html lang={intl.locale} data-theme={initial.theme === 'system' ? undefined : initial.theme} suppressHydrationWarning>
      <body>
        <FirstScript nonce={asked.get('x-nonce') ?? undefined} />
        <RootIntl locale={intl.locale} timeZone={intl.timeZone} now={intl.now} messages={messages}>
          <Providers>
            <PreferencesProvider initial={initial}>
              <FrameProvider facts={frame.ok ? frame.value : NOBODY}>
                {wayIn || why === 'not-set-up' ? <BareFrame>{page}</BareFrame> : <Frame>{page}</Frame>}
                <SilenceNotice />
                <DatabaseNotice />
                <FlashRegion />
                <Alive />
              </FrameProvider>
            </PreferencesProvider>
          </Providers>
        </RootIntl>
      </body>
    </html>
  );
};

export default RootLayout;
