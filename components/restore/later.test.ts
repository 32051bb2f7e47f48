import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLater } from './later';
import { observed } from './observed';

let frames: (() => void)[] = [];

/** Draws a frame, and lets the tasks after it run. */
const draw = (): void => {
  const due = frames;
  frames = [];
  for (const frame of due) frame();
  vi.runAllTimers();
};

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => {
    frames.splice(id - 1, 1);
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('createLater', () => {
  it('tells after the frame, and several changes before it as one', () => {
    const source = observed({ at: 0 });
    const seen: number[] = [];
    createLater(source.subscribe).subscribe(() => seen.push(source.read().at));
    source.change({ at: 1 });
    source.change({ at: 2 });
    vi.runAllTimers();
    expect(seen).toEqual([]);
    draw();
    expect(seen).toEqual([2]);
    source.change({ at: 3 });
    draw();
    expect(seen).toEqual([2, 3]);
  });

  it('listens only while somebody does, and tells nobody who has gone', () => {
    const source = observed({ at: 0 });
    const later = createLater(source.subscribe);
    const seen: string[] = [];
    const stopOne = later.subscribe(() => seen.push('one'));
    const stopTwo = later.subscribe(() => seen.push('two'));
    stopOne();
    source.change({ at: 1 });
    draw();
    expect(seen).toEqual(['two']);
    source.change({ at: 2 });
    stopTwo();
    draw();
    source.change({ at: 3 });
    expect(frames).toEqual([]);
    expect(seen).toEqual(['two']);
    later.subscribe(() => seen.push('three'));
    source.change({ at: 4 });
    draw();
    expect(seen).toEqual(['two', 'three']);
  });
});
