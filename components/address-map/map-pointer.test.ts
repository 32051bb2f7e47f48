import { describe, expect, it } from 'vitest';
import { createMapPointer } from './map-pointer';

const counted = () => {
  const pointer = createMapPointer();
  const count = { times: 0 };
  pointer.subscribe(() => {
    count.times += 1;
  });
  return { pointer, count };
};

describe('what the pointer is over in the map', () => {
  it('tells the story of what is pointed at, and says so once', () => {
    const { pointer, count } = counted();
    pointer.point(5);
    pointer.point(5);
    expect([pointer.read(), pointer.told(), count.times]).toEqual([{ value: 5, dragging: false }, 5, 1]);
    pointer.point(null);
    expect([pointer.read(), pointer.told(), count.times]).toEqual([null, null, 2]);
  });

  it('keeps the story while something is dragged, whatever it is over, and whatever the browser says of the pointer', () => {
    const { pointer } = counted();
    pointer.point(5);
    pointer.drag(null);
    pointer.point(null);
    expect([pointer.read(), pointer.told()]).toEqual([null, 5]);
    pointer.drag(7);
    expect([pointer.read(), pointer.told()]).toEqual([{ value: 7, dragging: true }, 5]);
    pointer.drag(null);
    expect([pointer.read(), pointer.told()]).toEqual([null, 5]);
  });

  it('ends the story with the drag, also where the drag was beside the map', () => {
    const { pointer, count } = counted();
    pointer.point(5);
    pointer.drag(null);
    pointer.end();
    expect([pointer.read(), pointer.told()]).toEqual([null, null]);
    const { times } = count;
    pointer.end();
    expect(count.times).toBe(times);
  });

  it('tells a place anew when a drag comes to it', () => {
    const { pointer, count } = counted();
    pointer.point(5);
    pointer.drag(5);
    expect([pointer.read(), count.times]).toEqual([{ value: 5, dragging: true }, 2]);
  });
});
