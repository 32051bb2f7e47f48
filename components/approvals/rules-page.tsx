'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { flash } from '@/components/ui/flash';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { problemWords } from '@/components/ui/problem-words';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import { useSentences } from '@/components/ui/use-sentences';
import type { ApprovalRule } from '@/lib/access/approval/rules';
import { changeApprovalRuleAction } from '@/lib/actions/approvals';
import type { ApprovalRuleView } from '@/lib/data/approval/views';
import { paths } from '@/lib/paths';
import { problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { type RuleContent, RuleDialog } from './rule-dialog';

/** Writes or removes a rule, and shows the list as it is then. */
const useChange = (onDone: () => void) => {
  const t = useTranslations('approvals.settings');
  const tProblem = useTranslations('problems');
  const sentences = useSentences();
  const router = useRouter();
  const [state, setState] = useState<{ readonly busy: boolean; readonly failure: string | null }>({ busy: false, failure: null });
  const change = async (view: ApprovalRuleView | null, rule: RuleContent | null): Promise<void> => {
    setState({ busy: true, failure: null });
    try {
      const wanted = { id: view?.id ?? null, rule, was: view?.changed.at ?? null };
      valueIn(await withFreshSignIn(() => heard(changeApprovalRuleAction(wanted))));
      setState({ busy: false, failure: null });
      flash({ tone: 'ok', text: rule === null ? t('removed') : t('saved') });
      onDone();
      router.refresh();
    } catch (error) {
      const problem = problemOf(error);
      const changed = problem.code === ('rule-changed' as string);
      const words = problemWords(tProblem, problem);
      setState({
        busy: false,
        failure: changed ? t('ruleChanged') : sentences(tProblem('asSentence', { title: words.title }), words.text),
      });
      if (changed) router.refresh();
    }
  };
  return { ...state, forget: () => setState({ busy: false, failure: null }), change };
};

/** What a rule asks for, in words. */
const useConditions = (): ((rule: ApprovalRule) => readonly string[]) => {
  const t = useTranslations('approvals.settings');
  return ({ account, vault, tag, range }) => {
    const all = [
      account === null ? null : t('is.account', { value: account }),
      vault === null ? null : t('is.vault', { value: vault }),
      tag === null ? null : t('is.tag', { value: tag.value === null ? tag.key : `${tag.key}=${tag.value}` }),
      range === null ? null : t('is.range', { value: range }),
    ].filter((each) => each !== null);
    return all.length === 0 ? [t('every')] : all;
  };
};

interface RowProps {
  readonly view: ApprovalRuleView;
  readonly whyNot: string | null;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

const RuleRow = ({ view, whyNot, onEdit, onRemove }: RowProps) => {
  const t = useTranslations('approvals.settings');
  const who = useWho();
  const conditions = useConditions();
  const { rule, changed } = view;
  const name = rule?.name ?? view.id;
  return (
    <Tr>
      <Td className="min-w-36 font-semibold wrap-anywhere">{name}</Td>
      <Td className="min-w-36">
        {rule === null ? (
          <span className="text-danger">{t('unreadable')}</span>
        ) : (
          <ul>
            {conditions(rule).map((each) => (
              <li key={each} className="wrap-anywhere">
                {each}
              </li>
            ))}
          </ul>
        )}
      </Td>
      <Td>{rule !== null && t('needs', { count: rule.approvals, hours: rule.validHours, ticket: rule.ticketRequired ? 'yes' : 'no' })}</Td>
      <Td className="hidden text-text-dim lg:table-cell">
        {t.rich('changed', { user: who.inText(changed.by), time: () => <RelativeTime at={changed.at} /> })}
      </Td>
      <Td>
        <span className="flex justify-end gap-1">
          {rule !== null && (
            <Button size="small" aria-label={t('editOf', { name })} reason={whyNot} onClick={onEdit}>
              {t('edit')}
            </Button>
          )}
          <Button size="small" tone="quiet" aria-label={t('removeOf', { name })} reason={whyNot} onClick={onRemove}>
            {t('remove')}
          </Button>
        </span>
      </Td>
    </Tr>
  );
};

const RemoveDialog = (props: {
  readonly view: ApprovalRuleView;
  readonly busy: boolean;
  readonly failure: string | null;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}) => {
  const t = useTranslations('approvals.settings');
  return (
    <Dialog
      open
      width="small"
      onClose={props.onClose}
      busy={props.busy}
      title={t('removeTitle', { name: props.view.rule?.name ?? props.view.id })}
      footer={
        <>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button tone="danger" busy={props.busy} onClick={props.onRemove}>
            {t('remove')}
          </Button>
        </>
      }
    >
      {props.failure !== null && (
        <Notice tone="danger" live>
          <p>{props.failure}</p>
        </Notice>
      )}
      <p>{t('removeText')}</p>
    </Dialog>
  );
};

const RulesTable = (props: {
  readonly rules: readonly ApprovalRuleView[];
  readonly whyNot: string | null;
  readonly onEdit: (view: ApprovalRuleView) => void;
  readonly onRemove: (view: ApprovalRuleView) => void;
}) => {
  const t = useTranslations('approvals.settings');
  return (
    <Table label={t('title')}>
      <THead>
        <Th>{t('columns.name')}</Th>
        <Th>{t('columns.when')}</Th>
        <Th>{t('columns.needs')}</Th>
        <Th className="hidden lg:table-cell">{t('columns.changed')}</Th>
        <Th>
          <span className="sr-only">{t('columns.actions')}</span>
        </Th>
      </THead>
      <tbody>
        {props.rules.map((view) => (
          <RuleRow
            key={view.id}
            view={view}
            whyNot={props.whyNot}
            onEdit={() => props.onEdit(view)}
            onRemove={() => props.onRemove(view)}
          />
        ))}
      </tbody>
    </Table>
  );
};

type Opened = { readonly what: 'edit' | 'remove'; readonly view: ApprovalRuleView } | { readonly what: 'new' } | null;

/** The rules that say which restores other people approve. Everybody may read them; administrators change them. */
export const RulesPage = ({ rules }: { readonly rules: readonly ApprovalRuleView[] }) => {
  const t = useTranslations('approvals.settings');
  const whyNot = useWhyNot('change-approval-rules');
  const [opened, setOpened] = useState<Opened>(null);
  const { busy, failure, forget, change } = useChange(() => setOpened(null));
  const open = (next: Opened) => {
    forget();
    setOpened(next);
  };
  const edited = opened?.what === 'edit' ? opened.view : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        trail={{ label: t('trail'), steps: [{ href: paths.settings(), text: t('trail') }] }}
        about={<span>{t('about')}</span>}
        actions={
          <Button tone="primary" icon="plus" reason={whyNot} onClick={() => open({ what: 'new' })}>
            {t('add')}
          </Button>
        }
      />
      {rules.length === 0 ? (
        <div className="rounded-md border border-line bg-surface-1">
          <EmptyState icon="approval" title={t('title')}>
            {t('empty')}
          </EmptyState>
        </div>
      ) : (
        <RulesTable
          rules={rules}
          whyNot={whyNot}
          onEdit={(view) => open({ what: 'edit', view })}
          onRemove={(view) => open({ what: 'remove', view })}
        />
      )}
      {(opened?.what === 'new' || edited !== null) && (
        <RuleDialog
          open
          rule={edited?.rule ?? null}
          keptAs={edited === null ? 'new rule' : `rule ${edited.id} ${edited.changed.at}`}
          busy={busy}
          failure={failure}
          onSave={(rule) => void change(edited, rule)}
          onClose={() => open(null)}
        />
      )}
      {opened?.what === 'remove' && (
        <RemoveDialog
          view={opened.view}
          busy={busy}
          failure={failure}
          onRemove={() => void change(opened.view, null)}
          onClose={() => open(null)}
        />
      )}
    </>
  );
};
