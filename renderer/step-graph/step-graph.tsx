import { FileText, SquareTerminal } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { StepLink, StepView } from '../../shared/model/pipeline.ts'
import type { StepsDifference } from '../../shared/pipeline/difference.ts'
import { Canvas } from '../graph/canvas.tsx'
import type { BoxLook } from '../graph/canvas-props.ts'
import { type BoxChange, borderOfChange, ChangeMark, changeText } from '../graph/change-mark.tsx'
import { cx } from '../ui/class-names.ts'
import { Name } from '../ui/name.tsx'
import { canvasEdits, type StepActions } from './step-actions.ts'
import { changesOf, lookOfLink, withChanges } from './step-changes.ts'
import { countsText, lookOfStep } from './step-look.ts'
import { isFile, shapeOf } from './step-shape.ts'
import { words } from './words.ts'

type Props = {
  names: readonly string[]
  links: readonly StepLink[]
  /** The status of each step; null without a run. */
  views: readonly StepView[] | null
  /** The first line of each script, by the name of its step. */
  lines?: Readonly<Record<string, string>> | undefined
  chosen: string | null
  onChoose(key: string | null): void
  chosenWay?: string | null
  onChooseWay?(id: string | null): void
  /** How it differs from another version. */
  difference?: StepsDifference | undefined
  /** Without it, the drawing is only looked at. */
  actions?: StepActions | undefined
}

/** Steps as a drawing, with the status of each in a run, or how each differs from another version. */
export default function StepGraph(props: Props) {
  const { names, links, views, chosen, onChoose, chosenWay, onChooseWay, difference, actions } = props
  // The same words are the same drawing: numbers change many times a second.
  const text = JSON.stringify([names, links])
  const plain = useMemo(() => shapeOf(...(JSON.parse(text) as [string[], StepLink[]])), [text])
  const shape = useMemo(() => (difference ? withChanges(plain, difference) : plain), [plain, difference])
  const lookOfWay = useMemo(() => difference && ((id: string) => lookOfLink(id, difference)), [difference])
  const boxOf = useBoxOf(props)
  const edits = useMemo(() => actions && canvasEdits(actions), [actions])
  return (
    <Canvas
      shape={shape}
      boxOf={boxOf}
      lookOfWay={lookOfWay}
      focus={difference?.steps[0]?.name ?? focusOf(views)}
      chosen={chosen === null ? [] : [chosen]}
      onChoose={(ids) => {
        const key = ids.at(-1)
        onChoose(key === undefined || isFile(key) ? null : key)
      }}
      edits={edits}
      {...(onChooseWay ? { chosenWay: chosenWay ?? null, onChooseWay } : {})}
      {...(actions ? { onOpen: (key: string) => isFile(key) || actions.open(key) } : {})}
    />
  )
}

function useBoxOf({ views, lines, difference }: Props): (key: string) => BoxLook {
  const changes = useMemo(() => changesOf(difference), [difference])
  return useCallback(
    (key: string): BoxLook => {
      if (isFile(key)) return fileLook(key.slice(5))
      const view = views?.find(({ name }) => name === key) ?? null
      return lookOfBox(key, {
        view,
        line: lines && Object.hasOwn(lines, key) ? lines[key] : undefined,
        change: changes.get(key),
      })
    },
    [views, lines, changes],
  )
}

type Facts = { view: StepView | null; line: string | undefined; change: BoxChange | undefined }

function lookOfBox(key: string, { view, line, change }: Facts): BoxLook {
  const look = view && lookOfStep(view)
  const counts = view ? countsText(view) : ''
  return {
    border: change ? borderOfChange(change) : (look?.border ?? 'border-rule-2'),
    label: [key, change && changeText(change).toLowerCase(), look?.word.toLowerCase(), counts].filter(Boolean).join(', '),
    title: counts === '' ? line : counts,
    content: (
      <>
        <span className="flex min-w-0 items-center gap-1.5">
          <SquareTerminal aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
          <Name className="flex-1 font-medium">{key}</Name>
        </span>
        {change ? (
          <span className="flex min-w-0 items-center gap-1.5 text-xs">
            <ChangeMark change={change} />
          </span>
        ) : view ? (
          <Status view={view} counts={counts} />
        ) : (
          <span dir="auto" className="min-w-0 truncate text-left font-mono text-xs text-ink-3">
            {line ?? words.step}
          </span>
        )}
      </>
    ),
  }
}

function Status({ view, counts }: { view: StepView; counts: string }) {
  const look = lookOfStep(view)
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-xs">
      <look.icon
        aria-hidden="true"
        strokeWidth={2.5}
        className={cx('size-3 shrink-0', look.ink, view.running > 0 && 'animate-spin [animation-duration:2s]')}
      />
      {counts === '' && <span className={cx('shrink-0', look.ink)}>{look.word}</span>}
      <span className="min-w-0 truncate text-ink-2 tabular-nums">{counts}</span>
    </span>
  )
}

/** The step that failed, else the one that runs. */
const focusOf = (views: Props['views']): string | null =>
  (views?.find(({ failed }) => failed > 0) ?? views?.find(({ running }) => running > 0))?.name ?? null

const fileLook = (file: string): BoxLook => ({
  border: 'border-dashed border-rule-2',
  label: words.fileLabel(file),
  title: undefined,
  content: (
    <>
      <span className="flex min-w-0 items-center gap-1.5">
        <FileText aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        <Name className="flex-1">{file}</Name>
      </span>
      <span className="text-xs text-ink-3">{words.file}</span>
    </>
  ),
})
