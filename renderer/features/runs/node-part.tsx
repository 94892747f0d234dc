import { type ReactNode, useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { Empty } from '../../ui/empty.tsx'
import { Select } from '../../ui/field.tsx'
import { type NodeWork, nodeWorksOf, workLabel, workName, worthSeeing } from './node-works.ts'
import { nodeWords as words } from './words/flow.ts'
import { fileWords } from './words/tabs.ts'

type PartProps = {
  run: RunDetail
  events: readonly FlowEvent[]
  /** The selected node; null: none. */
  chosen: string | null
  onChoose(node: string): void
  what: 'output' | 'files'
  children(work: NodeWork, name: string): ReactNode
}

/** The output or the files of the selected node, or of one of its branches or items; never of another node. */
export function NodePart({ run, events, chosen, onChoose, what, children }: PartProps) {
  const works = useMemo(() => nodeWorksOf(events), [events])
  const [picked, pick] = useState<string | null>(null)
  const last = works.at(-1)
  const node = chosen ?? last?.node ?? null
  if (node === null)
    return (
      <Empty title={words.none[what]}>
        {what === 'output' ? words.noneHint.output : words.noneHint.files(<code className="font-mono">{fileWords.folder}</code>)}
      </Empty>
    )
  const work = works.find(({ id, node: owner }) => id === picked && owner === node) ?? worthSeeing(works, node)
  const options = Object.fromEntries(works.map((each) => [each.id, workLabel(each, works)]))
  return (
    <>
      {works.length > 0 && (
        <div className="flex items-center gap-3 border-b border-rule px-4 py-1.5">
          <span className="text-sm text-ink-2">{words.choice}</span>
          <Select
            aria-label={words.choice}
            value={work?.id ?? node}
            options={work ? options : { [node]: node, ...options }}
            onChange={(id) => {
              pick(id)
              onChoose(works.find((each) => each.id === id)?.node ?? node)
            }}
            className="w-60!"
          />
        </div>
      )}
      {work ? children(work, workName(work, works)) : <Nothing run={run} node={node} what={what} />}
    </>
  )
}

function Nothing({ run, node, what }: { run: RunDetail; node: string; what: 'output' | 'files' }) {
  const inner = run.children.findLast(({ step }) => step.startsWith(`${node}#`))
  return (
    <Empty title={words.noneOf[what](node)}>
      {inner
        ? words.innerRun[what](
            <Link href={`/runs/${inner.number}`} className="text-accent hover:underline">
              {words.runOf(inner.number)}
            </Link>,
          )
        : words.noScript}
    </Empty>
  )
}
