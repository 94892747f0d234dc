import { ScrollText } from 'lucide-react'
import { useMemo } from 'react'
import { Link } from 'wouter'
import type { Node } from '../../../shared/flow/definition.ts'
import type { NodeView } from '../../../shared/flow/state.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { FlowGraph } from '../../flow-graph/graph.tsx'
import { kindWord, lookOf } from '../../flow-graph/looks.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Elapsed } from '../../ui/time.tsx'
import { jsonText } from './flow-data.tsx'
import { Decide } from './flow-decide.tsx'
import type { StepTale } from './steps.ts'
import { type FlowHistory, stateAt } from './use-flow-history.ts'

/** The graph as it stands now, and beside it the node that is looked at. */
export function FlowPicture({
  run,
  history,
  steps,
  chosen,
  onChoose,
  onLog,
}: {
  run: RunDetail
  history: FlowHistory
  steps: StepTale[]
  chosen: string | null
  onChoose(key: string | null): void
  onLog(): void
}) {
  const state = useMemo(() => stateAt(history, Number.POSITIVE_INFINITY), [history])
  const node = chosen === null ? undefined : history.definition.nodes[chosen]
  return (
    <>
      <div className="min-w-0 flex-1">
        <FlowGraph graph={history.definition} views={state.nodes} chosen={chosen} onChoose={onChoose} />
      </div>
      <aside
        aria-label="Node"
        className="flex w-80 shrink-0 flex-col gap-3 overflow-auto border-l border-rule p-4 max-[960px]:w-64"
      >
        <Decide run={run} steps={Object.values(state.steps)} definition={history.definition} />
        {chosen !== null && node ? (
          <NodeFacts
            name={chosen}
            node={node}
            view={state.nodes[chosen] ?? null}
            step={steps.findLast((each) => each.node === chosen)}
            onLog={onLog}
          />
        ) : (
          <p className="text-ink-2">Choose a node to see what it was given and what it gave.</p>
        )}
      </aside>
    </>
  )
}

function NodeFacts({
  name,
  node,
  view,
  step,
  onLog,
}: {
  name: string
  node: Node
  view: NodeView | null
  step: StepTale | undefined
  onLog(): void
}) {
  const look = view && lookOf(view)
  return (
    <section aria-label={name} className="flex min-w-0 flex-col gap-3">
      <div>
        <h2 className="truncate text-base font-semibold">{node.title ?? name}</h2>
        <p className="text-sm text-ink-2">{kindWord(node)}</p>
      </div>
      {look && view ? (
        <>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            <dt className="text-ink-2">Status</dt>
            <dd className={cx('flex items-center gap-1.5 font-medium', look.ink)}>
              <look.icon aria-hidden="true" strokeWidth={2.5} className="size-3.5" />
              {look.word}
            </dd>
            <dt className="text-ink-2">{view.ended === null ? 'For' : 'Took'}</dt>
            <dd className="tabular-nums">
              <Elapsed from={view.began} to={view.ended} />
            </dd>
            {view.visits > 1 && <Fact name="Visits">{view.visits}</Fact>}
            {view.attempts > 0 && <Fact name="Attempts">{view.attempts}</Fact>}
            {view.items && (
              <Fact name="Items">
                {view.items.ok + view.items.failed} of {view.items.count}
                {view.items.failed > 0 && `, ${view.items.failed} failed`}
              </Fact>
            )}
            {step?.action && <Fact name="Went on by">{step.action}</Fact>}
            {step?.child && (
              <Fact name="Run">
                <Link href={`/runs/${step.child.run}`} className="text-accent hover:underline">
                  {step.child.run}
                </Link>
              </Fact>
            )}
          </dl>
          {view.error && (
            <pre className="rounded-md bg-bad-bg p-2 font-mono text-sm break-words whitespace-pre-wrap text-bad">
              {view.error}
            </pre>
          )}
          {step && step.read.length > 0 && (
            <Value title="It read">
              {step.read.map(([reference, value]) => `${reference} = ${JSON.stringify(value)}`).join('\n')}
            </Value>
          )}
          {step?.output !== undefined && <Value title="It gave">{jsonText(step.output)}</Value>}
          {view.attempts > 0 && (
            <Button small onClick={onLog} className="self-start">
              <ScrollText aria-hidden="true" className="size-3.5" />
              Log
            </Button>
          )}
        </>
      ) : (
        <p className="text-sm text-ink-2">It has not been entered.</p>
      )}
    </section>
  )
}

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <>
    <dt className="text-ink-2">{name}</dt>
    <dd className="min-w-0 break-words tabular-nums">{children}</dd>
  </>
)

export const Value = ({ title, children }: { title: string; children: string }) => (
  <div>
    <h3 className="mb-1 text-sm text-ink-2">{title}</h3>
    <pre className="max-h-60 overflow-auto rounded-md bg-sunken p-2 font-mono text-sm break-words whitespace-pre-wrap">
      {children}
    </pre>
  </div>
)
