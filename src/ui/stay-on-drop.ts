/**
 * A file that misses its target is refused. The browser would open it in place of the page, and all that was not
 * saved would be gone.
 */
export function stayOnDrop(): void {
  const refuse = (event: DragEvent) => {
    const { dataTransfer, target } = event;
    // Taken already, or meant for a field that takes files by itself; text may be dropped wherever it can be typed.
    if (event.defaultPrevented || !dataTransfer?.types.includes('Files')) return;
    if (target instanceof HTMLInputElement && target.type === 'file') return;
    event.preventDefault();
    dataTransfer.dropEffect = 'none';
  };
  window.addEventListener('dragover', refuse);
  window.addEventListener('drop', refuse);
}
