import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import { articlePlan } from '@/lib/restore/fixtures/article';
import { begin } from '@/lib/restore/undo';
import { EditorProvider, useEditor } from './editor-context';
import { createEditorStore } from './editor-store';

const Type = () => useEditor((state) => state.plan.settings.instanceType);

it('what wakes up after the first edit begins with what the server drew', () => {
  const store = createEditorStore(begin(articlePlan()), indexFacts(NO_FACTS), false);
  // Rendered as for hydration: React asks for the server's state.
  const drawn = () => renderToString(createElement(EditorProvider, { store } as Parameters<typeof EditorProvider>[0], createElement(Type)));
  const before = drawn();
  expect(before).toBe('t2.micro');
  store.perform({ label: 'set-type', commands: [{ type: 'set-settings', settings: { instanceType: 'm5.large' } }] });
  expect(store.read().plan.settings.instanceType).toBe('m5.large');
  expect(drawn()).toBe(before);
});
