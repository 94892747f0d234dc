import { Play } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { FlowSummary } from '../../../shared/model/flow.ts'
import { FavoriteMark } from '../../favorites/favorite-star.tsx'
import { toggleFavorite, useFavoriteTest } from '../../favorites/favorites.ts'
import { RunStrip, Status } from '../../run-status.tsx'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { useKeys } from '../../ui/keys.ts'
import { Ago } from '../../ui/time.tsx'
import { useSelection } from '../../ui/use-selection.ts'
import { StartDialog } from './start-dialog.tsx'

export function FlowTable({ flows }: { flows: FlowSummary[] }) {
  const [starting, setStarting] = useState<FlowSummary | null>(null)
  const [, go] = useLocation()
  const open = useCallback((index: number) => go(`/flows/${flows[index]?.id}`), [go, flows])
  const { selected, select } = useSelection(flows.length, open)
  const chosen = flows[selected]
  const isFavorite = useFavoriteTest()
  useKeys({
    runSelected: () => chosen && chosen.version !== null && setStarting(chosen),
    editSelected: () => chosen && go(`/flows/${chosen.id}`),
    favoriteSelected: () => void (chosen && toggleFavorite(asFavorite(chosen))),
  })
  return (
    <>
      <table className="w-full table-fixed border-collapse tabular-nums">
        <thead className="sticky top-0 z-10 bg-surface">
          <tr className="h-[30px] border-b border-rule text-left text-xs text-ink-3 [&>th]:px-2.5 [&>th]:font-medium">
            <th className="pl-4!">Flow</th>
            <th className="w-36">Version</th>
            <th className="w-36 max-[960px]:hidden">Last 20 runs</th>
            <th className="w-44">Last run</th>
            <th className="w-16">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {flows.map((flow, index) => (
            <FlowRow
              key={flow.id}
              flow={flow}
              isFavorite={isFavorite(asFavorite(flow))}
              selected={index === selected}
              onSelect={() => select(index)}
              onStart={() => setStarting(flow)}
            />
          ))}
        </tbody>
      </table>
      {starting && <StartDialog flow={starting} onClose={() => setStarting(null)} />}
    </>
  )
}

const asFavorite = ({ id, name }: FlowSummary) => ({ kind: 'flow' as const, id, name })

function FlowRow({
  flow,
  isFavorite,
  selected,
  onSelect,
  onStart,
}: {
  flow: FlowSummary
  isFavorite: boolean
  selected: boolean
  onSelect(): void
  onStart(): void
}) {
  const last = flow.lastRuns.at(-1)
  return (
    <tr
      onPointerDown={onSelect}
      aria-selected={selected}
      className={cx(
        'h-[34px] border-b border-rule whitespace-nowrap [&>td]:overflow-hidden [&>td]:px-2.5 [&>td]:text-ellipsis',
        selected ? 'bg-selected [--ink-3:var(--ink-2)]' : 'hover:bg-hover',
      )}
    >
      <td className="pl-4!">
        <Link href={`/flows/${flow.id}`} className="font-medium hover:underline">
          {flow.name}
        </Link>
        {isFavorite && <FavoriteMark />}
        <span className="ml-2 text-sm text-ink-3 max-[1100px]:hidden">{flow.description}</span>
      </td>
      <td className="text-ink-2">
        {flow.version === null ? 'Not published' : flow.version}
        {flow.version !== null && flow.hasDraft && <span className="text-ink-3"> and a draft</span>}
      </td>
      <td className="max-[960px]:hidden">
        <RunStrip runs={flow.lastRuns} />
      </td>
      <td>
        {last && (
          <Link href={`/runs/${last.number}`} className="inline-flex items-center gap-1 align-middle hover:underline">
            <Status facts={last} />
            {last.startedAt !== null && (
              <span className="text-ink-3">
                <Ago at={last.endedAt ?? last.startedAt} />
              </span>
            )}
          </Link>
        )}
      </td>
      <td className="pr-4! text-right">
        <IconButton label={`Start ${flow.name}`} disabled={flow.version === null} onClick={onStart}>
          <Play aria-hidden="true" className="size-3.5" />
        </IconButton>
      </td>
    </tr>
  )
}
