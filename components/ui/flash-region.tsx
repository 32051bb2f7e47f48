'use client';

import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button';
import { iconButtonClass } from './button-style';
import { dismissFlash, type Flash, flashStore } from './flash';
import { Icon } from './icon';
import { missingParts } from './lazy-component';
import { Notice } from './notice';
import { TextLink } from './text-link';

const NONE: readonly Flash[] = [];
const MESSAGE = 'pointer-events-auto rounded-md bg-surface-1 shadow-float';

const FlashAction = (props: { readonly id: number; readonly text: string; readonly run: () => void }) => (
  <Button
    size="small"
    className="mt-1.5"
    onClick={() => {
      dismissFlash(props.id);
      props.run();
    }}
  >
    {props.text}
  </Button>
);

/** Where `flash` messages appear, and that a part of the page is still to come; once, in the frame. Screen readers hear them as they come. */
export const FlashRegion = () => {
  const t = useTranslations('common');
  const messages = useSyncExternalStore(flashStore.subscribe, flashStore.read, () => NONE);
  const waiting = useSyncExternalStore(missingParts.subscribe, missingParts.read, () => false);
  return (
    <section
      aria-label={t('flash.label')}
      aria-live="polite"
      data-flash=""
      className="pointer-events-none fixed right-4 bottom-[calc(1rem+var(--foot,0px))] z-50 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2"
    >
      {waiting && (
        <div className={MESSAGE}>
          <Notice tone="warn">{t('flash.missingPart')}</Notice>
        </div>
      )}
      {messages.map((message) => (
        <div key={message.id} className={MESSAGE}>
          <Notice
            tone={message.tone}
            actions={
              <button
                type="button"
                className={iconButtonClass('-my-1')}
                aria-label={t('actions.dismiss')}
                onClick={() => dismissFlash(message.id)}
              >
                <Icon name="close" />
              </button>
            }
          >
            <p className="wrap-anywhere">{message.text}</p>
            {message.link !== undefined && <TextLink href={message.link.href}>{message.link.text}</TextLink>}
            {message.action !== undefined && <FlashAction id={message.id} {...message.action} />}
          </Notice>
        </div>
      ))}
    </section>
  );
};
