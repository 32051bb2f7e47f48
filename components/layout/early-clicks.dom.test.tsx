import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { EARLY_CLICKS, pressAgain, stopHearing } from './early-clicks';

/** As the browser runs it from the page's HTML. */
const begin = (): void => {
  const script = document.createElement('script');
  script.textContent = EARLY_CLICKS;
  document.head.append(script);
  if (window.rehomeEarly === undefined) new Function(EARLY_CLICKS)();
};

beforeEach(() => {
  stopHearing();
  delete window.rehomeEarly;
});

it('a button that was pressed before the page was alive is pressed once it is, the last one only, and once', () => {
  begin();
  document.body.innerHTML = '<button id="a">A</button><button id="b"><span id="in">B</span></button>';
  const [a, b] = [vi.fn(), vi.fn()];
  fireEvent.click(document.querySelector('#a') as Element);
  fireEvent.click(document.querySelector('#in') as Element);
  stopHearing();
  document.querySelector('#a')?.addEventListener('click', a);
  document.querySelector('#b')?.addEventListener('click', b);
  pressAgain();
  pressAgain();
  expect(a).not.toHaveBeenCalled();
  expect(b).toHaveBeenCalledTimes(1);
});

it('what is pressed later is React’s, and a button that is gone is left alone', () => {
  begin();
  document.body.innerHTML = '<button id="a">A</button>';
  fireEvent.click(document.querySelector('#a') as Element);
  document.body.innerHTML = '';
  stopHearing();
  const pressed = vi.fn();
  onScreen(
    <button type="button" onClick={pressed}>
      C
    </button>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'C' }));
  pressAgain();
  expect(pressed).toHaveBeenCalledTimes(1);
});

it('its script stands in HTML as it is', () => {
  expect(EARLY_CLICKS).not.toMatch(/[<>&"']/);
});
