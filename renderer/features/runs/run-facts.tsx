import type { ReactNode } from 'react'
import { actorText } from '../../../shared/model/actor.ts'
import { queuedAtOf } from '../../../shared/model/queued-at.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import type { RunRelated } from '../../../shared/model/run-related.ts'
import { triggerWord } from '../../../shared/model/trigger-word.ts'
import { isSlower, type Usual } from '../../../shared/usual.ts'
import { cx } from '../../ui/class-names.ts'
import { duration, Elapsed, exactInstant, soonInstant, useNow } from '../../ui/time.tsx'
import { AttemptMenu } from './attempt-menu.tsx'
import { triggerText } from './trigger-text.ts'
import { VersionLink } from './version-link.tsx'
import { headWords as words } from './words/head.ts'

type Props = { run: RunDetail; node: RunDetail['nodes'][number] | undefined; usual: RunRelated['usual'] }

/** All of them are on the tab Data. */
const paramsShown = 4
/** A shorter wait in the queue is none. */
const toldWaitMs = 1_000
/** A run that was queued later than this after its scheduled time is late. */
const lateMs = 60_000

/** Why the run ran, on time or late, how long it took against what is usual, its attempt, version and parameters. */
export function RunFacts({ run, node, usual }: Props) {
  const { startedAt, params } = run
  const given = Object.entries(params)
  const queuedAt = queuedAtOf(run)
  const waited = startedAt === null ? 0 : startedAt - queuedAt
  return (
    <ul aria-label={words.facts} className="flex min-w-0 flex-wrap gap-y-0.5 text-sm text-ink-2">
      <Fact title={instantsText(run)}>
        {run.actor.kind === 'system' || run.actor.kind === 'schedule'
          ? whyText(run)
          : words.startedByActor(triggerText(run), <bdi>{actorText(run.actor)}</bdi>)}
      </Fact>
      {run.startReason !== null && (
        <Fact title={run.startReason}>
          <bdi className="inline-block max-w-80 truncate align-bottom">{words.startReason(run.startReason)}</bdi>
        </Fact>
      )}
      {run.status === 'queued' && <Fact title={instantsText(run)}>{words.queuedFor(<Elapsed from={queuedAt} to={null} />)}</Fact>}
      {waited >= toldWaitMs && <Fact>{words.waited(duration(waited))}</Fact>}
      {startedAt !== null && <Took run={run} startedAt={startedAt} usual={usual} />}
      {node && run.flow === null && run.pipeline === null && node.maxAttempts > 1 && (
        <Fact>
          <AttemptMenu node={node} />
        </Fact>
      )}
      {run.pinnedAt !== null && <Fact title={words.pinnedAt(exactInstant(run.pinnedAt))}>{words.pinned}</Fact>}
      {run.version !== null && <Fact>{words.versionOf(<VersionLink run={run} />)}</Fact>}
      {given.slice(0, paramsShown).map(([name, value]) => (
        <ParamFact key={name} name={name} value={value} />
      ))}
      {given.length > paramsShown && <Fact title={words.moreHint}>{words.moreParams(given.length - paramsShown)}</Fact>}
    </ul>
  )
}

/** `Schedule 11:05, on time`. */
function whyText({ trigger, dueAt, createdAt }: RunDetail): string {
  if (dueAt === null) return triggerWord[trigger]
  const scheduled = words.scheduled(triggerWord[trigger], soonInstant(dueAt))
  if (trigger !== 'schedule') return scheduled
  return createdAt - dueAt > lateMs ? words.late(scheduled, duration(createdAt - dueAt)) : words.onTime(scheduled)
}

/** The exact instants, for who hovers. */
const instantsText = ({ createdAt, startedAt, endedAt }: RunDetail): string =>
  [
    words.queuedAt(exactInstant(createdAt)),
    startedAt !== null && words.startedAt(exactInstant(startedAt)),
    endedAt !== null && words.endedAt(exactInstant(endedAt)),
  ]
    .filter((text) => text !== false)
    .join('\n')

function Took({ run, startedAt, usual }: { run: RunDetail; startedAt: number; usual: Usual | null }) {
  const { endedAt, waiting } = run
  const now = useNow(endedAt === null ? 1_000 : 3_600_000)
  const slower = isSlower((endedAt ?? now) - startedAt, usual)
  const elapsed = <Elapsed from={startedAt} to={endedAt} />
  const took = endedAt !== null ? words.tookFor(elapsed) : waiting ? words.elapsedFor(elapsed) : words.runningFor(elapsed)
  return (
    <Fact title={usual === null ? instantsText(run) : usualText(usual)} ink={slower ? 'text-warn' : undefined}>
      {took}
      {slower && words.slower}
      {usual !== null && words.usual(duration(usual.medianMs))}
    </Fact>
  )
}

/** The numbers that "usual" and "slower" come from. */
const usualText = ({ runs, medianMs, p95Ms, slowAfterMs }: Usual): string =>
  [
    words.usualNumbers(runs, duration(medianMs), duration(p95Ms)),
    slowAfterMs === null ? words.tooFew : words.slowAfter(duration(slowAfterMs)),
  ].join('\n')

type FactProps = { title?: string | undefined; ink?: string | undefined; children: ReactNode }

const Fact = ({ title, ink, children }: FactProps) => (
  <li
    title={title}
    className={cx(
      'flex min-w-0 max-w-full items-center tabular-nums not-last:after:px-2 not-last:after:text-ink-3 not-last:after:content-["·"]',
      ink,
    )}
  >
    <span className="min-w-0 truncate">{children}</span>
  </li>
)

const shownChars = 120

/** In full on hover: it may be long. */
function ParamFact({ name, value }: { name: string; value: unknown }) {
  const text = `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`
  return (
    <Fact title={text.slice(0, 2_000)}>
      <code className="block max-w-80 truncate font-mono text-xs/5 text-ink">{text.slice(0, shownChars)}</code>
    </Fact>
  )
}
