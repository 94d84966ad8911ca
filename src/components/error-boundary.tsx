import { Component, type ReactNode } from 'react';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/error-state';
import { askAnew } from '@/ui/lazily';

type Props = {
  /** When it changes (another page), the content is tried again. */
  resetKey: string;
  children: ReactNode;
};
type State = { error: unknown; failedKey: string | null };

/** The last net under a page: a fault in rendering, or a part of the application that could not be loaded. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, failedKey: null };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps({ resetKey }: Props, state: State): Partial<State> | null {
    if (state.error === null) return null;
    if (state.failedKey === null) return { failedKey: resetKey };
    return state.failedKey === resetKey ? null : { error: null, failedKey: null };
  }

  override componentDidCatch = askAnew;

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="mx-auto max-w-xl p-6">
        <title>Error · Chatkeep</title>
        <ErrorState
          title={<h1>This page could not be shown</h1>}
          message="A newer version may have been released: reload the page. Your drafts are kept."
          detail={error instanceof Error ? error.message : undefined}
          onRetry={() => this.setState({ error: null, failedKey: null })}
        >
          <Button size="sm" variant="ghost" onClick={() => location.reload()}>
            Reload
          </Button>
        </ErrorState>
      </div>
    );
  }
}
