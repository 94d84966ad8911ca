import { lazy, Suspense } from 'react';
import { LOCAL_CONNECTION } from '@/api/connection';
import type { Props } from '@/components/copy-here-button';

const Button = lazy(async () => ({
  default: (await import('@/components/copy-here-button')).CopyHereButton,
}));

/** Copies completions of another source into this server; there for other sources alone. */
export function CopyHere(props: Props) {
  if (props.connection.id === LOCAL_CONNECTION.id) return null;
  return (
    <Suspense>
      <Button {...props} />
    </Suspense>
  );
}
