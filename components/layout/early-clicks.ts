declare global {
  interface Window {
    /** What the page's first script (`EARLY_CLICKS`) heard before anything of the page could answer. */
    rehomeEarly?: {
      button: HTMLElement | null;
      readonly hear: (event: Event) => void;
    };
  }
}

/**
 * The first script of a page, written into its HTML: remembers the last button that was pressed before the page's code has come, so that the press is not lost; a form is not
 * sent without that code. It stands in HTML as it is, so it does without the characters that HTML escapes. A button that opens a native popover works by itself.
 */
export const EARLY_CLICKS = `
window.rehomeEarly = {
  button: null,
  hear: function (event) {
    var form = event.type === \`submit\`;
    if (form) event.preventDefault();
    var button = form ? event.submitter : event.target.closest ? event.target.closest(\`button\`) : null;
    if (button ? button.popoverTargetElement == null : false) window.rehomeEarly.button = button;
  }
};
addEventListener(\`click\`, window.rehomeEarly.hear, true);
addEventListener(\`submit\`, window.rehomeEarly.hear, true);
`;

/** The page's code has come: from now on React hears what is pressed. */
export const stopHearing = (): void => {
  const early = window.rehomeEarly;
  if (early === undefined) return;
  window.removeEventListener('click', early.hear, true);
  window.removeEventListener('submit', early.hear, true);
};

/** The page is alive: what was pressed last before that is pressed now, once. What is gone or cannot be pressed any more is left alone. */
export const pressAgain = (): void => {
  const button = window.rehomeEarly?.button ?? null;
  if (window.rehomeEarly !== undefined) window.rehomeEarly.button = null;
  if (button?.isConnected === true) button.click();
};
