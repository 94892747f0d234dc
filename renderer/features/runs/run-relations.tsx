import { Link } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'

/** The run that this one was made from, and the newest that were made from it. */
export function RunRelations({ run: { origin, successors } }: { run: RunDetail }) {
  if (!origin && successors.length === 0) return null
  const oldestFirst = successors.toReversed()
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-ink-2">
      {origin && <Origin origin={origin} />}
      <Successors said="Continued by" runs={oldestFirst.filter(({ how }) => how !== 'rerun')} />
      <Successors said="Re-run as" runs={oldestFirst.filter(({ how }) => how === 'rerun')} />
    </p>
  )
}

function Successors({ said, runs }: { said: string; runs: RunDetail['successors'] }) {
  if (runs.length === 0) return null
  return (
    <span>
      {said}{' '}
      {runs.map(({ id, number }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <RunLink number={number} />
        </span>
      ))}
    </span>
  )
}

function Origin({ origin: { id, number, how, node, event } }: { origin: NonNullable<RunDetail['origin']> }) {
  const source = id === null ? <span title="That run was deleted">#{number}</span> : <RunLink number={number} />
  switch (how) {
    case 'rerun':
      return <span>Re-run of {source}</span>
    case 'retry':
      return (
        <span>
          Retry of {source}
          {node !== null && ` from ${node}`}
        </span>
      )
    case 'fork':
      return (
        <span>
          Forked from {source} at event {event}
        </span>
      )
  }
}

const RunLink = ({ number }: { number: number }) => (
  <Link href={`/runs/${number}`} className="text-accent hover:underline">
    #{number}
  </Link>
)
