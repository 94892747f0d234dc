import { useEffect, useMemo, useRef } from 'react'
import { fallbackAction, type Graph } from '../../shared/flow/definition.ts'
import { endingsOf, joinCount } from '../../shared/flow/ports.ts'
import type { Problem } from '../../shared/problem.ts'
import { firstLine } from '../flow-graph/first-line.ts'
import { keysOf, readingOrder } from '../flow-graph/flow-shape.ts'
import { kindIcons, kindWord } from '../flow-graph/looks.ts'
import { marksOf, problemsByNode } from '../flow-graph/marks.ts'
import { words as graphWords } from '../flow-graph/words.ts'
import { cx } from '../ui/class-names.ts'
import { Name } from '../ui/name.tsx'
import { type CanvasState, graphOf } from './canvas-state.ts'
import { keyOf } from './gestures.ts'
import { words } from './words.ts'

/** A line of the outline: a node, or a wire of the node above it. */
type Line = { id: string; way: string | null; level: number }

type Props = {
  state: CanvasState
  problems: readonly Problem[]
  onOpen(id: string): void
  onMenu(at: { x: number; y: number }): void
}

/** The flow as a tree of the same nodes and wires, in the order in which they are read. */
export function Outline({ state, problems, onOpen, onMenu }: Props) {
  const { definition, opened } = state
  const lines = useMemo(() => linesOf(state), [state])
  const found = useMemo(() => problemsByNode(problems, new Set(readingOrder(definition, opened))), [problems, definition, opened])
  const current = lineOf(state, lines)
  const tree = useRef<HTMLDivElement>(null)
  const at = current?.way ?? current?.id
  useEffect(() => {
    const row = at === undefined ? null : tree.current?.querySelector<HTMLElement>('[aria-selected="true"][data-current]')
    row?.scrollIntoView({ block: 'nearest' })
    if (tree.current?.contains(document.activeElement)) row?.focus({ preventScroll: true })
  }, [at])
  return (
    <div
      ref={tree}
      role="tree"
      aria-label={words.outline}
      aria-multiselectable="true"
      className="h-full overflow-auto bg-surface py-2"
    >
      {lines.map((line, index) => (
        <Row
          key={line.way ?? line.id}
          line={line}
          state={state}
          problems={found.get(line.id) ?? []}
          isCurrent={line === current}
          isFirst={current === undefined && index === 0}
          onOpen={() => onOpen(line.id)}
          onMenu={onMenu}
        />
      ))}
    </div>
  )
}

export function linesOf(state: CanvasState): Line[] {
  return readingOrder(state.definition, state.opened).flatMap((id): Line[] => {
    const level = keysOf(id).length
    const ways = [...state.flow.wires.values()].filter((way) => way.from === id && way.wire)
    return [{ id, way: null, level }, ...ways.map((way) => ({ id, way: way.id, level: level + 1 }))]
  })
}

const lineOf = ({ chosen, chosenWay }: CanvasState, lines: readonly Line[]): Line | undefined =>
  chosenWay === null
    ? lines.find(({ id, way }) => way === null && id === chosen.at(-1))
    : lines.find(({ way }) => way === chosenWay)

/** To the next or previous line; out of and into inner flows to the left and right. */
export function stepInOutline(state: CanvasState, by: 1 | -1): void {
  const lines = linesOf(state)
  const current = lineOf(state, lines)
  const next = current ? lines[lines.indexOf(current) + by] : lines[0]
  if (!next) return
  if (next.way === null) {
    state.chooseWay(null)
    state.choose([next.id])
  } else state.chooseWay(next.way)
}

type RowProps = {
  line: Line
  state: CanvasState
  problems: readonly Problem[]
  isCurrent: boolean
  isFirst: boolean
  onOpen(): void
  onMenu: Props['onMenu']
}

function Row({ line, state, problems, isCurrent, isFirst, onOpen, onMenu }: RowProps) {
  const { id, way, level } = line
  const isChosen = way === null ? state.chosen.includes(id) : state.chosenWay === way
  const choose = (several: boolean) => {
    if (way !== null) return state.chooseWay(way)
    state.chooseWay(null)
    state.choose(several ? [...state.chosen.filter((each) => each !== id), id] : [id])
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the canvas work here, too
    <div
      role="treeitem"
      aria-level={level}
      aria-selected={isChosen}
      {...(way === null && graphOf(state.definition, id)?.nodes[keyOf(id)]?.subflow && { 'aria-expanded': state.opened.has(id) })}
      tabIndex={isCurrent || isFirst ? 0 : -1}
      data-current={isCurrent || undefined}
      data-row={way ?? id}
      onClick={(event) => choose(event.shiftKey || event.ctrlKey || event.metaKey)}
      onDoubleClick={onOpen}
      onContextMenu={(event) => {
        event.preventDefault()
        if (!isChosen) choose(false)
        onMenu({ x: event.clientX, y: event.clientY })
      }}
      style={{ paddingLeft: level * 16 + (way === null ? 0 : 8) }}
      className={cx(
        'flex min-h-[28px] items-center gap-2 pr-4 outline-offset-[-2px] hover:bg-hover',
        isChosen && 'bg-selected forced-colors:outline-2',
      )}
    >
      {way === null ? <NodeLine id={id} state={state} problems={problems} /> : <WayLine way={way} state={state} />}
    </div>
  )
}

/** Read as one sentence: parts that are beside each other have no spaces between them. */
const Pause = () => <span className="sr-only">, </span>

function notesOf(graph: Graph, key: string): string[] {
  const waits = joinCount(graph, key)
  return [
    ...(graph.start === key ? [words.isStart] : []),
    ...(waits === null ? [] : [graphWords.waitsFor(waits)]),
    ...endingsOf(graph, key).map((action) => words.outlineEnd(action)),
  ]
}

function wayText(id: string, state: CanvasState): string {
  const way = state.wayOf(id)
  if (!way?.wire) return ''
  const { actions, to } = way.wire
  const target = graphOf(state.definition, way.to)?.nodes[to]
  return words.outlineWire(actions.join(', ') || fallbackAction, target?.title ?? to)
}

function NodeLine({ id, state, problems }: { id: string; state: CanvasState; problems: readonly Problem[] }) {
  const graph = graphOf(state.definition, id)
  const key = keyOf(id)
  const node = graph?.nodes[key]
  if (!graph || !node) return null
  const Icon = kindIcons[node.kind]
  const line = firstLine(node)
  return (
    <>
      <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
      <Name className="max-w-[40%] font-medium">{node.title ?? key}</Name>
      <Pause />
      <span className="shrink-0 text-sm text-ink-3">{kindWord(node)}</span>
      <Pause />
      {line !== null && <code className="min-w-0 truncate font-mono text-xs text-ink-2">{line.slice(0, 200)}</code>}
      <Pause />
      <span className="ml-auto flex shrink-0 items-center gap-2 text-xs text-ink-3">
        {notesOf(graph, key).join(' · ')}
        {marksOf(node, { problems, isPinned: false }).map(({ icon: Mark, text, ink, count }) => (
          <span key={text} title={text} className={cx('inline-flex items-center tabular-nums', ink)}>
            <Mark aria-label={text} className="size-3" />
            {count}
          </span>
        ))}
      </span>
    </>
  )
}

function WayLine({ way: id, state }: { way: string; state: CanvasState }) {
  return (
    <span className={cx('min-w-0 truncate text-sm', state.wayOf(id)?.isTrouble ? 'text-warn' : 'text-ink-2')}>
      {wayText(id, state)}
    </span>
  )
}
