type Props = {
  /** Where it stands on the axis, 0 to 1. */
  share: number;
  children: string;
};

/** The name of a place of an axis: to the left of it by the same share of its own width, so that the last one is whole. */
export function Tick({ share, children }: Props) {
  return (
    <span
      className="absolute top-1 whitespace-nowrap"
      // A share of the width that comes from the number of bars is no class.
      style={{ left: `${share * 100}%`, translate: `-${share * 100}%` }}
    >
      {children}
    </span>
  );
}
