import { Component, type ReactNode } from "react";

import { ErrorState } from "../components/ErrorState";

/** Stands in for a page that failed to draw, so that a fault never leaves it blank. */
export class CrashScreen extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    const reload = () => {
      location.reload();
    };
    return <ErrorState error={this.state.error} onRetry={reload} />;
  }
}
