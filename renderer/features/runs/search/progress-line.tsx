import { useEffect, useRef } from 'react'
import { announce } from '../../../ui/announcer.tsx'
import { Button } from '../../../ui/button.tsx'
import { instant, Moment, soonInstant } from '../../../ui/time.tsx'
import { searchWords as words } from '../words/search.ts'
import type { SearchState } from './search-state.ts'

type Props = { state: SearchState; onCancel(): void; onContinue(): void }

/** How far the search is, what it found, and the button that ends it or goes on. */
export function ProgressLine({ state, onCancel, onContinue }: Props) {
  const { phase, progress, found } = state
  const lines = found.reduce((sum, { count }) => sum + count, 0)
  const foundText = words.found(lines, found.length)
  useSaidAtEnd(phase, foundText)
  const goesOn = phase === 'stopped' ? words.continue : phase === 'full' ? words.searchOlder : null
  return (
    <div className="relative flex h-9 shrink-0 items-center gap-2 border-b border-rule px-4 text-sm text-ink-2">
      <p className="min-w-0 truncate tabular-nums">
        <span className="font-semibold text-ink">{foundText}</span>
        {' · '}
        {words.progress(progress.runs, progress.of, progress.isPart)}
        {progress.backTo !== null && phase !== 'done' && (
          <Moment at={progress.backTo}>{words.backTo(soonInstant(progress.backTo))}</Moment>
        )}
        {progress.deletedLogs > 0 && (
          <span title={words.deletedHint(progress.deleted, instant)}>{words.deleted(progress.deletedLogs)}</span>
        )}
        {progress.noLog > 0 && <span title={words.noLogHint}>{words.noLog(progress.noLog)}</span>}
        {progress.skippedLogs > 0 && (
          <span title={words.skippedHint(progress.skipped)}>{words.skipped(progress.skippedLogs)}</span>
        )}
      </p>
      <span className="ml-auto" />
      {phase === 'searching' && (
        <Button small onClick={onCancel}>
          {words.cancel}
        </Button>
      )}
      {goesOn !== null && (
        <Button small onClick={onContinue}>
          {goesOn}
        </Button>
      )}
      {phase === 'searching' && <Bar progress={progress} />}
    </div>
  )
}

/** Drawn on the line below, so that nothing moves when it goes. */
function Bar({ progress: { runs, of } }: Pick<SearchState, 'progress'>) {
  const share = of === null || of === 0 ? 0 : Math.min(1, runs / of)
  return (
    <span
      aria-hidden="true"
      className="absolute -bottom-px left-0 h-0.5 bg-accent forced-colors:bg-[Highlight]"
      style={{ width: `${share * 100}%` }}
    />
  )
}

/** Ends are said, progress is not. */
function useSaidAtEnd(phase: SearchState['phase'], text: string): void {
  const before = useRef(phase)
  useEffect(() => {
    if (before.current === 'searching' && (phase === 'done' || phase === 'full')) announce(words.ended(text))
    before.current = phase
  }, [phase, text])
}
