import { ScrollText } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Node } from '../../../shared/flow/definition.ts'
import type { Approval } from '../../../shared/flow/events.ts'
import type { Standing } from '../../../shared/flow/standing.ts'
import { isLastLine } from '../../../shared/model/last-line.ts'
import type { Attempt } from '../../../shared/model/run.ts'
import { ByActor } from '../../by-actor.tsx'
import { errorInk } from '../../error-ink.ts'
import { kindWord, lookOf } from '../../flow-graph/looks.ts'
import type { StepTale } from '../../flow-run/step-tale.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Elapsed, Instant } from '../../ui/time.tsx'
import { jsonText } from './flow-data.tsx'
import { nodeWords as words } from './words/flow.ts'

type Props = {
  name: string
  /** Null: the run has not come to it. */
  standing: Standing | null
  step: StepTale | undefined
  /** The newest one, of a node that is one task. */
  attempt: Attempt | undefined
  onLog(): void
}

export const NodeKind = ({ name, node }: { name: string; node: Node }) => (
  <p className="flex min-w-0 gap-2 text-sm text-ink-2">
    <span className="shrink-0">{kindWord(node)}</span>
    {node.title !== undefined && <code className="truncate font-mono text-xs/5 text-ink-3">{name}</code>}
  </p>
)

/** One node of a run: its status, its input and its output. */
export function NodeDetails({ name, standing, step, attempt, onLog }: Props) {
  return (
    <section aria-label={name} className="flex min-w-0 flex-col gap-3">
      {standing ? (
        <>
          <StandingFacts standing={standing} step={step} attempt={attempt} />
          {standing.approval?.comment && <Value title={words.comment}>{standing.approval.comment}</Value>}
          {standing.error && standing.approval === null && (
            <pre
              className={cx(
                'rounded-md p-2 font-mono text-sm break-words whitespace-pre-wrap',
                errorInk(standing.error),
                isLastLine(standing.error) ? 'bg-sunken' : 'bg-bad-bg',
              )}
            >
              {standing.error}
            </pre>
          )}
          {step && step.read.length > 0 && (
            <Value title={words.input}>
              {step.read.map(([reference, value]) => `${reference} = ${JSON.stringify(value)}`).join('\n')}
            </Value>
          )}
          {step?.output !== undefined && standing.approval === null && (
            <Value title={words.result}>{jsonText(step.output)}</Value>
          )}
          {standing.attempts > 0 && (
            <Button small onClick={onLog} className="self-start">
              <ScrollText aria-hidden="true" className="size-3.5" />
              {words.openLog}
            </Button>
          )}
        </>
      ) : (
        <p className="text-sm text-ink-2">{words.notReached}</p>
      )}
    </section>
  )
}

function StandingFacts({ standing, step, attempt }: { standing: Standing } & Pick<Props, 'step' | 'attempt'>) {
  const look = lookOf(standing)
  const { approval, items, takenFrom } = standing
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      <dt className="text-ink-2">{words.status}</dt>
      <dd className={cx('flex items-center gap-1.5 font-medium', look.ink)}>
        <look.icon aria-hidden="true" strokeWidth={2.5} className="size-3.5" />
        {look.word}
        {attempt?.reason === 'exit-code' && attempt.exitCode !== null && words.exit(attempt.exitCode)}
      </dd>
      {takenFrom !== null && (
        <Fact name={words.takenFrom}>
          <Link href={`/runs/${takenFrom}`} className="text-accent hover:underline">
            {words.runOf(takenFrom)}
          </Link>
        </Fact>
      )}
      {approval && <ApprovalFacts approval={approval} />}
      <Fact name={standing.ended === null ? words.elapsed : words.took}>
        <Elapsed from={standing.began} to={standing.ended} />
      </Fact>
      {standing.visits > 1 && <Fact name={words.visits}>{standing.visits}</Fact>}
      {/* Each item has one attempt: only more of them say something. */}
      {standing.attempts > (items?.count ?? 0) && <Fact name={words.attempts}>{standing.attempts}</Fact>}
      {items && (
        <Fact name={words.items}>
          {items.failed > 0 ? words.itemsFailed(items.failed, items.count) : words.itemsDone(items.ok, items.count)}
        </Fact>
      )}
      {step?.action && <Fact name={words.nextEdge}>{step.action}</Fact>}
      {step?.child && (
        <Fact name={words.run}>
          <Link href={`/runs/${step.child.run}`} className="text-accent hover:underline">
            {step.child.run}
          </Link>
        </Fact>
      )}
    </dl>
  )
}

function ApprovalFacts({ approval: { by, actor, at } }: { approval: Approval }) {
  const who = <ByActor actor={actor} />
  const time = <Instant at={at} />
  return by === null ? (
    <Fact name={words.expired}>{words.expiredAt(who, time)}</Fact>
  ) : (
    <Fact name={words.decided}>{words.decidedBy(who, words.decidedIn[by] ?? by, time)}</Fact>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-2">{name}</dt>
    <dd className="min-w-0 break-words tabular-nums">{children}</dd>
  </>
)

const Value = ({ title, children }: { title: string; children: string }) => (
  <div>
    <h3 className="mb-1 text-sm text-ink-2">{title}</h3>
    <pre className="max-h-60 overflow-auto rounded-md bg-sunken p-2 font-mono text-sm break-words whitespace-pre-wrap">
      {children}
    </pre>
  </div>
)
