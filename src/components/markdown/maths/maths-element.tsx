import { createElement, type ReactElement, type ReactNode } from 'react';
import temml from 'temml';
import 'temml/dist/Temml-Local.css';
import './maths.css';
import { byPosition } from '@/components/markdown/by-position';
import { asRecord } from '@/lib/as-record';

const LONGEST = 4_000;
/** Of elements; a page of formulas has fewer than one of these. */
const MOST = 3_000;

const tags = new Set(
  'math mrow mi mn mo mtext mspace ms msup msub msubsup mover munder munderover mfrac msqrt mroot mtable mtr mtd mstyle mpadded mphantom menclose merror mmultiscripts mprescripts none'.split(
    ' ',
  ),
);
const attributes = new Set(
  'display displaystyle scriptlevel mathvariant mathsize form fence stretchy symmetric separator largeop movablelimits accent accentunder linethickness lspace rspace width height depth voffset minsize maxsize notation columnalign rowspacing columnspacing columnlines rowlines columnspan rowspan'.split(
    ' ',
  ),
);
const styles = new Set(
  'color backgroundColor padding paddingLeft paddingRight paddingTop paddingBottom border borderTop borderBottom borderLeft borderRight borderColor width textAlign mathDepth mathStyle whiteSpace'.split(
    ' ',
  ),
);
/** Those that temml's own styles have rules for. */
const drawnBy =
  /^(?:tml-|chr-|wbk-|ff-|math(?:cal|scr)|upstrike|downstrike|sout|menclose|longdiv-|phasor-|circle-pad|textcircle|actuarial|special-fraction)/;
const plainValue = /^[\w\s.,#%+-]{0,60}$/;

/**
 * TeX as MathML elements, made from temml's own tree: no markup in between, and nothing in them that is not listed
 * here. Null where TeX ends in an error, or in more than a formula needs.
 */
export function mathsElement(tex: string, isBlock: boolean): ReactElement | null {
  if (tex.length > LONGEST) return null;
  try {
    const tree = temml.__renderToMathMLTree(tex, {
      displayMode: isBlock,
      throwOnError: true,
      trust: false,
      maxExpand: 300,
      maxSize: [20, 500],
    });
    const left = { count: MOST };
    const element = elementOf(tree, left);
    return left.count < 0 ? null : (element as ReactElement | null);
  } catch {
    // No TeX, or nested too deep: the reader sees what the model wrote.
    return null;
  }
}

function elementOf(value: unknown, left: { count: number }): ReactNode {
  const node = asRecord(value);
  left.count -= 1;
  if (!node || left.count < 0) return null;
  if (typeof node.text === 'string') return node.text;
  const children = (Array.isArray(node.children) ? node.children : []).map((child) =>
    elementOf(child, left),
  );
  const inside = byPosition(children, (child) => child);
  // Fragments and spans of its own only hold others together.
  if (typeof node.type !== 'string' || !tags.has(node.type)) return inside;
  return createElement(node.type, propsOf(node), ...children);
}

function propsOf(node: Record<string, unknown>): Record<string, unknown> {
  const classes = Array.isArray(node.classes) ? node.classes.filter(isClass) : [];
  return {
    ...allowed(node.attributes, attributes),
    style: allowed(node.style, styles),
    className: classes.join(' ') || undefined,
  };
}

function isClass(name: unknown): boolean {
  return typeof name === 'string' && drawnBy.test(name);
}

function allowed(members: unknown, names: Set<string>): Record<string, string> {
  const entries = Object.entries(asRecord(members) ?? {})
    .filter(([name]) => names.has(name))
    .map(([name, value]): [string, string] => [name, String(value)]);
  return Object.fromEntries(entries.filter(([, value]) => plainValue.test(value)));
}
