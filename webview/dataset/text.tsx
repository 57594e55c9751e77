/** A text as written; the number that the cookbook's files put before a question is quiet. */
export function Text({ text }: { text: string }) {
  const number = /^Question \[\d+\]:/.exec(text)?.[0] ?? '';
  return (
    <p class="text" dir="auto">
      {number === '' ? null : <span class="quiet">{number}</span>}
      {text.slice(number.length)}
    </p>
  );
}
