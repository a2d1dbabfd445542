/** What is felt in a window, as pages/felt.ts measures it there. */

/** When an act is answered. Selectors mean elements that are seen. */
export type Goal =
  /** The keys go to such an element. */
  | { readonly until: 'focused'; readonly selector: string }
  /** Such an element stands there, with a text, and nothing in it (or in `within`) is awaited. */
  | { readonly until: 'shown'; readonly selector: string; readonly text?: string; readonly within?: string }
  /** It is not what it was before the act. */
  | { readonly until: 'changed'; readonly selector: string }
  /** It waited for something since the act, and does no more. */
  | { readonly until: 'answered'; readonly selector: string };

/** Milliseconds from the key to the frame that shows the goal; null: not within the limit. */
export type Painted = number | null;

export type Frames = {
  /** Milliseconds between frames. */
  readonly frames: readonly number[];
  /** Milliseconds from each key to the frame that followed it. */
  readonly keys: readonly number[];
};
