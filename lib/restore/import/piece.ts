/** A part of a text that was read out of it, and where each of its characters stands there. */
export interface Piece {
  readonly text: string;
  /** The place of a character of `text` in the whole; of its end for what is beyond. */
  readonly at: (index: number) => number;
}

/** What a piece says from `from` on. */
export const within = (piece: Piece, text: string, from: number): Piece => ({ text, at: (index) => piece.at(from + index) });
