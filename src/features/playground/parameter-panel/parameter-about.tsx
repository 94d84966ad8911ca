import { Suspense } from 'react';
import { named } from '@/ui/lazily';
import type { RowName } from '../parameters/parameter-rows';

const AboutText = named(() => import('./about-text'), 'AboutText');

/** What a parameter does, its range and its default. */
export function ParameterAbout({ name }: { name: RowName }) {
  return (
    <Suspense>
      <AboutText name={name} />
    </Suspense>
  );
}
