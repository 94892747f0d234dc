import type { Attempt } from '../../../shared/model/run.ts'
import { Status } from '../../run-status.tsx'
import { cx } from '../../ui/class-names.ts'
import { Elapsed } from '../../ui/time.tsx'
import { words } from './words/page.ts'

/** Which attempt's log and figures are shown. */
export function AttemptList({
  tries,
  chosen,
  onChoose,
}: {
  tries: Attempt[]
  chosen: number | null
  onChoose(number: number): void
}) {
  return (
    <div
      role="group"
      aria-label={words.attempts}
      className="flex shrink-0 gap-1.5 overflow-x-auto border-b border-rule px-4 py-2"
    >
      {tries.map((attempt) => (
        <button
          key={attempt.number}
          type="button"
          aria-pressed={attempt.number === chosen}
          title={attempt.error ?? undefined}
          onClick={() => onChoose(attempt.number)}
          className={cx(
            'flex h-7 shrink-0 items-center gap-2 rounded-md border px-2 text-sm whitespace-nowrap',
            attempt.number === chosen ? 'border-accent bg-selected' : 'border-rule-2 hover:bg-hover',
          )}
        >
          <span className="font-medium tabular-nums">{attempt.number}</span>
          <Status facts={attempt} />
          <span className="text-ink-2">
            <Elapsed from={attempt.startedAt} to={attempt.endedAt} />
          </span>
        </button>
      ))}
    </div>
  )
}
