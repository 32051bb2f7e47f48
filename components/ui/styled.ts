type Property = 'left' | 'top' | 'bottom' | 'width' | 'height' | 'flexGrow';

/**
 * A `ref` that gives an element its styles once it is there. An element that is sent by the server has none before: the pages' policy takes no `style` attributes
 * (lib/http/content-security-policy.ts), so what must stand in its place at once is placed by classes or attributes.
 * @param styles `''` takes one away
 */
export const styled =
  (styles: Readonly<Partial<Record<Property, string>>>) =>
  (element: HTMLElement | null): void => {
    if (element !== null) Object.assign(element.style, styles);
  };
