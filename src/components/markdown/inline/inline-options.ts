import type { Addresses } from './destinations';

export type InlineOptions = {
  links?: Addresses;
  /** More text may follow: what is half there is shown as if it were whole. */
  isGrowing?: boolean;
  /** Within HTML only tags, comments and character references mean something. */
  isHtml?: boolean;
  /** Told of each label that no definition is known for. */
  onMissing?: (label: string) => void;
};
