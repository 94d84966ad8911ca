import { AboutSection } from './about-section';
import { AppearanceSection } from './appearance-section';
import { DirectSection } from './direct-section';

/** What is kept in this browser, and what there is to know of the server. */
export function BrowserSection() {
  return (
    <div className="max-w-5xl px-5">
      <AppearanceSection />
      <DirectSection />
      <AboutSection />
    </div>
  );
}
