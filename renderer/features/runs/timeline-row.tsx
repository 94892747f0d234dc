import { lookOf } from '../../flow-graph/looks.ts'
import { cx } from '../../ui/class-names.ts'
import { duration } from '../../ui/time.tsx'
import type { StepTale, Try } from './step-tale.ts'
import { grid, type Scale } from './timeline-scale.ts'
import { timelineWords as words } from './words/flow.ts'

const itemsShown = 20

type RowProps = { step: StepTale; name: string; scale: Scale; onOpen(node: string): void }

export function StepRow({ step, name, scale, onOpen }: RowProps) {
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
        title={[name, look.word, step.takenFrom === null ? took : words.fromRun(step.takenFrom)].join(', ')}
        className={cx(grid, 'h-7 w-full border-b border-rule text-left hover:bg-hover/60')}
      >
        <span className="flex min-w-0 items-center gap-1.5">
          <look.icon
            aria-hidden="true"
            strokeWidth={2.5}
            className={cx('size-3.5 shrink-0', step.takenFrom === null ? look.ink : 'text-ink-3')}
          />
          <span dir="auto" className={cx('truncate text-left', step.takenFrom === null ? 'font-medium' : 'text-ink-3')}>
            {name}
          </span>
          <span className="sr-only">{look.word}</span>
        </span>
        {step.takenFrom === null ? (
          <span className="relative h-3.5">
            <Bar left={scale.percent(step.from)} right={scale.percent(step.to ?? scale.to)} className="bg-rule-2" />
            {items.size <= 1 && <Tries tries={step.tries} scale={scale} />}
          </span>
        ) : (
          <span className="text-sm text-ink-3">{words.fromRun(step.takenFrom)}</span>
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
    <ol aria-label={words.items}>
      {items.slice(0, itemsShown).map(([item, tries]) => {
        const last = tries.at(-1)
        return (
          <li key={item} className={cx(grid, 'h-6 border-b border-rule text-sm text-ink-2')}>
            <span className="truncate pl-5">
              {/* People count items from 1. */}
              {words.item(item + 1)}
              <span className="sr-only">{words.statusOf(last?.status)}</span>
            </span>
            <span className="relative h-2.5">
              <Tries tries={tries} scale={scale} />
            </span>
            <span className="text-right tabular-nums">{last && duration((last.to ?? scale.to) - (tries[0] ?? last).from)}</span>
          </li>
        )
      })}
      {rest > 0 && (
        <li className="flex h-6 items-center border-b border-rule pl-5 text-sm text-ink-3">{words.moreItems(rest)}</li>
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
