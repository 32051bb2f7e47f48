'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { iconButtonClass } from './button-style';
import { flash } from './flash';
import { Icon } from './icon';

const DONE_MS = 1_500;

/** Puts `text` on the clipboard and says so once. `label` names what is copied where the text itself is long. */
export const CopyButton = (props: {
  readonly text: string;
  readonly label?: string;
  readonly className?: string;
  readonly tabIndex?: number;
}) => {
  const t = useTranslations('common.copy');
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      setDone(true);
      setTimeout(() => setDone(false), DONE_MS);
    } catch {
      flash({ tone: 'warn', text: t('failed') });
    }
  };
  return (
    <button
      type="button"
      tabIndex={props.tabIndex}
      className={iconButtonClass(props.className)}
      aria-label={done ? t('done') : t('action', { what: props.label ?? props.text })}
      title={done ? t('done') : t('action', { what: props.label ?? props.text })}
      onClick={(event) => {
        event.stopPropagation();
        copy().catch(() => setDone(false));
      }}
    >
      <Icon name={done ? 'done' : 'copy'} className={done ? 'size-3.5 text-ok' : 'size-3.5'} />
    </button>
  );
};
