import { useCallback, useMemo } from 'react'
import type { Node as FlowNode, Graph } from '../../shared/flow/definition.ts'
import type { PathTaken } from '../../shared/flow/events.ts'
import type { Standing } from '../../shared/flow/standing.ts'
import { type BoxLook, Canvas, type WayLook } from '../graph/canvas.tsx'
import { boxWidthFor } from '../graph/layout.ts'
import { cx } from '../ui/class-names.ts'
import { Name } from '../ui/name.tsx'
import { kindIcons, kindWord, lookOf } from './looks.ts'
import { wayId, waysOf } from './ways.ts'
import { words } from './words.ts'

export type GraphViews = Record<string, Standing>
type Data = { name: string; node: FlowNode; view: Standing | null; isStart: boolean }

type Props = {
  graph: Graph
  /** The status of each node; null without a run. */
  views: GraphViews | null
  /** The edges that the run took; the others are dimmed. */
  taken?: PathTaken['ways'] | undefined
  chosen: string | null
  onChoose(key: string | null): void
}

/** A flow as a drawing, with the status of each node in a run. */
export default function FlowGraph({ graph, views, taken, chosen, onChoose }: Props) {
  const shape = useMemo(
    () => ({ keys: Object.keys(graph.nodes), first: graph.start, ways: waysOf(graph), boxWidth: boxWidthFor(namesOf(graph)) }),
    [graph],
  )
  const boxOf = useCallback(
    (key: string): BoxLook | null => {
      const node = graph.nodes[key]
      if (!node) return null
      const view = views?.[key] ?? null
      const data = { name: key, node, view, isStart: key === graph.start }
      const border = !view ? 'border-rule-2' : view.takenFrom === null ? lookOf(view).border : 'border-dashed border-rule-2'
      return { content: <Content {...data} />, label: labelFor(data), title: view?.error ?? undefined, border }
    },
    [graph, views],
  )
  const lookOfWay = useMemo(() => {
    if (!taken) return undefined
    const ids = new Set(taken.map(([from, to]) => wayId(from, to)))
    return (id: string): WayLook => (ids.has(id) ? 'taken' : 'dimmed')
  }, [taken])
  const focus = (views && focusOf(views)) ?? graph.start
  return <Canvas shape={shape} boxOf={boxOf} lookOfWay={lookOfWay} focus={focus} chosen={chosen} onChoose={onChoose} />
}

const namesOf = ({ nodes }: Graph): string[] => Object.entries(nodes).map(([key, { title }]) => title ?? key)

/** The node that failed, else one that runs or waits. */
const focusOf = (views: GraphViews): string | null =>
  focused.map((status) => Object.keys(views).find((key) => views[key]?.status === status)).find((key) => key !== undefined) ??
  null
const focused = ['failed', 'running', 'waiting', 'queued'] as const

const labelFor = ({ name, node, view }: Pick<Data, 'name' | 'node' | 'view'>): string =>
  [
    name,
    kindWord(node),
    ...(view ? [lookOf(view).word.toLowerCase()] : []),
    ...(view?.takenFrom ? [words.fromRun(view.takenFrom)] : []),
  ].join(', ')

function Content({ name, node, view, isStart }: Data) {
  const KindIcon = kindIcons[node.kind]
  const look = view && lookOf(view)
  return (
    <>
      <span className="flex min-w-0 items-center gap-1.5">
        <KindIcon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        <Name className="flex-1 font-medium">{node.title ?? name}</Name>
        {isStart && <span className="text-xs text-ink-3">{words.start}</span>}
        {view && view.visits > 1 && <span className="text-xs text-ink-3 tabular-nums">{words.visits(view.visits)}</span>}
      </span>
      <span className="flex min-w-0 items-center gap-1.5 text-xs">
        {look && view ? (
          <>
            <look.icon
              aria-hidden="true"
              strokeWidth={2.5}
              className={cx('size-3 shrink-0', look.ink, view.status === 'running' && 'animate-spin [animation-duration:2s]')}
            />
            <span className={cx('shrink-0 tabular-nums', look.ink)}>{headText(view) ?? look.word}</span>
            <span className="min-w-0 truncate text-ink-3 tabular-nums">{countText(view)}</span>
          </>
        ) : (
          <span className="min-w-0 truncate text-ink-3">{kindWord(node)}</span>
        )}
      </span>
    </>
  )
}

/** Replaces the status where it says more, and must not be cut off. */
function headText({ items, takenFrom }: Standing): string | null {
  if (takenFrom !== null) return words.fromRun(takenFrom)
  return items && items.failed > 0 ? words.itemsFailed(items.failed, items.count) : null
}

function countText({ items, attempts, visits, takenFrom }: Standing): string {
  if (takenFrom !== null) return ''
  if (items) return items.failed > 0 ? '' : words.itemsDone(items.ok, items.count)
  return attempts > visits ? words.attempts(attempts) : ''
}
