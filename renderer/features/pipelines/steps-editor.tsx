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
  text: ManifestText
  chosen: string | null
  onChoose(step: string | null): void
  /** Goes to a step in the text. */
  onOpen(step: string): void
}

/** The drawing of the steps, in which they are added, connected, renamed and deleted; the text follows. */
export function StepsEditor({ names, links, views, text, chosen, onChoose, onOpen }: Props) {
  const [way, chooseWay] = useState<string | null>(null)
  const [question, ask] = useState<StepQuestion | null>(null)
  const frame = useRef<HTMLElement>(null)
  const { apply, whyNot } = text
  const change = useCallback(
    (gesture: Parameters<typeof apply>[0]) => {
      const next = apply(gesture)
      chooseWay(null)
      if (next !== null) onChoose(next)
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
