'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { TextArea } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import { useSentences } from '@/components/ui/use-sentences';
import { addNoteAction } from '@/lib/actions/history';
import type { HistoryDetail, NoteView } from '@/lib/data/history/views';
import { mayBeDone } from '@/lib/problem';
import { historyEntryQuery } from '@/lib/queries/history';
import { problemOf, unwrap } from '@/lib/queries/problem-error';
import { MAX_NOTE, Note, PENDING } from './note';

const TELL_LEFT = 500;

/**
 * Adds a note at once where it will stand, and takes it away again if the server does not take it: then its text is given back to be sent once more. Several may be
 * on their way, and each is told of.
 */
const useAddNote = (
  restoreId: string,
  author: string,
  told: { readonly onSaved: () => void; readonly onRefused: (text: string, error: unknown) => void },
) => {
  const client = useQueryClient();
  const { queryKey } = historyEntryQuery(restoreId);
  const change = (edit: (notes: readonly NoteView[]) => readonly NoteView[]) =>
    client.setQueryData<HistoryDetail>(queryKey, (old) => (old === undefined ? old : { ...old, noteList: edit(old.noteList) }));
  return useMutation({
    mutationFn: ({ text }: { readonly text: string; readonly key: string }) => unwrap(addNoteAction({ restoreId, text })),
    onMutate: async ({ text, key }) => {
      // A poll under way would bring the list without the note.
      await client.cancelQueries({ queryKey });
      change((notes) => [...notes, { id: key, author, text, createdAt: new Date().toISOString(), edited: null, before: [] }]);
    },
    onSuccess: (saved, { key }) => {
      change((notes) => notes.map((note) => (note.id === key ? saved : note)));
      told.onSaved();
    },
    onError: (error, { text, key }) => {
      change((notes) => notes.filter((note) => note.id !== key));
      told.onRefused(text, error);
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
};

const NoteForm = ({
  restoreId,
  author,
  whyNot,
}: {
  readonly restoreId: string;
  readonly author: string;
  readonly whyNot: string | null;
}) => {
  const t = useTranslations('history.notes');
  const problems = useTranslations('problems');
  const [text, setText] = useState('');
  const [sent, setSent] = useState(0);
  const [outcome, setOutcome] = useState<{ readonly saved: true } | { readonly saved: false; readonly error: unknown } | null>(null);
  const add = useAddNote(restoreId, author, {
    onSaved: () => setOutcome((last) => (last?.saved === false ? last : { saved: true })),
    onRefused: (refused, error) => {
      setText((newer) => (newer === '' ? refused : `${refused}\n${newer}`));
      setOutcome({ saved: false, error });
    },
  });
  const problem = outcome?.saved === false ? problemOf(outcome.error) : null;
  const words = problem === null ? null : problemWords(problems, problem);
  const sentences = useSentences();
  const left = MAX_NOTE - text.length;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || whyNot !== null) return;
    setSent(sent + 1);
    setText('');
    setOutcome(null);
    add.mutate({ text: text.trim(), key: `${PENDING} ${sent}` });
  };
  return (
    <form onSubmit={send} className="flex flex-col gap-2 border-t border-line pt-3">
      <TextArea
        label={t('label')}
        readOnly={whyNot !== null}
        hint={whyNot !== null ? whyNot : left <= TELL_LEFT ? t('left', { count: left }) : t('hint')}
        error={
          problem === null || words === null
            ? null
            : sentences(t(mayBeDone(problem) ? 'maybe' : 'failed'), problems('asSentence', { title: words.title }), words.text)
        }
        maxLength={MAX_NOTE}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
      <div className="flex items-center gap-3">
        <Button type="submit" icon="plus" reason={whyNot}>
          {t('add')}
        </Button>
        <span role="status" className="text-text-dim">
          {outcome?.saved === true ? t('saved') : ''}
        </span>
      </div>
    </form>
  );
};

/** What the team wrote beside a restore, and a field to write more. */
export const NotesPanel = (props: {
  readonly restoreId: string;
  readonly account: string;
  readonly user: string;
  readonly notes: readonly NoteView[];
}) => {
  const t = useTranslations('history.notes');
  const whyNot = useWhyNot('annotate-history', props.account);
  return (
    <Panel title={t('title')}>
      {props.notes.length === 0 ? (
        <p className="pb-3 text-text-dim">{t('none')}</p>
      ) : (
        <ul className="flex flex-col pb-2">
          {props.notes.map((note) => (
            <Note key={note.id} restoreId={props.restoreId} note={note} whyNot={whyNot} />
          ))}
        </ul>
      )}
      <NoteForm restoreId={props.restoreId} author={props.user} whyNot={whyNot} />
    </Panel>
  );
};
