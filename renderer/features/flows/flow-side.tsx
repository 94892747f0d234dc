import { useEffect, useState } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { FlowGraph } from '../../flow-graph/graph.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Versions } from './versions.tsx'
import { words } from './words.ts'

/** The drawing of what is typed, or the versions of the flow: at first, the version of that number if one is asked for. */
export function FlowSide({
  flow,
  asked,
  source,
  definition,
  onRestore,
}: {
  flow: FlowDetail | null
  asked: string | undefined
  source: string
  definition: Definition | null
  onRestore(source: string): void
}) {
  const [side, setSide] = useState<'graph' | 'versions'>(asked === undefined ? 'graph' : 'versions')
  const [chosen, choose] = useState<string | null>(null)
  // While what is typed is wrong, the last drawing that was right stays.
  const [drawn, setDrawn] = useState(definition)
  useEffect(() => {
    if (definition) setDrawn(definition)
  }, [definition])
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      {flow && (
        <div className="flex gap-2 border-b border-rule px-3 py-2">
          <Chip on={side === 'graph'} onClick={() => setSide('graph')}>
            {words.graph}
          </Chip>
          <Chip on={side === 'versions'} onClick={() => setSide('versions')}>
            {words.versions}
          </Chip>
        </div>
      )}
      <div className="min-h-0 flex-1">
        {flow && side === 'versions' ? (
          <Versions flow={flow} asked={asked === undefined ? null : Number(asked)} source={source} onRestore={onRestore} />
        ) : drawn ? (
          <FlowGraph graph={drawn} views={null} chosen={chosen} onChoose={choose} />
        ) : (
          <Empty title={words.noGraph}>{words.noGraphText}</Empty>
        )}
      </div>
    </div>
  )
}
