import type { RunDetail } from '../../../../shared/model/run.ts'
import { cx } from '../../../ui/class-names.ts'
import { PanelCode, PanelSection } from '../../../ui/panel/facts.tsx'
import { LineText } from '../log/line-text.tsx'
import { useLogGrowth } from '../log/use-log-growth.ts'
import { words } from './words.ts'

const shownLines = 20

/** The newest lines of a run's log, live while it runs. */
export function LogTail({ run, node }: { run: RunDetail; node: string | null }) {
  const { log, problem } = useLogGrowth(run.id, node, null, run.endedAt !== null)
  if (problem !== null) return <p className="text-sm text-bad">{words.logUnreadable(problem)}</p>
  if (log === null) return null
  const lines = log.tail.slice(-shownLines)
  if (lines.length === 0) return <p className="text-sm text-ink-2">{log.size.ended ? words.noOutput : words.noOutputYet}</p>
  return (
    <PanelSection title={words.log}>
      <PanelCode label={words.lastLines(lines.length)}>
        {lines.map((line) => (
          <div key={line.n} className={cx('min-h-4', line.stream === 'note' && 'text-ink-2 italic')}>
            <LineText line={line} />
          </div>
        ))}
      </PanelCode>
    </PanelSection>
  )
}
