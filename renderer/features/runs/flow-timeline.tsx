import type { Definition } from '../../../shared/flow/definition.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { duration, exactInstant, instantInSeconds, useNow } from '../../ui/time.tsx'
import type { StepTale } from './step-tale.ts'
import { ticksOf, tickText } from './timeline-axis.ts'
import { StepRow } from './timeline-row.tsx'
import { grid, type Scale, scaleOf } from './timeline-scale.ts'
import { timelineWords as words } from './words/flow.ts'

const shown = 500

type Props = { run: RunDetail; definition: Definition; steps: StepTale[]; onOpen(node: string): void }

/** How long each step and each of its items took, from the start of this run. A row opens its node. */
export function FlowTimeline({ run, definition, steps, onOpen }: Props) {
  const now = useNow(run.endedAt === null ? 1_000 : 3_600_000)
  if (steps.length === 0) return <Empty title={words.none}>{words.noneHint}</Empty>
  const scale = scaleOf(run, run.endedAt ?? now)
  return (
    <div className="p-4">
      {steps.length > shown && <p className="mb-2 text-sm text-ink-2">{words.newest(shown, steps.length)}</p>}
      <Axis scale={scale} />
      <div className="relative">
        <GridLines scale={scale} />
        <ol aria-label={words.steps(duration(scale.to - scale.from))} className="relative">
          {steps.slice(-shown).map((step) => (
            <StepRow key={step.id} step={step} name={nameOf(definition, step, steps)} scale={scale} onOpen={onOpen} />
          ))}
        </ol>
      </div>
      <Legend />
    </div>
  )
}

/** Which time it was entered is told only of a node that was entered more than once. */
function nameOf({ nodes }: Definition, { id, node }: StepTale, steps: StepTale[]): string {
  const title = nodes[node]?.title ?? node
  const visit = id.slice(node.length + 1)
  return visit === '1' && !steps.some((other) => other.node === node && other.id !== id) ? title : words.step(title, visit)
}

function Axis({ scale }: { scale: Scale }) {
  return (
    <div className={cx(grid, 'h-6 border-b border-rule-2 text-xs text-ink-3')}>
      <span title={exactInstant(scale.from)} className="truncate">
        {words.from(instantInSeconds(scale.from))}
      </span>
      <span aria-hidden="true" className="relative h-4">
        {ticksOf(scale.to - scale.from).map((ms) => (
          <span
            key={ms}
            style={{ left: `${scale.percent(scale.from + ms)}%` }}
            className={cx('absolute whitespace-nowrap tabular-nums', ms > 0 && '-translate-x-1/2')}
          >
            {tickText(ms)}
          </span>
        ))}
      </span>
      <span className="text-right">{words.took}</span>
    </div>
  )
}

const GridLines = ({ scale }: { scale: Scale }) => (
  <div aria-hidden="true" className={cx(grid, 'pointer-events-none absolute inset-0 items-stretch!')}>
    <span />
    <span className="relative">
      {ticksOf(scale.to - scale.from).map((ms) => (
        <i key={ms} style={{ left: `${scale.percent(scale.from + ms)}%` }} className="absolute inset-y-0 w-px bg-rule" />
      ))}
    </span>
  </div>
)

const legend: [color: string, word: string][] = [
  ['bg-ok-fill', words.succeeded],
  ['bg-bad', words.failedAttempt],
  ['bg-run', words.running],
  ['bg-warn', words.cancelled],
  ['bg-rule-2', words.waiting],
]

const Legend = () => (
  <ul aria-label={words.legend} className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
    {legend.map(([color, word]) => (
      <li key={word} className="flex items-center gap-1.5">
        <i aria-hidden="true" className={cx('h-2.5 w-4 rounded-[2px]', color)} />
        {word}
      </li>
    ))}
  </ul>
)
