// jsdom has neither modal dialogs nor popovers: these stand-ins keep to what the standard says of the attributes
// and events, so that components need no branch for tests.
HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
  this.setAttribute('open', '');
};
HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
  this.removeAttribute('open');
};

const openPopovers = new WeakSet<Element>();

/** Opens or closes an element with a popover attribute, and says so as a browser does. */
export function setPopover(element: HTMLElement, isOpen: boolean) {
  if (openPopovers.has(element) === isOpen) return;
  if (isOpen) openPopovers.add(element);
  else openPopovers.delete(element);
  // jsdom's own style sheet hides what :popover-open, unknown to it, does not match.
  element.style.display = isOpen ? 'block' : '';
  const states = isOpen ? ['closed', 'open'] : ['open', 'closed'];
  const send = (type: string) =>
    element.dispatchEvent(
      Object.assign(new Event(type), { oldState: states[0], newState: states[1] }),
    );
  send('beforetoggle');
  setTimeout(() => send('toggle'));
}

HTMLElement.prototype.showPopover = function (this: HTMLElement) {
  setPopover(this, true);
};
HTMLElement.prototype.hidePopover = function (this: HTMLElement) {
  setPopover(this, false);
};
document.addEventListener('click', (event) => {
  const trigger = (event.target as Element).closest('[popovertarget]');
  const target = document.getElementById(trigger?.getAttribute('popovertarget') ?? '');
  if (target) setPopover(target, !openPopovers.has(target));
});

// jsdom lays nothing out: everything counts as in view.
globalThis.IntersectionObserver = class extends EventTarget implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = '';
  readonly scrollMargin = '';
  readonly thresholds = [];
  readonly #callback: IntersectionObserverCallback;
  constructor(callback: IntersectionObserverCallback) {
    super();
    this.#callback = callback;
  }
  observe(target: Element) {
    const entry = { target, isIntersecting: true } as IntersectionObserverEntry;
    queueMicrotask(() => this.#callback([entry], this));
  }
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
};
