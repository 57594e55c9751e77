/** Brings a message of the example shown into sight, opening what it is folded into, and gives it the focus. */
export function showMessage(index: number): void {
  const find = () => document.querySelector<HTMLElement>(`article[data-message="${index}"]`);
  const show = () => {
    const message = find();
    if (!message) return false;
    message.scrollIntoView({ block: 'nearest' });
    message.focus({ preventScroll: true });
    return true;
  };
  if (show()) return;
  const folded = [...document.querySelectorAll<HTMLElement>('[data-messages]')].find((block) => {
    const [from = 0, to = 0] = (block.dataset['messages'] ?? '').split(' ').map(Number);
    return from <= index && index < to;
  });
  folded?.dispatchEvent(new CustomEvent('reveal-text', { bubbles: true }));
  requestAnimationFrame(show);
}
