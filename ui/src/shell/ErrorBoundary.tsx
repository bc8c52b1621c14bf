import { Component, type ReactNode } from "react";
import { Button, EmptyState } from "../components";

/** Keeps a fault of one pane from taking the window down. What was typed is with the workbench. */
export class ErrorBoundary extends Component<{ name: string; children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error) {
    console.error(error);
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <EmptyState title={`${this.props.name} stopped with a fault`} actions={<Button onPress={() => this.setState({ error: null })}>Show it again</Button>}>
        <span className="selectable">{error.message}</span> Your work is safe. If it happens again, close and open Stepwell.
      </EmptyState>
    );
  }
}
