type Props = {
  label: string;
  value: number;
  /** 0: how much there is, is not known yet. */
  max: number;
};

export function Progress({ label, value, max }: Props) {
  return (
    <progress
      aria-label={label}
      className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[inline-size]"
      {...(max > 0 && { value, max })}
    />
  );
}
