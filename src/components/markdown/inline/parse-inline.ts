import type { Addresses } from './destinations';
import { treeOf } from './inline-tree';
import type { InlineToken } from './inline-token';
import { Scanner } from './scanner';

export type InlineOptions = {
  links?: Addresses;
  /** More text may follow: what is half there is shown as if it were whole. */
  isGrowing?: boolean;
  /** Within HTML only tags, comments and character references mean something. */
  isHtml?: boolean;
  /** Told of each label that no definition is known for. */
  onMissing?: (label: string) => void;
};

/**
 * The inline half of Markdown, in time linear in the text whatever is in it: CommonMark's algorithm with GitHub's
 * strikethrough and autolinks, formulas, notes and a few HTML tags. Marks that belong to nothing are text, so that no
 * character of the text is lost.
 */
export function parseInline(source: string, options: InlineOptions): InlineToken[] {
  if (!/[\\`*_~[\]!<&$\n@:.]/.test(source)) return [{ type: 'text', text: source }];
  return treeOf(new Scanner(source, options).scan());
}
