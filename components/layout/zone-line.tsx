'use client';

import { useLocale, useNow, useTimeZone, useTranslations } from 'use-intl';

/** Server and browser do not write an offset of none alike. */
const NO_OFFSET = /^(?:GMT|UTC)(?:[+-]0)?$/;

/** What the zone's clocks differ by at an instant: `GMT+9`. */
const offsetOf = (locale: string, timeZone: string, at: Date): string => {
  const told = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName');
  return (told?.value ?? timeZone).replace(NO_OFFSET, 'UTC');
};

/** The zone of every time on the page, said once in the frame; where the menu is collapsed, what it differs by. */
export const ZoneLine = () => {
  const t = useTranslations('common.nav');
  const locale = useLocale();
  const now = useNow();
  const zone = useTimeZone() ?? 'UTC';
  const text = t('zone', { zone });
  return (
    <p
      title={text}
      className="flex h-7 items-center justify-center whitespace-nowrap text-[11px] text-text-dim rail-open:justify-start rail-open:px-2.5 rail-open:text-xs"
    >
      <span className="rail-label">{text}</span>
      <span aria-hidden="true" className="rail-open:hidden">
        {offsetOf(locale, zone, now)}
      </span>
    </p>
  );
};
