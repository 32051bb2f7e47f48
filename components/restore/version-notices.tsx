'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { OpenAttempt } from '@/components/jobs/open-attempt';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import { RelativeTime } from '@/components/ui/relative-time';
import { useSentences } from '@/components/ui/use-sentences';
import { takeOverDraftAction } from '@/lib/actions/drafts';
import { paths } from '@/lib/paths';
import { problemOf, unwrap } from '@/lib/queries/problem-error';
import { useDraft, useSaver } from './draft-context';
import { useEditorStore } from './editor-context';
import { useCopy } from './use-copy';

const time = (at: string) => () => <RelativeTime at={at} />;

/** Makes the plan one's own. The owner's page says so at once, and keeps for them what was not saved. */
const TakeOver = ({ reason }: { readonly reason: string | null }) => {
  const t = useTranslations('restore.notices');
  const problems = useTranslations('problems');
  const sentences = useSentences();
  const { draft, place, lookAgain } = useDraft();
  const take = useMutation({
    mutationFn: () => unwrap(takeOverDraftAction({ place, id: draft.id })),
    onSuccess: () => flash({ tone: 'ok', text: t('tookOver') }),
    onError: (error) => {
      const { title, text } = problemWords(problems, problemOf(error));
      flash({ tone: 'danger', text: sentences(t('takeOverFailed'), problems('asSentence', { title }), text) });
    },
    onSettled: lookAgain,
  });
  return (
    <Button size="small" icon="user" busy={take.isPending} reason={reason} onClick={() => take.mutate()}>
      {t('takeOver')}
    </Button>
  );
};

/** The plan is started, or somebody else's: why nothing can be edited, and what can be done instead. */
export const LockedNotice = () => {
  const t = useTranslations('restore.notices');
  const { draft, place, user, whyNot } = useDraft();
  const who = useWho();
  const store = useEditorStore();
  const sentences = useSentences();
  const { busy, copy } = useCopy();
  const take = (
    <Button size="small" icon="copy" busy={busy} reason={whyNot.plan} onClick={() => copy(store.read().history)}>
      {t('takeCopy')}
    </Button>
  );
  const { started } = draft;
  if (started !== null)
    return (
      <Notice
        tone="info"
        live
        className="mb-4"
        title={t(started.open === null ? 'startedTitle' : 'openTitle')}
        actions={
          <>
            {started.jobId !== null && (
              <LinkButton size="small" href={paths.job(place, started.jobId)} icon="job">
                {t('toJob')}
              </LinkButton>
            )}
            <LinkButton size="small" href={paths.historyEntry(started.restoreId)} icon="history">
              {t('toHistory')}
            </LinkButton>
            {take}
          </>
        }
      >
        <p>{t('startedText')}</p>
        {started.open !== null && <OpenAttempt open={started.open} since={started.intendedAt} />}
      </Notice>
    );
  const own = draft.owner === user;
  return (
    <Notice
      tone="info"
      live
      className="mb-4"
      title={own ? t('readOnlyTitle') : t('theirsTitle', { user: who.inText(draft.owner) })}
      actions={
        !own && (
          <>
            {take}
            <TakeOver reason={whyNot.plan} />
          </>
        )
      }
    >
      <p>{whyNot.plan === null ? t('theirsText', { user: who.inText(draft.owner) }) : sentences(t('readOnlyText'), whyNot.plan)}</p>
    </Notice>
  );
};

/** Two versions of one plan: nothing is saved until the person has chosen, and neither is lost. */
export const ConflictNotice = () => {
  const t = useTranslations('restore.notices');
  const { saver } = useDraft();
  const save = useSaver((state) => state.save);
  const who = useWho();
  const store = useEditorStore();
  const { busy, copy } = useCopy();
  if (save.kind !== 'conflict') return null;
  const { updatedBy, updatedAt } = save.newer;
  return (
    <Notice
      tone="warn"
      live
      title={who.isMe(updatedBy) ? t('conflictOwnTitle') : t('conflictTitle', { user: who.inText(updatedBy) })}
      actions={
        <>
          <Button size="small" onClick={saver.takeTheirs}>
            {t(who.isMe(updatedBy) ? 'seeOther' : 'seeTheirs')}
          </Button>
          <Button
            size="small"
            busy={busy}
            onClick={() =>
              copy(store.read().history, () => {
                saver.takeTheirs();
                saver.dropAside();
              })
            }
          >
            {t('keepMine')}
          </Button>
        </>
      }
    >
      <p>{t.rich(who.isMe(updatedBy) ? 'conflictOwnText' : 'conflictText', { time: time(updatedAt) })}</p>
    </Notice>
  );
};

/** One's own version, set aside while theirs is looked at. */
export const AsideNotice = () => {
  const t = useTranslations('restore.notices');
  const { saver, whyNot } = useDraft();
  const aside = useSaver((state) => state.aside);
  const { busy, copy } = useCopy();
  if (aside === null) return null;
  return (
    <Notice
      tone="warn"
      live
      title={t('asideTitle')}
      actions={
        <>
          <Button size="small" busy={busy} reason={whyNot.plan} onClick={() => copy(aside.history, saver.dropAside)}>
            {t('keepMine')}
          </Button>
          <Button size="small" onClick={saver.dropAside}>
            {t('dropMine')}
          </Button>
        </>
      }
    >
      <p>{t.rich('asideText', { time: time(aside.at) })}</p>
    </Notice>
  );
};

/** What happened while nobody pressed anything: a colleague's save that was taken over, edits that were brought back. */
export const NewsNotice = () => {
  const t = useTranslations('restore.notices');
  const { saver } = useDraft();
  const news = useSaver((state) => state.news);
  const recovered = useSaver((state) => state.recovered);
  const leftOut = useSaver((state) => state.leftOut);
  const who = useWho();
  return (
    <Notice
      tone="info"
      live
      actions={
        <Button size="small" onClick={saver.dismissNews}>
          {t('dismiss')}
        </Button>
      }
    >
      {news !== null && (
        <p>
          {who.isMe(news.by)
            ? t.rich('newsOwn', { time: time(news.at) })
            : t.rich('news', { user: who.inText(news.by), time: time(news.at) })}
        </p>
      )}
      {recovered !== null && <p>{t.rich('recovered', { time: time(recovered) })}</p>}
      {leftOut > 0 && <p>{t('leftOut', { count: leftOut })}</p>}
    </Notice>
  );
};
