import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import { readDefinition } from '../../../shared/flow/read.ts'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api, messageOf } from '../../api/client.ts'
import { ByActor } from '../../by-actor.tsx'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { instant, Moment } from '../../ui/time.tsx'
import { toast } from '../../ui/toasts.tsx'
import { FlowDifference } from './flow-difference.tsx'
import { words } from './words.ts'

type Props = {
  flow: FlowDetail
  /** The version that a link leads to. */
  asked: number | null
  source: string
  onRestore(source: string): void
}

/** The published versions, and how one of them differs from the draft. */
export function Versions({ flow, asked, source, onRestore }: Props) {
  const [picked, choose] = useState(asked)
  const chosen = picked ?? flow.version
  if (flow.versions.length === 0) return <Empty title={words.noVersions}>{words.noVersionsText}</Empty>
  return (
    <div className="flex h-full flex-col">
      <ul aria-label={words.versions} className="max-h-[45%] shrink-0 overflow-auto border-b border-rule">
        {flow.versions.map(({ version, publishedAt, note, actor }) => (
          <li key={version}>
            <button
              type="button"
              aria-pressed={version === chosen}
              onClick={() => choose(version)}
              className={cx(
                'flex w-full items-baseline gap-3 px-4 py-2 text-left',
                version === chosen ? 'bg-selected [--ink-3:var(--ink-2)]' : 'hover:bg-hover',
              )}
            >
              <span className="w-8 shrink-0 font-medium tabular-nums">{version}</span>
              <span dir="auto" className="min-w-0 flex-1 truncate text-left">
                {note || <span className="text-ink-3">{words.noNote}</span>}
              </span>
              <ByActor actor={actor} className="max-w-40 shrink-0 truncate text-sm text-ink-3" />
              <Moment at={publishedAt} className="shrink-0 text-sm text-ink-3 tabular-nums">
                {instant(publishedAt)}
              </Moment>
            </button>
          </li>
        ))}
      </ul>
      {chosen !== null && <Comparison key={chosen} flow={flow} version={chosen} source={source} onRestore={onRestore} />}
    </div>
  )
}

function Comparison({
  flow,
  version,
  source,
  onRestore,
}: {
  flow: FlowDetail
  version: number
  source: string
  onRestore(source: string): void
}) {
  const query = useQuery(api.flows.version.queryOptions({ input: { ref: flow.id, version } }))
  const draft = useMemo(() => readDefinition(source).definition, [source])
  if (query.isError)
    return <Problem message={words.versionUnreadable(version, messageOf(query.error))} retry={() => void query.refetch()} />
  if (!query.data) return null
  const restore = () => {
    onRestore(query.data.source)
    toast(words.restoredVersion(version), { undo: () => onRestore(source) })
  }
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      <div className="mb-3 flex items-center gap-3">
        <h2 className="flex-1 font-semibold">{words.compared(version)}</h2>
        <Button small onClick={restore} disabled={query.data.source === source}>
          {words.restoreVersion}
        </Button>
      </div>
      <FlowDifference
        before={{ source: query.data.source, definition: query.data.definition as Definition }}
        after={{ source, definition: draft }}
      />
    </div>
  )
}
