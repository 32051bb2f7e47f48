'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import { TextArea } from '@/components/ui/field';
import { problemWords } from '@/components/ui/problem-words';
import { RelativeTime } from '@/components/ui/relative-time';
import { useSentences } from '@/components/ui/use-sentences';
import { changeNoteAction } from '@/lib/actions/history';
import type { NoteView } from '@/lib/data/history/views';
import { mayBeDone } from '@/lib/problem';
import { historyEntryQuery } from '@/lib/queries/history';
import { problemOf, unwrap } from '@/lib/queries/problem-error';

/** The longest note, in characters. */
export const MAX_NOTE = 4_000;
/** The id of a note that is on its way begins so. */
export const PENDING = 'pending';

const time = (at: string) => () => <RelativeTime at={at} />;

/** Every version that an edit replaced, oldest first. */
const Before = ({ note }: { readonly note: NoteView }) => {
  const t = useTranslations('history.notes');
  const who = useWho();
  return (
    <details className="text-text-dim">
      <summary className="text-xs">{t('before', { count: note.before.length })}</summary>
      <ol className="flex flex-col gap-1 pt-1 pl-3">
        {note.before.map((version) => (
          <li key={`${version.at} ${version.text}`}>
            <p className="text-xs">{t.rich('wrote', { user: who.inText(version.author), time: time(version.at) })}</p>
            <p className="whitespace-pre-wrap wrap-anywhere">{version.text}</p>
          </li>
        ))}
      </ol>
    </details>
  );
};

const EditForm = (props: { readonly restoreId: string; readonly note: NoteView; readonly onDone: () => void }) => {
  const { restoreId, note, onDone } = props;
  const t = useTranslations('history.notes');
  const problems = useTranslations('problems');
  const sentences = useSentences();
  const client = useQueryClient();
  const [text, setText] = useState(note.text);
  // What the edit began from: a poll may bring a colleague's edit meanwhile.
  const [before] = useState(note.text);
  const save = useMutation({
    mutationFn: () => unwrap(changeNoteAction({ restoreId, noteId: note.id, before, text: text.trim() })),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: historyEntryQuery(restoreId).queryKey }),
  });
  const problem = save.isError ? problemOf(save.error) : null;
  const words = problem === null || problem.code === ('note-changed' as string) ? null : problemWords(problems, problem);
  const error =
    problem === null
      ? null
      : words === null
        ? t('changed')
        : sentences(t(mayBeDone(problem) ? 'maybe' : 'failed'), problems('asSentence', { title: words.title }), words.text);
  return (
    <form
      className="flex flex-col gap-2 pt-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === before) onDone();
        else if (text.trim() !== '') save.mutate();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <TextArea
        label={t('editLabel')}
        error={error}
        maxLength={MAX_NOTE}
        value={text}
        ref={(field) => field?.focus()}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" size="small" tone="primary" busy={save.isPending} reason={text.trim() === '' ? t('empty') : null}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
};

/** One note: what it says, by whom and when, what it said before, and the way to edit it. */
export const Note = ({
  restoreId,
  note,
  whyNot,
}: {
  readonly restoreId: string;
  readonly note: NoteView;
  readonly whyNot: string | null;
}) => {
  const t = useTranslations('history.notes');
  const who = useWho();
  const [editing, setEditing] = useState(false);
  const pending = note.id.startsWith(PENDING);
  return (
    <li className={cx('border-t border-line py-2 first:border-t-0 first:pt-0', pending && 'text-text-dim')}>
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{who.label(note.author)}</span>
        <span className="text-xs text-text-dim">{pending ? t('sending') : <RelativeTime at={note.createdAt} />}</span>
        {note.edited !== null && (
          <span className="text-xs text-text-dim">
            {t.rich('edited', { user: who.inText(note.edited.by), time: time(note.edited.at) })}
          </span>
        )}
        {!pending && !editing && (
          <Button size="small" className="ml-auto" reason={whyNot} onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
        )}
      </div>
      {editing ? (
        <EditForm restoreId={restoreId} note={note} onDone={() => setEditing(false)} />
      ) : (
        <p className="whitespace-pre-wrap wrap-anywhere">{note.text}</p>
      )}
      {note.before.length > 0 && <Before note={note} />}
    </li>
  );
};
