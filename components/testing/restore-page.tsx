import { act } from '@testing-library/react';
import type { ReactElement } from 'react';
import { vi } from 'vitest';
import { DraftProvider, type DraftWork } from '@/components/restore/draft-context';
import { DraftSaver } from '@/components/restore/draft-saver';
import { EditorProvider } from '@/components/restore/editor-context';
import { createEditorStore } from '@/components/restore/editor-store';
import { FactsProvider } from '@/components/restore/facts-context';
import type { SaverWorld } from '@/components/restore/saver-state';
import type { DraftView } from '@/lib/data/drafts/views';
import { indexFacts } from '@/lib/restore/fact-index';
import type { PlanHistory } from '@/lib/restore/history';
import type { RestorePlan } from '@/lib/restore/plan';
import { begin } from '@/lib/restore/undo';
import { ok } from '@/lib/result';
import { FACTS, onScreen, PLAN } from './on-screen';

const PLACE = { account: '123456789012', region: 'ap-northeast-1' } as const;

/** A stored draft of the article's plan. */
export const draftOf = (history: PlanHistory, change: Partial<DraftView> = {}): DraftView => ({
  id: 'd',
  ...PLACE,
  owner: '',
  recoveryPointArn: PLAN.source.recoveryPointArn,
  vault: 'aws-backup-vault',
  history,
  leftOut: 0,
  revision: 1,
  createdAt: '2026-11-29T11:00:00.000Z',
  updatedAt: '2026-11-29T11:30:00.000Z',
  updatedBy: '',
  started: null,
  wait: null,
  way: null,
  holds: [],
  ...change,
});

const ANSWERS: Readonly<Record<string, unknown>> = {
  facts: { facts: FACTS, restoreRoles: FACTS.subnets },
  approval: { needs: { approvals: 0, validHours: 0, ticketRequired: false, rules: [] }, request: null },
};

/** The console's handlers: who asks for facts or an approval is answered; anything else is not there. */
const answer = async (url: string): Promise<Response> => {
  const [, value] = Object.entries(ANSWERS).find(([name]) => url.includes(`/${name}`)) ?? [];
  return new Response(JSON.stringify(value ?? {}), {
    status: value === undefined ? 404 : 200,
    headers: { 'content-type': 'application/json' },
  });
};

/**
 * A part of the restore page with everything around it that it hangs on: an editor, a draft that is saved by `save`, and facts of AWS.
 * Nobody is signed in (`user` is empty) and the draft is theirs.
 */
export const onRestorePage = async (
  part: ReactElement,
  options: {
    readonly plan?: RestorePlan;
    readonly save?: SaverWorld['save'];
    readonly required?: DraftWork['required'];
    readonly watch?: DraftWork['watch'];
  } = {},
) => {
  vi.stubGlobal('fetch', vi.fn(answer));
  const history = begin(options.plan ?? PLAN);
  const draft = draftOf(history);
  const store = createEditorStore(history, indexFacts(FACTS), false);
  const saver = new DraftSaver({
    store,
    draft,
    keeper: { keep: () => undefined, recall: async () => null, forget: () => undefined },
    onRefused: () => undefined,
    save: options.save ?? (async (revision) => ok({ revision: revision + 1, updatedAt: '2026-11-29T12:00:00.000Z' })),
  });
  const work: DraftWork = {
    place: PLACE,
    user: '',
    draft,
    whyNot: { plan: null, start: null },
    saver,
    required: options.required ?? { reason: false, ticket: false },
    lookAgain: () => undefined,
    watch: options.watch ?? (() => undefined),
  };
  saver.begin();
  await act(async () =>
    onScreen(
      <EditorProvider store={store}>
        <DraftProvider work={work}>
          <FactsProvider place={PLACE} first={undefined}>
            {part}
          </FactsProvider>
        </DraftProvider>
      </EditorProvider>,
    ),
  );
  return { store, saver, draft };
};
