import { FileText, SquareTerminal } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { StepLink, StepView } from '../../shared/model/pipeline.ts'
import { Canvas } from '../graph/canvas.tsx'
import type { BoxLook } from '../graph/canvas-props.ts'
import { plainBoxes, plainPort, type Shape, type Way } from '../graph/shape.ts'
import { cx } from '../ui/class-names.ts'
import { Name } from '../ui/name.tsx'
import { countsText, lookOfStep } from './step-look.ts'
import { words } from './words.ts'

type Props = {
  names: readonly string[]
  links: readonly StepLink[]
  /** The status of each step; null without a run. */
  views: readonly StepView[] | null
  chosen: string | null
  onChoose(key: string | null): void
}

/** A file that a step uses by its name, and that no step has written yet. */
const fileKey = (file: string): string => `file\n${file}`

/** Steps as a drawing, with the status of each in a run. */
export default function StepGraph({ names, links, views, chosen, onChoose }: Props) {
  // The same words are the same drawing: numbers change many times a second.
  const text = JSON.stringify([names, links])
  const shape = useMemo(() => shapeOf(...(JSON.parse(text) as [string[], StepLink[]])), [text])
  const boxOf = useCallback(
    (key: string): BoxLook => {
      if (key.startsWith('file\n')) return fileLook(key.slice(5))
      const view = views?.find(({ name }) => name === key) ?? null
      const look = view && lookOfStep(view)
      const counts = view ? countsText(view) : ''
      return {
        border: look?.border ?? 'border-rule-2',
        label: [key, look?.word.toLowerCase(), counts].filter(Boolean).join(', '),
        title: counts === '' ? undefined : counts,
        content: (
          <>
            <span className="flex min-w-0 items-center gap-1.5">
              <SquareTerminal aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
              <Name className="flex-1 font-medium">{key}</Name>
            </span>
            {look && view ? (
              <span className="flex min-w-0 items-center gap-1.5 text-xs">
                <look.icon
                  aria-hidden="true"
                  strokeWidth={2.5}
                  className={cx('size-3 shrink-0', look.ink, view.running > 0 && 'animate-spin [animation-duration:2s]')}
                />
                {counts === '' && <span className={cx('shrink-0', look.ink)}>{look.word}</span>}
                <span className="min-w-0 truncate text-ink-2 tabular-nums">{counts}</span>
              </span>
            ) : (
              <span className="text-xs text-ink-3">{words.step}</span>
            )}
          </>
        ),
      }
    },
    [views],
  )
  return (
    <Canvas
      shape={shape}
      boxOf={boxOf}
      focus={focusOf(views)}
      chosen={chosen === null ? [] : [chosen]}
      onChoose={(ids) => {
        const key = ids.at(-1)
        onChoose(key === undefined || key.startsWith('file\n') ? null : key)
      }}
    />
  )
}

/** The step that failed, else the one that runs. */
const focusOf = (views: Props['views']): string | null =>
  (views?.find(({ failed }) => failed > 0) ?? views?.find(({ running }) => running > 0))?.name ?? null

/** Ways of files of several names between the same two are one line. */
function shapeOf(names: string[], links: StepLink[]): Shape {
  const files = [...new Set(links.flatMap(({ from, file }) => (from === null && file !== null ? [fileKey(file)] : [])))]
  const ways = new Map<string, Way>()
  for (const { from, to, file } of links) {
    const source = from ?? fileKey(file ?? '')
    const id = JSON.stringify([source, to])
    const known = ways.get(id)
    const names = [known?.label, from === null ? null : file].filter((name) => name != null && name !== '')
    const label = names.length > 1 ? moreText(names.join(', ')) : (names[0] ?? '')
    ways.set(id, { id, from: source, port: plainPort, to, label, isTrouble: false })
  }
  const boxes = plainBoxes([...names, ...files], [...names, ...files])
  return { boxes, ways: [...ways.values()] }
}

const moreText = (text: string): string => (text.length > 24 ? `${text.slice(0, 22)}…` : text)

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
