import { Cable, PencilLine, Plus, Redo2, Trash2, Undo2 } from 'lucide-react'
import { Button, IconButton } from '../../ui/button.tsx'
import { useKeyTitle } from '../../ui/key-hint.tsx'
import type { ManifestText } from './use-manifest-text.ts'
import { words } from './words.ts'

type Props = {
  text: ManifestText
  chosen: string | null
  /** A connection is chosen. */
  hasWay: boolean
  onAdd(): void
  onConnect(): void
  onRename(): void
  onRemove(): void
}

/** What can be done with the steps, or with the chosen one. */
export function StepsToolbar({ text, chosen, hasWay, onAdd, onConnect, onRename, onRemove }: Props) {
  const { canUndo, canRedo, undoLabel } = text
  const titles = {
    undo: useKeyTitle(undoLabel === null ? words.undo : words.undoOf(undoLabel), 'undo'),
    redo: useKeyTitle(words.redo, 'redo'),
    add: useKeyTitle(chosen === null ? words.addStart : words.addAfter(chosen), 'addNode'),
    connect: useKeyTitle(chosen === null ? words.chooseFirst : words.connectHint(chosen), 'connectNode'),
    rename: useKeyTitle(chosen === null ? words.chooseFirst : words.renameHint(chosen), 'renameNode'),
    remove: useKeyTitle(hasWay ? words.disconnect : chosen === null ? words.chooseFirst : words.removeHint(chosen), 'removeNode'),
  }
  return (
    <div
      role="toolbar"
      aria-label={words.steps}
      className="flex min-h-9 shrink-0 flex-wrap items-center gap-1 border-b border-rule px-3"
    >
      <Button small look="quiet" title={titles.add} onClick={onAdd}>
        <Plus aria-hidden="true" className="size-3.5" />
        {words.addStep}
      </Button>
      <Button small look="quiet" title={titles.connect} disabled={chosen === null} onClick={onConnect}>
        <Cable aria-hidden="true" className="size-3.5" />
        {words.connect}
      </Button>
      <Button small look="quiet" title={titles.rename} disabled={chosen === null} onClick={onRename}>
        <PencilLine aria-hidden="true" className="size-3.5" />
        {words.rename}
      </Button>
      <Button small look="quiet" title={titles.remove} disabled={chosen === null && !hasWay} onClick={onRemove}>
        <Trash2 aria-hidden="true" className="size-3.5" />
        {hasWay ? words.disconnect : words.remove}
      </Button>
      <span className="ml-auto flex items-center">
        <IconButton
          label={words.undo}
          title={titles.undo}
          disabled={!canUndo}
          onClick={text.undo}
          className="disabled:opacity-50"
        >
          <Undo2 aria-hidden="true" className="size-4" />
        </IconButton>
        <IconButton
          label={words.redo}
          title={titles.redo}
          disabled={!canRedo}
          onClick={text.redo}
          className="disabled:opacity-50"
        >
          <Redo2 aria-hidden="true" className="size-4" />
        </IconButton>
      </span>
    </div>
  )
}
