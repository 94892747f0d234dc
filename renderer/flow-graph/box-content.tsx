import { History } from 'lucide-react'
import { memo } from 'react'
import { duration } from '../../shared/duration.ts'
import type { Node } from '../../shared/flow/definition.ts'
import type { Standing } from '../../shared/flow/standing.ts'
import { type BoxChange, ChangeMark } from '../graph/change-mark.tsx'
import { cx } from '../ui/class-names.ts'
import { Name } from '../ui/name.tsx'
import { firstLine } from './first-line.ts'
import { kindIcons, kindWord, lookOf } from './looks.ts'
import type { Mark } from './marks.ts'
import type { ShownStanding } from './shown-standing.ts'
import { words } from './words.ts'

export type BoxFacts = {
  name: string
  node: Node
  view: ShownStanding | null
  isStart: boolean
  waitsFor: number | null
  /** It shows the flow within it. */
  isOpened: boolean
  /** Actions whose ports are named. */
  actions: readonly string[]
  marks: readonly Mark[]
  /** How it differs from another version. */
  change: BoxChange | null
}

/** A node as a box: its title and marks, its kind or its status in a run, and what it runs. */
export const BoxContent = memo(function BoxContent({ name, node, view, isStart, waitsFor, isOpened, marks, change }: BoxFacts) {
  const KindIcon = kindIcons[node.kind]
  const line = isOpened ? null : firstLine(node)
  return (
    <>
      <span className="flex min-w-0 items-center gap-1.5">
        <KindIcon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        <Name className="flex-1 font-medium">{node.title ?? name}</Name>
        {isStart && <span className="text-xs text-ink-3">{words.start}</span>}
        {view && view.visits > 1 && <span className="text-xs text-ink-3 tabular-nums">{words.visits(view.visits)}</span>}
        <Marks marks={marks} />
      </span>
      <span className="flex min-w-0 items-center gap-1.5 text-xs">
        {change ? <ChangeMark change={change} /> : view ? <Status view={view} node={node} /> : <Kind name={name} node={node} />}
        {waitsFor !== null && (
          <span className="ml-auto shrink-0 rounded-sm bg-hover px-1 text-ink-2">{words.waitsFor(waitsFor)}</span>
        )}
      </span>
      {line !== null && (
        <span dir="auto" title={line} className="min-w-0 truncate text-left font-mono text-xs text-ink-2">
          {line.slice(0, 200)}
        </span>
      )}
    </>
  )
})

const Kind = ({ name, node }: { name: string; node: Node }) => (
  <>
    <span className="min-w-0 truncate text-ink-3">{kindWord(node)}</span>
    {node.title !== undefined && (
      <>
        <span aria-hidden="true" className="text-ink-3">
          ·
        </span>
        <code className="min-w-0 truncate font-mono text-ink-3">{name}</code>
      </>
    )}
  </>
)

const Marks = ({ marks }: { marks: readonly Mark[] }) =>
  marks.map(({ icon: Icon, text, ink, count }) => (
    <span key={text} title={text} className={cx('inline-flex shrink-0 items-center text-xs tabular-nums', ink)}>
      <Icon aria-hidden="true" className="size-3" />
      {count}
    </span>
  ))

function Status({ view, node }: { view: ShownStanding; node: Node }) {
  const look = lookOf(view)
  return (
    <>
      <look.icon
        aria-hidden="true"
        strokeWidth={2.5}
        className={cx('size-3 shrink-0', look.ink, view.status === 'running' && 'animate-spin [animation-duration:2s]')}
      />
      <span className={cx('shrink-0 tabular-nums', look.ink)}>{headText(view, node) ?? look.word}</span>
      <span className="min-w-0 truncate text-ink-3 tabular-nums">{countText(view)}</span>
      {view.isStale && (
        <span title={words.stale} className="ml-auto shrink-0 text-ink-3">
          <History aria-hidden="true" className="size-3" />
        </span>
      )}
    </>
  )
}

/** Replaces the status where it says more, and must not be cut off. */
function headText({ items, takenFrom, bypass, action }: Standing, { kind }: Node): string | null {
  if (bypass === 'pinned') return words.pinnedOutput
  if (kind === 'choice' && action !== undefined) return words.chose(action)
  if (takenFrom !== null) return words.fromRun(takenFrom)
  return items && items.failed > 0 ? words.itemsFailed(items.failed, items.count) : null
}

function countText({ items, attempts, visits, takenFrom, began, ended, status }: Standing): string {
  if (takenFrom !== null) return ''
  const took = ended !== null && status !== 'cancelled' && ended - began >= 1 ? [duration(ended - began)] : []
  if (items) return [...(items.failed > 0 ? [] : [words.itemsDone(items.ok, items.count)]), ...took].join(' · ')
  return [...took, ...(attempts > visits ? [words.attempts(attempts)] : [])].join(' · ')
}
