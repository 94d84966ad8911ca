import library, { PointerEventsCheckLevel } from '@testing-library/user-event';

/**
 * A person at the keyboard and the mouse, who does not look for `pointer-events: none`: a document of the tests has no
 * styles of ours to find it in, and to compute them for every click took a tenth of the time.
 */
export const userEvent = library.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
