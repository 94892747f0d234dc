import { Component, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Empty } from './empty.tsx'
import { words } from './words.ts'

/** A page that fails takes nothing else down with it. `place` changes: it is given another chance. */
export class ErrorBoundary extends Component<{ place: string; children: ReactNode }, { failed: Error | null }> {
  override state = { failed: null as Error | null }

  static getDerivedStateFromError(failed: Error) {
    return { failed }
  }

  override componentDidUpdate(before: { place: string }): void {
    if (before.place !== this.props.place && this.state.failed) this.setState({ failed: null })
  }

  override render() {
    const { failed } = this.state
    if (!failed) return this.props.children
    return (
      <div role="alert" className="flex flex-1">
        <Empty
          title={words.pageFailed}
          action={<Button onClick={() => this.setState({ failed: null })}>{words.showAgain}</Button>}
        >
          {words.pageFailedText(failed.message)}
        </Empty>
      </div>
    )
  }
}
