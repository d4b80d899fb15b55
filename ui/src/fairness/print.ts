// What a panel shows is printed alone, whole, and not the screen behind it.
export function printed(node: HTMLElement): () => void {
  const panel = node.closest('[role=dialog]');
  document.documentElement.classList.add('prints-panel');
  panel?.classList.add('printed');
  return () => document.documentElement.classList.remove('prints-panel');
}
