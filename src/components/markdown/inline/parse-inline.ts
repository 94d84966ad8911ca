import type { InlineOptions } from './inline-options';
import { treeOf } from './inline-tree';
import type { InlineToken } from './inline-token';
import { Scanner } from './scanner';

/**
 * The inline half of Markdown, in time linear in the text whatever is in it: CommonMark's algorithm with GitHub's
 * strikethrough and autolinks, formulas, notes and a few HTML tags. Marks that belong to nothing are text, so that no
 * character of the text is lost.
 */
export function parseInline(source: string, options: InlineOptions): InlineToken[] {
  if (!/[\\`*_~[\]!<&$\n@:.]/.test(source)) return [{ type: 'text', text: source }];
  return treeOf(new Scanner(source, options).scan());
}
