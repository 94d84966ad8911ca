/** Numbers by the values of their labels, in the text format of Prometheus (version 0.0.4). */
export type Metric = { text(): string };

type Values = readonly (readonly [labels: readonly string[], value: number])[];
type About = { name: string; help: string; labels?: readonly string[] };

/** A number that only grows. */
export function counter(about: About): Metric & { add(labels: readonly string[]): void } {
  const counts = createLabelled(() => ({ value: 0 }));
  return {
    add: (labels) => void (counts.of(labels).value += 1),
    text: () =>
      countedText(
        about,
        counts.all().map(({ labels, value }) => [labels, value] as const),
      ),
  };
}

/** A number as it is when it is asked for. */
export function gaugeText(about: About, values: Values): string {
  return valuesText(about, values, 'gauge');
}

/** The same for a number that something else counts, and that only grows. */
export function countedText(about: About, values: Values): string {
  return valuesText(about, values, 'counter');
}

function valuesText(about: About, values: Values, type: 'gauge' | 'counter'): string {
  const byLabels = new Map(
    values.map(([labels, value]) => [labelText(about.labels, labels), value] as const),
  );
  return head(about, type) + lines(about.name, byLabels);
}

type Buckets = { counts: number[]; sum: number; count: number };

/** How often a value was at most each of `bounds`, which grow. */
export function histogram(
  about: About & { bounds: readonly number[] },
): Metric & { observe(labels: readonly string[], value: number): void } {
  const { bounds } = about;
  const all = createLabelled<Buckets>(() => ({ counts: bounds.map(() => 0), sum: 0, count: 0 }));
  return {
    observe(labels, value) {
      const known = all.of(labels);
      for (let at = bounds.length - 1; at >= 0 && value <= (bounds[at] ?? 0); at -= 1)
        known.counts[at] = (known.counts[at] ?? 0) + 1;
      known.sum += value;
      known.count += 1;
    },
    text: () =>
      head(about, 'histogram') +
      all
        .all()
        .map((each) => bucketText(about, each))
        .join(''),
  };
}

/** What is counted for each set of labels. Every request is: their text is made when somebody asks. */
function createLabelled<Counted extends object>(begin: () => Counted) {
  type Known = Counted & { labels: readonly string[] };
  const known = new Map<string, Known>();
  return {
    of(labels: readonly string[]): Known {
      const key = labels.join('\n');
      const counted = known.get(key) ?? { ...begin(), labels };
      known.set(key, counted);
      return counted;
    },
    all: () => [...known.values()],
  };
}

function bucketText(
  { name, labels: names = [], bounds }: About & { bounds: readonly number[] },
  { counts, sum, count, labels }: Buckets & { labels: readonly string[] },
): string {
  const within = [...names, 'le'];
  const rows = [...bounds.map(String), '+Inf'].map((bound, at) => {
    const key = labelText(within, [...labels, bound]);
    return `${name}_bucket${key} ${counts[at] ?? count}\n`;
  });
  const own = labelText(names, labels);
  return `${rows.join('')}${name}_sum${own} ${sum}\n${name}_count${own} ${count}\n`;
}

function head({ name, help }: About, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function lines(name: string, values: ReadonlyMap<string, number>): string {
  return [...values].map(([labels, value]) => `${name}${labels} ${value}\n`).join('');
}

function labelText(names: readonly string[] = [], values: readonly string[]): string {
  if (names.length === 0) return '';
  const pairs = names.map((name, at) => `${name}="${escaped(values[at] ?? '')}"`);
  return `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
