import { Link } from 'react-router-dom';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { CannotDoNote } from '@/components/cannot-do';
import { CopyHere } from '@/components/copy-here';
import { paths } from '@/paths';
import type { CannotDo } from '@/queries/source/source-can';
import { buttonLook } from '@/ui/button';

type Props = { connection: Connection; cannot: CannotDo; id: string };

/** In place of the questions where nothing can be written: an answer would have no place. */
export function ReviewNeedsCopy({ connection, cannot, id }: Props) {
  const isLocal = connection.id === LOCAL_CONNECTION.id;
  return (
    <section aria-labelledby="needs-copy" className="space-y-2 p-4">
      <h2 id="needs-copy" className="text-sm font-semibold">
        {isLocal ? 'Your token cannot review' : 'Review needs a copy'}
      </h2>
      <CannotDoNote
        cannot={cannot}
        actions={
          !isLocal && (
            <>
              <Link to={paths.data('mirror')} className={buttonLook({ size: 'sm' })}>
                Mirror to this server…
              </Link>
              <CopyHere
                connection={connection}
                ids={[id]}
                to={paths.review(new URLSearchParams({ peek: id }).toString())}
                andGo
              >
                Copy here and judge
              </CopyHere>
            </>
          )
        }
      >
        and a verdict is metadata.{!isLocal && ' You can judge a copy on this server.'}
      </CannotDoNote>
    </section>
  );
}
