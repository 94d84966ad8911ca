// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PromptTurn } from '../turns/conversation';
import { LongConversation } from './long-conversation';

let looks: (() => void)[] = [];

/** Of all that is watched it says that it is in view, once the browser looks. */
class AllInView {
  private readonly say: (entries: object[]) => void;
  constructor(say: (entries: object[]) => void) {
    this.say = say;
  }
  observe(target: Element) {
    looks.push(() => this.say([{ target, isIntersecting: true }]));
  }
  disconnect() {}
}

function look() {
  act(() => looks.forEach((each) => each()));
  looks = [];
}

beforeEach(() => vi.stubGlobal('IntersectionObserver', AllInView));
afterEach(() => vi.unstubAllGlobals());

const prompt = (key: string, role: string): PromptTurn => ({
  kind: 'prompt',
  key,
  parent: null,
  message: { role, content: 'Be calm.' },
});

test('a system prompt in view is no line on top, also once it is edited and has another key', () => {
  const scroller = document.createElement('div');
  const draw = (system: string, ...turns: string[]) => {
    scroller.innerHTML = [system, ...turns].map((key) => `<p data-turn="${key}"></p>`).join('');
    const asked = turns.map((key) => prompt(key, 'user'));
    return <LongConversation {...{ scroller }} turns={asked} system={prompt(system, 'system')} />;
  };
  const { rerender } = render(draw('s1', 'u1'));
  look();
  expect(screen.queryByRole('button')).toBeNull();
  rerender(draw('s2', 'u1'));
  look();
  expect(screen.queryByRole('button')).toBeNull();
  // Out of sight it is one, with the place.
  rerender(
    <LongConversation
      {...{ scroller }}
      turns={[prompt('u1', 'user')]}
      system={prompt('s3', 'system')}
    />,
  );
  expect(screen.getByRole('button').textContent).toContain('turn 1 of 1');
  // With nothing below it there is no place to tell.
  rerender(<LongConversation {...{ scroller }} turns={[]} system={prompt('s3', 'system')} />);
  expect(screen.queryByRole('button')).toBeNull();
});
