import { KitControls } from './kit-controls';
import { KitStates } from './kit-states';

/** Every component in every state, to be looked at; in no bundle that is shipped (see `routes.tsx`). */
export function KitPage() {
  return (
    <div className="flex h-full flex-col">
      <title>Kit · Chatkeep</title>
      <header className="flex h-13 shrink-0 items-center gap-3 border-b border-line px-5">
        <h1 className="text-title">Kit</h1>
        <span className="text-ink-3">every component, every state</span>
      </header>
      <div className="min-h-0 flex-1 scrolls-y">
        <div className="grid px-5 lg:grid-cols-2">
          <div className="lg:pe-6">
            <KitControls />
          </div>
          <div className="border-line lg:border-s lg:ps-6">
            <KitStates />
          </div>
        </div>
      </div>
    </div>
  );
}
