'use client';

import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Popover } from '@/components/ui/popover';

/**
 * What a story says, in the room that it has: nothing of it scrolls inside the map. What does not fit is read in a popover. Only where one has stopped (`own`): measuring costs
 * a layout, and what the pointer passes over is gone before anybody could press a button.
 */
export const StoryText = ({ own, children }: { readonly own: boolean; readonly children: ReactNode }) => {
  const t = useTranslations('restore.map.story');
  const box = useRef<HTMLDivElement>(null);
  const [cut, setCut] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (own && element !== null) setCut(element.scrollHeight > element.clientHeight + 1);
  });
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div ref={box} className={cx('min-h-0 flex-1 overflow-hidden text-xs', own && cut && 'pb-6')}>
        {children}
      </div>
      {own && cut && (
        <div className="absolute inset-x-0 bottom-0 flex justify-end bg-surface-0">
          <Popover
            label={t('wholeOf')}
            button={t('whole')}
            align="end"
            buttonClassName="rounded-sm px-1 text-xs text-accent hover:underline"
            className="w-96 max-w-[calc(100vw-1rem)] px-3 py-2 text-xs"
          >
            {() => children}
          </Popover>
        </div>
      )}
    </div>
  );
};
