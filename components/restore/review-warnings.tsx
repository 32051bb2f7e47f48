'use client';

import { useTranslations } from 'use-intl';
import { useFindingWords } from '@/components/people/use-finding-words';
import { Checkbox } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import { acceptanceKey, needsAcknowledgement } from '@/lib/jobs/acknowledge';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { Finding } from './finding';

/** Findings that have to be accepted, one box each; the key is what the start is told. */
const Acceptances = (props: {
  readonly title: string;
  readonly why?: string;
  readonly findings: readonly Diagnostic[];
  readonly accepted: ReadonlySet<string>;
  readonly onAccept: (key: string, accepted: boolean) => void;
}) => {
  const words = useFindingWords();
  if (props.findings.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-2 rounded-md border border-warn/40 bg-warn-soft px-3 py-2">
      <legend className="float-left font-semibold text-warn">{props.title}</legend>
      {props.why !== undefined && <p className="clear-left">{props.why}</p>}
      {props.findings.map((finding) => (
        <Checkbox
          key={acceptanceKey(finding)}
          label={
            <>
              {words(finding)} <span className="mono text-text-dim">{finding.rule}</span>
            </>
          }
          checked={props.accepted.has(acceptanceKey(finding))}
          onChange={(event) => props.onAccept(acceptanceKey(finding), event.target.checked)}
        />
      ))}
    </fieldset>
  );
};

const Group = ({ title, findings }: { readonly title: string; readonly findings: readonly Diagnostic[] }) =>
  findings.length > 0 && (
    <details open={findings.length <= 3} className="rounded-md border border-line">
      <summary className="px-3 py-1.5 font-semibold">
        {title} <span className="mono font-normal text-text-dim">{findings.length}</span>
      </summary>
      <ul className="border-t border-line">
        {findings.map((finding) => (
          <Finding key={`${finding.rule} ${finding.code} ${finding.at}`} finding={finding} />
        ))}
      </ul>
    </details>
  );

/** What the verdict leaves open: warnings to be accepted first, what could not be checked and must be accepted as such, and other warnings. */
export const ReviewWarnings = (props: {
  readonly diagnostics: readonly Diagnostic[];
  readonly accepted: ReadonlySet<string>;
  readonly onAccept: (key: string, accepted: boolean) => void;
}) => {
  const t = useTranslations('restore.review');
  const { diagnostics, accepted, onAccept } = props;
  const asked = diagnostics.filter(needsAcknowledgement);
  const answers = { accepted, onAccept };
  const others = diagnostics.filter((each) => each.severity === 'warning' && !needsAcknowledgement(each));
  return (
    <>
      {asked.length + others.length === 0 && (
        <p className="flex items-start gap-2">
          <Icon name="done" className="mt-0.5 text-ok" />
          {t('nothingAsked')}
        </p>
      )}
      <Acceptances title={t('accept')} findings={asked.filter((each) => each.severity !== 'unknown')} {...answers} />
      <Acceptances
        title={t('unknowns')}
        why={t('unknownsWhy')}
        findings={asked.filter((each) => each.severity === 'unknown')}
        {...answers}
      />
      <Group title={t('warnings')} findings={others} />
    </>
  );
};
