import type { Definition } from '../../../shared/flow/definition.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { lookOf } from '../../flow-graph/looks.ts'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { duration, exactInstant, instantInSeconds, useNow } from '../../ui/time.tsx'
import type { StepTale, Try } from './step-tale.ts'
import { ticksOf, tickText } from './timeline-axis.ts'

const shown = 500
const itemsShown = 20
const grid = 'grid grid-cols-[220px_1fr_104px] items-center gap-3 max-[960px]:grid-cols-[150px_1fr_84px]'

/** Where moments lie between the start of the run and its end, or now. */
type Scale = { from: number; to: number; percent(at: number): number }
type Props = { run: RunDetail; definition: Definition; steps: StepTale[]; onOpen(node: string): void }

/** How long each step and each of its items took, from the start of this run. A row opens its node. */
export function FlowTimeline({ run, definition, steps, onOpen }: Props) {
  const now = useNow(run.endedAt === null ? 1_000 : 3_600_000)
  if (steps.length === 0) return <Empty title="No steps yet">Each step appears here as it starts.</Empty>
  const scale = scaleOf(run, run.endedAt ?? now)
  return (
    <div className="p-4">
      {steps.length > shown && (
        <p className="mb-2 text-sm text-ink-2">
          The last {shown} of {steps.length.toLocaleString('en')} steps.
        </p>
      )}
      <Axis scale={scale} />
      <div className="relative">
        <GridLines scale={scale} />
        <ol aria-label={`Steps over ${duration(scale.to - scale.from)}`} className="relative">
          {steps.slice(-shown).map((step) => (
            <StepRow key={step.id} step={step} name={nameOf(definition, step, steps)} scale={scale} onOpen={onOpen} />
          ))}
        </ol>
      </div>
      <Legend />
    </div>
  )
}

function scaleOf(run: RunDetail, end: number): Scale {
  const from = run.startedAt ?? run.createdAt
  const to = Math.max(from + 1, end)
  return { from, to, percent: (at) => Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100)) }
}

/** Which time it was entered is told only of a node that was entered more than once. */
function nameOf({ nodes }: Definition, { id, node }: StepTale, steps: StepTale[]): string {
  const title = nodes[node]?.title ?? node
  const visit = id.slice(node.length + 1)
  return visit === '1' && !steps.some((other) => other.node === node && other.id !== id) ? title : `${title} #${visit}`
}

function Axis({ scale }: { scale: Scale }) {
  return (
    <div className={cx(grid, 'h-6 border-b border-rule-2 text-xs text-ink-3')}>
      <span title={exactInstant(scale.from)} className="truncate">
        From {instantInSeconds(scale.from)}
      </span>
      <span aria-hidden="true" className="relative h-4">
        {ticksOf(scale.to - scale.from).map((ms) => (
          <span
            key={ms}
            style={{ left: `${scale.percent(scale.from + ms)}%` }}
            className={cx('absolute tabular-nums', ms > 0 && '-translate-x-1/2')}
          >
            {tickText(ms)}
          </span>
        ))}
      </span>
      <span className="text-right">Took</span>
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

type RowProps = { step: StepTale; name: string; scale: Scale; onOpen(node: string): void }

function StepRow({ step, name, scale, onOpen }: RowProps) {
  const items = Map.groupBy(
    step.tries.filter(({ item }) => item !== null),
    ({ item }) => item ?? 0,
  )
  const look = lookOf(step)
  const took = duration((step.to ?? scale.to) - step.from)
  return (
    <li>
      <button
        type="button"
        onClick={() => onOpen(step.node)}
        title={[name, look.word, step.takenFrom === null ? took : `from run ${step.takenFrom}`].join(', ')}
        className={cx(grid, 'h-7 w-full border-b border-rule text-left hover:bg-hover/60')}
      >
        <span className="flex min-w-0 items-center gap-1.5">
          <look.icon
            aria-hidden="true"
            strokeWidth={2.5}
            className={cx('size-3.5 shrink-0', step.takenFrom === null ? look.ink : 'text-ink-3')}
          />
          <span className={cx('truncate', step.takenFrom === null ? 'font-medium' : 'text-ink-3')}>{name}</span>
          <span className="sr-only">{look.word}</span>
        </span>
        {step.takenFrom === null ? (
          <span className="relative h-3.5">
            <Bar left={scale.percent(step.from)} right={scale.percent(step.to ?? scale.to)} className="bg-rule-2" />
            {items.size <= 1 && <Tries tries={step.tries} scale={scale} />}
          </span>
        ) : (
          <span className="text-sm text-ink-3">from run {step.takenFrom}</span>
        )}
        <span className={cx('text-right text-sm tabular-nums', step.takenFrom === null ? 'text-ink-2' : 'text-ink-3')}>
          {step.to === null ? look.word : took}
        </span>
      </button>
      {items.size > 1 && <Items items={[...items]} scale={scale} />}
    </li>
  )
}

function Items({ items, scale }: { items: [number, Try[]][]; scale: Scale }) {
  const rest = items.length - itemsShown
  return (
    <ol aria-label="Items">
      {items.slice(0, itemsShown).map(([item, tries]) => {
        const last = tries.at(-1)
        return (
          <li key={item} className={cx(grid, 'h-6 border-b border-rule text-sm text-ink-2')}>
            <span className="truncate pl-5">
              Item {item}
              <span className="sr-only">, {last?.status}</span>
            </span>
            <span className="relative h-2.5">
              <Tries tries={tries} scale={scale} />
            </span>
            <span className="text-right tabular-nums">{last && duration((last.to ?? scale.to) - (tries[0] ?? last).from)}</span>
          </li>
        )
      })}
      {rest > 0 && (
        <li className="flex h-6 items-center border-b border-rule pl-5 text-sm text-ink-3">
          {rest.toLocaleString('en')} more {rest === 1 ? 'item' : 'items'}
        </li>
      )}
    </ol>
  )
}

const triesShown = 200

const Tries = ({ tries, scale }: { tries: Try[]; scale: Scale }) =>
  tries
    .slice(0, triesShown)
    .map((each) => (
      <Bar
        key={`${each.item} ${each.number}`}
        left={scale.percent(each.from)}
        right={scale.percent(each.to ?? scale.to)}
        className={colors[each.status]}
      />
    ))

const colors: Record<Try['status'], string> = {
  running: 'bg-run',
  succeeded: 'bg-ok-fill',
  failed: 'bg-bad',
  cancelled: 'bg-warn',
}

/** Never so short that it cannot be seen. */
const Bar = ({ left, right, className }: { left: number; right: number; className: string }) => (
  <i
    className={cx('absolute inset-y-0 rounded-[2px]', className)}
    style={{ left: `${Math.min(left, 99.5)}%`, width: `${Math.max(0.5, right - left)}%` }}
  />
)

const legend: [color: string, word: string][] = [
  ['bg-ok-fill', 'Succeeded'],
  ['bg-bad', 'Failed attempt'],
  ['bg-run', 'Running'],
  ['bg-warn', 'Cancelled'],
  ['bg-rule-2', 'Waiting'],
]

const Legend = () => (
  <ul aria-label="Legend" className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
    {legend.map(([color, word]) => (
      <li key={word} className="flex items-center gap-1.5">
        <i aria-hidden="true" className={cx('h-2.5 w-4 rounded-[2px]', color)} />
        {word}
      </li>
    ))}
  </ul>
)
