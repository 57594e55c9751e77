import type { ComponentChildren } from 'preact';
import type { MessageView } from '../../src/protocol/datasetPage.ts';
import { InSight } from './inSight.tsx';

/** More messages than this are drawn in blocks, as they come into sight. */
const AT_ONCE = 60;
const BLOCK = 20;
/** About what a short message takes, in pixels. */
const HEIGHT = 72;

export interface MessagesProps {
  messages: readonly MessageView[];
  /** Place of the first of them in the example, from 0. */
  from: number;
  children: (message: MessageView, index: number) => ComponentChildren;
}

/** Messages one after the other, however many they are. */
export function Messages({ messages, from, children }: MessagesProps) {
  if (messages.length <= AT_ONCE) return <>{messages.map((message, at) => children(message, from + at))}</>;
  const starts = Array.from({ length: Math.ceil(messages.length / BLOCK) }, (_, block) => block * BLOCK);
  return (
    <>
      {starts.map((start) => {
        const block = messages.slice(start, start + BLOCK);
        return (
          <InSight
            key={start}
            height={block.length * HEIGHT}
            messages={`${from + start} ${from + start + block.length}`}
          >
            {() => block.map((message, at) => children(message, from + start + at))}
          </InSight>
        );
      })}
    </>
  );
}
