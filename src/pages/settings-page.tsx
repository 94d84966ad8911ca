import { Suspense } from 'react';
import { AboutSection } from '@/features/settings/about-section';
import { AppearanceSection } from '@/features/settings/appearance-section';
import { DataSection } from '@/features/settings/data-section';
import { DirectSection } from '@/features/settings/direct-section';
import { ProvidersSection } from '@/features/settings/providers-section';
import { SessionSection } from '@/features/settings/session-section';
import { lazily } from '@/ui/lazily';

const TokensSection = lazily(
  async () => (await import('@/features/settings/tokens-section')).TokensSection,
);

export function SettingsPage() {
  return (
    <div className="h-full scrolls-y">
      <title>Settings · Chatkeep</title>
      <header className="flex h-13 items-center border-b border-line px-5">
        <h1 className="text-title">Settings</h1>
      </header>
      <ProvidersSection />
      <div className="max-w-5xl px-5">
        <DirectSection />
        <AppearanceSection />
        <DataSection />
        <Suspense>
          <TokensSection />
        </Suspense>
        <SessionSection />
        <AboutSection />
      </div>
    </div>
  );
}
