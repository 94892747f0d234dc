import { useCallback, useMemo, useRef, useState } from 'react'
import type { StepLink, StepView } from '../../../shared/model/pipeline.ts'
import { StepGraph } from '../../step-graph/graph.tsx'
import { endsOfWay } from '../../step-graph/step-shape.ts'
import { useKeys } from '../../ui/keys.ts'
import { StepDialog, type StepQuestion } from './step-dialog.tsx'
import { StepsToolbar } from './steps-toolbar.tsx'
import type { ManifestText } from './use-manifest-text.ts'
import { words } from './words.ts'

type Props = {
  names: readonly string[]
  links: readonly StepLink[]
  views: readonly StepView[] | null
  /** The first line of each script, by the name of its step. */
  lines: Readonly<Record<string, string>>
  text: ManifestText
  chosen: string | null
  onChoose(step: string | null): void
  /** Goes to a step in the text. */
  onOpen(step: string): void
}

/** The drawing of the steps, in which they are added, connected, renamed and deleted; the text follows. */
export function StepsEditor({ names, links, views, lines, text, chosen, onChoose, onOpen }: Props) {
  const [way, chooseWay] = useState<string | null>(null)
  const [question, ask] = useState<StepQuestion | null>(null)
  const frame = useRef<HTMLElement>(null)
  const { apply, whyNot } = text
  const change = useCallback(
    (gesture: Parameters<typeof apply>[0]) => {
      const next = apply(gesture)
      chooseWay(null)
      if (next !== null) onChoose(next)
      if (next !== null && gesture.do === 'add') focusStep(frame.current, next)
      return next
    },
    [apply, onChoose],
  )
  const actions = useMemo(() => ({ apply: change, whyNot, open: onOpen }), [change, whyNot, onOpen])
  const remove = () => {
    if (way !== null) change({ do: 'disconnect', ...endsOfWay(way) })
    else if (chosen !== null && change({ do: 'remove', names: [chosen] }) === null) onChoose(null)
  }
  const add = () => change({ do: 'add', after: chosen })
  const askAbout = (what: StepQuestion['what']) => () => chosen !== null && ask({ what, step: chosen })
  useKeys(
    {
      undo: text.undo,
      redo: text.redo,
      addNode: add,
      connectNode: askAbout('connect'),
      renameNode: askAbout('rename'),
      removeNode: remove,
      openNode: () => chosen !== null && onOpen(chosen),
      leaveNode: () => {
        chooseWay(null)
        onChoose(null)
      },
    },
    // What had the focus may have been deleted just now.
    () => document.activeElement === document.body || (frame.current?.contains(document.activeElement) ?? false),
  )
  return (
    <section ref={frame} aria-label={words.steps} data-undoes className="flex min-h-0 flex-1 flex-col">
      <StepsToolbar
        text={text}
        chosen={chosen}
        hasWay={way !== null}
        onAdd={add}
        onConnect={askAbout('connect')}
        onRename={askAbout('rename')}
        onRemove={remove}
      />
      <div className="min-h-0 flex-1">
        <StepGraph
          names={names}
          links={links}
          views={views}
          lines={lines}
          chosen={chosen}
          onChoose={onChoose}
          chosenWay={way}
          onChooseWay={chooseWay}
          actions={actions}
        />
      </div>
      {question && <StepDialog question={question} names={names} actions={actions} links={links} onClose={() => ask(null)} />}
    </section>
  )
}

/** A new step is laid out first. Then the keys of the drawing are about it. */
function focusStep(drawing: HTMLElement | null, step: string, tries = 20): void {
  requestAnimationFrame(() => {
    const box = drawing?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(step)}"]`)
    if (box) box.focus()
    else if (tries > 0) focusStep(drawing, step, tries - 1)
  })
}
