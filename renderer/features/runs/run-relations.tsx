import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'
import { headWords as words } from './words/head.ts'

/** The run that this one was made from, and the newest that were made from it. */
export function RunRelations({ run: { origin, successors } }: { run: RunDetail }) {
  if (!origin && successors.length === 0) return null
  const oldestFirst = successors.toReversed()
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-ink-2">
      {origin && <Origin origin={origin} />}
      <Successors said={words.continuedBy} runs={oldestFirst.filter(({ how }) => how !== 'rerun')} />
      <Successors said={words.rerunAs} runs={oldestFirst.filter(({ how }) => how === 'rerun')} />
    </p>
  )
}

function Successors({ said, runs }: { said: (links: ReactNode) => ReactNode; runs: RunDetail['successors'] }) {
  if (runs.length === 0) return null
  const links = runs.map(({ id, number }, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <RunLink number={number} />
    </span>
  ))
  return <span>{said(links)}</span>
}

function Origin({ origin: { id, number, how, node, event } }: { origin: NonNullable<RunDetail['origin']> }) {
  const source = id === null ? <span title={words.deletedRun}>{words.runNumber(number)}</span> : <RunLink number={number} />
  switch (how) {
    case 'rerun':
      return <span>{words.rerunOf(source)}</span>
    case 'retry':
      return <span>{words.retryOf(source, node)}</span>
    case 'fork':
      return <span>{words.forkedFrom(source, event)}</span>
  }
}

const RunLink = ({ number }: { number: number }) => (
  <Link href={`/runs/${number}`} className="text-accent hover:underline">
    {words.runNumber(number)}
  </Link>
)
