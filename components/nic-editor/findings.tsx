'use client';

import { useTranslations } from 'use-intl';
import { useFindingWords } from '@/components/people/use-finding-words';
import { useEditorStore } from '@/components/restore/editor-context';
import { tellsHolder } from '@/components/restore/ways/ask-ways';
import { GetAddress } from '@/components/restore/ways/get-address';
import { Button } from '@/components/ui/button';
import { fixWords } from '@/lib/i18n/words';
import type { Diagnostic, Fix } from '@/lib/restore/diagnostic';
import { SeverityMark } from './severity-mark';
import { keepFocus } from './walk';

const FixButton = ({ fix, locked }: { readonly fix: Fix; readonly locked: boolean }) => {
  const t = useTranslations('checks');
  const words = useTranslations('restore.nics');
  const store = useEditorStore();
  return (
    <Button
      size="small"
      className="h-6! px-1.5! font-normal! text-xs! pointer-coarse:h-8!"
      reason={locked ? words('locked') : null}
      onClick={(event) => {
        keepFocus(event.currentTarget);
        store.perform({ label: 'fix', commands: fix.commands });
      }}
    >
      {fixWords(t, fix)}
    </Button>
  );
};

/** What AWS would say about one place, each with its remedies as buttons. */
export const Findings = ({
  id,
  findings,
  locked,
}: {
  readonly id: string;
  readonly findings: readonly Diagnostic[];
  readonly locked: boolean;
}) => {
  const words = useFindingWords();
  if (findings.length === 0) return null;
  return (
    <ul id={id} className="flex flex-col gap-2">
      {findings.map((finding) => (
        <li key={`${finding.rule} ${finding.code} ${finding.at}`} className="flex flex-col items-start gap-1.5">
          <p className="text-xs wrap-anywhere">
            <span className="mr-1 inline-block align-[-0.15rem]">
              <SeverityMark severity={finding.severity} brief />
            </span>
            {words(finding)} <span className="mono text-text-dim text-xs">{finding.rule}</span>
          </p>
          {(finding.fixes.length > 0 || tellsHolder(finding)) && (
            <span className="flex flex-wrap gap-1.5">
              {tellsHolder(finding) && (
                <GetAddress wanted={{ at: finding.at }} brief className="h-6! px-1.5! font-normal! text-xs! pointer-coarse:h-8!" />
              )}
              {finding.fixes.map((fix) => (
                <FixButton key={`${fix.code} ${JSON.stringify(fix.params)}`} fix={fix} locked={locked} />
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};
