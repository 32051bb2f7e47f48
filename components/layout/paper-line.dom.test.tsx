import { expect, it } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { FrameProvider, NOBODY } from './frame-context';
import { PaperLine } from './paper-line';

it('says on paper which account and region it is about, that it is a simulated one, and who “you” is', () => {
  const facts = { ...NOBODY, user: 'alex', home: { account: '123456789012', region: 'ap-northeast-1' }, simulated: true };
  const { container } = onScreen(
    <FrameProvider facts={facts}>
      <PaperLine />
    </FrameProvider>,
  );
  expect(container.textContent).toBe('Rehome · Account 123456789012 · ap-northeast-1 · Simulated account · Signed in as alex');
});
