/** How an example's message differs from the one most examples have in its place. */
export interface Deviation {
  /** The first message that differs, from 0. */
  message: number;
  /** `spelling`: the same values written in other bytes. */
  how: 'missing' | 'role' | 'text' | 'images' | 'other' | 'spelling';
  /** What the others have there: a role, or a text. */
  expected?: string;
}
