/** Stretches of the index that a sample reads, and entries of each: of all times alike, as what is frequent today may be rare else. */
const [STRIPS, STRIP] = [20, 100];
/** Found in a sample, and strips they are in, to be sure of what it tells. */
const [FEWEST, FEWEST_STRIPS] = [5, 3];

const END = (which: 'min' | 'max') => `(SELECT ${which}(n) FROM completion_texts WHERE n > 0)`;

/** SQL of 1 or 0: whether so many entries `d` meet a condition, as far as a sample of them tells. Reads at most 2,000. */
export function areMany(condition: string, most: number): string {
  const length = `min(step, ${STRIP})`;
  return `WITH RECURSIVE ends (at, rows) AS (SELECT ${END('max')}, ${END('max')} - ${END('min')} + 1),
    strips (at, step, rows) AS (
      SELECT at, (rows + ${STRIPS - 1}) / ${STRIPS}, rows FROM ends
      UNION ALL SELECT at - step, step, rows FROM strips LIMIT ${STRIPS}),
    sample (above, upto, rows) AS (
      SELECT at - (step + ${length}) / 2, at - (step - ${length}) / 2, rows FROM strips)
    SELECT count(*) >= max(${FEWEST}, ${most} * min(${STRIPS * STRIP}, s.rows) / s.rows)
        AND count(DISTINCT s.upto) >= ${FEWEST_STRIPS} AS count
      FROM sample s CROSS JOIN completion_texts d ON d.n > s.above AND d.n <= s.upto
      WHERE ${condition}`;
}
