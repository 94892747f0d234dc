import {
  Ban,
  Check,
  CircleDashed,
  CircleSlash,
  CircleX,
  Clock,
  Hourglass,
  LoaderCircle,
  Pause,
  Radio,
  Server,
  SkipForward,
  Stamp,
  TimerOff,
  Unplug,
  X,
} from 'lucide-react'
import type { Run, Waiting } from '../shared/model/run.ts'
import { waitingText } from '../shared/model/waiting-text.ts'
import { reasonText } from '../shared/run-state.ts'
import { cx } from './ui/class-names.ts'
import { exactInstant, soonInstant } from './ui/time.tsx'
import { words } from './words.ts'

type Facts = Pick<Run, 'status' | 'reason' | 'waiting'> & { retryAt?: number | null }

type Look = { word: string; icon: typeof Check; tone: 'ok' | 'bad' | 'warn' | 'run' | 'idle' }

/** Icon, word and colour of an outcome: never colour alone. */
function lookOf({ status, reason, retryAt = null, waiting }: Facts): Look {
  if (waiting) return { word: waitingText(waiting, soonInstant), icon: waitingIcons[waiting.for], tone: 'warn' }
  if (status === 'running' && retryAt !== null) return { word: words.waitingToRetry, icon: Hourglass, tone: 'warn' }
  if (status === 'failed' && isNamed(reason)) return { word: words.failures[reason], icon: failureIcons[reason], tone: 'bad' }
  return { word: words.statuses[status], ...looks[status] }
}

const looks: Record<Run['status'], Omit<Look, 'word'>> = {
  queued: { icon: CircleDashed, tone: 'idle' },
  running: { icon: LoaderCircle, tone: 'run' },
  succeeded: { icon: Check, tone: 'ok' },
  failed: { icon: X, tone: 'bad' },
  cancelled: { icon: Ban, tone: 'warn' },
  skipped: { icon: SkipForward, tone: 'idle' },
}

/** Reasons of a failure that stand in place of the status. */
type NamedFailure = keyof typeof words.failures

const failureIcons: Record<NamedFailure, typeof Check> = {
  timeout: TimerOff,
  lost: Unplug,
  rejected: CircleX,
  'could-not-start': CircleSlash,
}
const isNamed = (reason: Run['reason']): reason is NamedFailure => reason !== null && Object.hasOwn(failureIcons, reason)
const waitingIcons: Record<Waiting['for'], typeof Check> = {
  approval: Stamp,
  signal: Radio,
  worker: Server,
  time: Clock,
  queue: Pause,
  limit: Hourglass,
}

const ink = { ok: 'text-ok', bad: 'text-bad', warn: 'text-warn', run: 'text-run', idle: 'text-ink-3' }
const fill = { ok: 'bg-ok-bg', bad: 'bg-bad-bg', warn: 'bg-warn-bg', run: 'bg-run-bg', idle: 'bg-sunken' }
const bar = { ok: 'bg-ok-fill', bad: 'bg-bad', warn: 'bg-warn', run: 'bg-run', idle: 'bg-rule-2' }

export const statusWord = (facts: Facts): string => lookOf(facts).word

function Icon({ facts, className }: { facts: Facts; className?: string }) {
  const { icon: Shape, tone } = lookOf(facts)
  return (
    <Shape
      aria-hidden="true"
      strokeWidth={2.5}
      className={cx(
        'size-3.5 shrink-0',
        ink[tone],
        facts.status === 'running' && !facts.retryAt && !facts.waiting && 'animate-spin [animation-duration:2s]',
        className,
      )}
    />
  )
}

/** In full: what is waited for by its name, and how long. */
const waitingTitle = ({ for: what, what: name, until }: Waiting): string =>
  [what === 'time' ? null : name, until === null ? null : words.untilTime(exactInstant(until))]
    .filter((part) => part !== null)
    .join(', ')

export function Status({ facts, className }: { facts: Facts; className?: string }) {
  return (
    <span
      title={facts.reason ? reasonText[facts.reason] : facts.waiting ? waitingTitle(facts.waiting) : undefined}
      className={cx('inline-flex max-w-full items-center gap-2 align-middle whitespace-nowrap', className)}
    >
      <Icon facts={facts} />
      <span className="truncate">{statusWord(facts)}</span>
    </span>
  )
}

/** The icon alone, where there is no room for its word: that is for screen readers and on hover. */
export const StatusIcon = ({ facts }: { facts: Facts }) => (
  <span title={statusWord(facts)} className="inline-flex shrink-0">
    <Icon facts={facts} />
    <span className="sr-only">{statusWord(facts)}</span>
  </span>
)

export function StatusPill({ facts, children }: { facts: Facts; children?: React.ReactNode }) {
  const { tone, word } = lookOf(facts)
  return (
    <span
      className={cx(
        // On a strip of its own color only the line around the pill shows where it begins.
        'inline-flex h-[22px] shrink-0 items-center gap-1.5 rounded-full px-2.5 text-sm font-semibold ring-1 ring-current/25 ring-inset forced-colors:border',
        fill[tone],
        ink[tone],
      )}
    >
      <Icon facts={facts} />
      {word}
      {children}
    </span>
  )
}

/** Such as "18 succeeded, 2 failed". */
const countedText = (runs: Facts[]): string =>
  Object.entries(Object.groupBy(runs, statusWord))
    .map(([word, list]) => words.countOf(list?.length ?? 0, word))
    .join(', ')

/** The newest runs at a glance, oldest first. */
export function RunStrip({ runs }: { runs: Facts[] }) {
  if (runs.length === 0) return <span className="text-ink-3">{words.neverRan}</span>
  const counted = countedText(runs)
  return (
    <span
      role="img"
      aria-label={words.lastRuns(runs.length, counted)}
      title={counted}
      className="inline-flex items-end gap-[2px] align-[-3px] forced-color-adjust-none"
    >
      {runs.map((run, index) => {
        const { tone } = lookOf(run)
        return (
          <i
            key={index}
            className={cx('w-1 rounded-[1px]', tone === 'bad' ? 'h-3.5' : tone === 'ok' ? 'h-2.5' : 'h-1.5', bar[tone])}
          />
        )
      })}
    </span>
  )
}
