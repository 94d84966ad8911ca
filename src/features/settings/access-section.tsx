import { SessionSection } from './session-section';
import { TokensSection } from './tokens-section';

/** Who may use this server, and this browser's own way in. */
export function AccessSection() {
  return (
    <>
      <TokensSection />
      <div className="max-w-5xl px-5">
        <SessionSection />
      </div>
    </>
  );
}
