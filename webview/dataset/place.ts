import type { Listing } from '../../src/protocol/listing.ts';

/** Where the user is and how the page is laid out: all that the page itself keeps. */
export interface Place {
  /** What was listed here. */
  listing: Listing;
  /** -1 before anything was selected here: the host's choice counts. */
  line: number;
  /** Pixels of the list beside the conversation, and above it where the editor is narrow. */
  listWidth: number;
  listHeight: number;
  /** Whether the messages all examples share are open. */
  sharedOpen: boolean;
  /** Whether texts are drawn as Markdown; the setting's choice until one is made here. */
  markdown: '' | 'on' | 'off';
  /** Whether all problems are listed in place of the examples, and which rules were opened or closed there. */
  problems: boolean;
  problemGroups: Readonly<Record<string, boolean>>;
}

export const FIRST_PLACE: Place = {
  listing: {},
  line: -1,
  listWidth: 416,
  listHeight: 240,
  sharedOpen: false,
  markdown: '',
  problems: false,
  problemGroups: {},
};
