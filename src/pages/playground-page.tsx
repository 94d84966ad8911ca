import { useSearchParams } from 'react-router-dom';
import { OpenStored } from '@/features/playground/open-stored';
import { Playground } from '@/features/playground/playground';

export function PlaygroundPage() {
  const [search, setSearch] = useSearchParams();
  const from = search.get('from');
  return (
    <div className="flex h-full flex-col">
      <title>Playground · Chatkeep</title>
      {from !== null && <OpenStored id={from} onDone={() => setSearch({}, { replace: true })} />}
      <div className="min-h-0 flex-1">
        <Playground />
      </div>
    </div>
  );
}
