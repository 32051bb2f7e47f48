'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { faultInText, type ValueFault } from '@/lib/restore/import/value-faults';

/** Where JSON inside a value breaks: what stands there, why it is wrong, and a way to it. */
export const ValueFaults = (props: {
  readonly faults: readonly ValueFault[];
  readonly values: Readonly<Record<string, string>>;
  readonly text: string;
  /** Absent where the values are no longer those of the text. */
  readonly onShow?: (offset: number) => void;
}) => {
  const t = useTranslations('check-file');
  if (props.faults.length === 0) return null;
  return (
    <ul className="border-b border-line">
      {props.faults.map((each) => {
        const { key, fault, before, after } = each;
        const at = props.onShow === undefined ? null : faultInText(props.text, props.values[key] ?? '', each);
        return (
          <li key={key} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
            <div className="min-w-0 flex-1 basis-60">
              <p>
                <span className="mono font-semibold">{key}</span> · {t('source.character', { number: fault.offset + 1 })}
              </p>
              <p>{t(`problem.${fault.code}`, { found: fault.found })}</p>
              <p className="mono wrap-anywhere">
                <span className="text-text-dim">{before}</span>
                <mark className="bg-danger-soft text-danger fc-edge">{after.slice(0, 1)}</mark>
                <span className="text-text-dim">{after.slice(1)}</span>
              </p>
            </div>
            {at !== null && (
              <Button size="small" onClick={() => props.onShow?.(at)}>
                {t('source.show')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
};
