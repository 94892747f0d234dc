import type { RunDetail } from '../../../shared/model/run.ts'
import { lookOf } from '../../flow-graph/looks.ts'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { duration } from '../../ui/time.tsx'
import type { StepTale, Try } from './steps.ts'

const shown = 500

/** How long what took, one line for each step; its attempts darker than its waits. */
export function FlowTimeline({ run, steps }: { run: RunDetail; steps: StepTale[] }) {
  const from = run.startedAt ?? run.createdAt
  const to =
    run.endedAt ??
    Math.max(
      from + 1,
      ...steps.map((step) => step.to ?? step.from),
      ...steps.flatMap(({ tries }) => tries.map((each) => each.to ?? each.from)),
    )
  const span = Math.max(1, to - from)
  const percent = (at: number): number => Math.min(100, Math.max(0, ((at - from) / span) * 100))
  if (steps.length === 0) return <Empty title="Nothing has begun yet" />
  return (
    <div className="p-4">
      {steps.length > shown && (
        <p className="mb-2 text-sm text-ink-2">
          The last {shown} of {steps.length} steps.
        </p>
      )}
      <ol aria-label={`Steps over ${duration(span)}`}>
        {steps.slice(-shown).map((step) => {
          const { word, ink } = lookOf(step)
          const end = step.to ?? to
          return (
            <li
              key={step.id}
              className="grid h-7 grid-cols-[200px_1fr_88px] items-center gap-3 border-b border-rule max-[960px]:grid-cols-[120px_1fr_72px]"
            >
              <span className="truncate" title={step.id}>
                <span className="font-medium">{step.node}</span>
                <span className="text-ink-3">{step.id.slice(step.node.length)}</span>
              </span>
              <span className="relative h-3.5" title={`${step.id}: ${word}, ${duration(end - step.from)}`}>
                <Bar left={percent(step.from)} right={percent(end)} className="bg-rule" />
                {step.tries.slice(0, 200).map((each) => (
                  <Bar
                    key={`${each.item} ${each.number}`}
                    left={percent(each.from)}
                    right={percent(each.to ?? to)}
                    className={colorOf(each)}
                  />
                ))}
              </span>
              <span className={cx('text-right text-sm tabular-nums', step.to === null ? ink : 'text-ink-2')}>
                {step.to === null ? word : duration(end - step.from)}
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

const colorOf = ({ status }: Try): string =>
  ({ running: 'bg-run', succeeded: 'bg-ok-fill', failed: 'bg-bad', cancelled: 'bg-warn' })[status]

/** Never so short that it cannot be seen. */
const Bar = ({ left, right, className }: { left: number; right: number; className: string }) => (
  <i
    className={cx('absolute inset-y-0 rounded-[2px]', className)}
    style={{ left: `${Math.min(left, 99.5)}%`, width: `${Math.max(0.5, right - left)}%` }}
  />
)
